-- Two keepers who change the limits of one enclosure at once: the second is told, and overwrites nothing.
alter table enclosure add column version bigint not null default 1;
