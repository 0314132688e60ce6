-- A side may have a limit to warn and a worse one further out; what was stored is one of them.
alter table enclosure_limit drop constraint enclosure_limit_pkey;
alter table enclosure_limit add primary key (enclosure, quantity, side, severity);
