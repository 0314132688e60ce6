-- How often a station shall sample, where somebody has said so: the message that it is sent.
alter table station add column plan text;
