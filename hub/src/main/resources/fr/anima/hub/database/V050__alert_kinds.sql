-- Every alert so far was of a limit.
alter table alert
  add column kind        text not null default 'limit'
                         check (kind in ('limit', 'silent', 'offline', 'suspect')),
  add column station     text,
  add column doubt       text check (doubt in ('jump', 'constant', 'impossible')),
  add column detail      text,
  add column missing     text[] not null default '{}',
  -- When its severity last changed; empty while it is as it began.
  add column regraded_at timestamptz,
  -- The alert that tells of it since it was cleared for that reason.
  add column part_of     uuid check (part_of is null or cleared_at is not null),
  alter column quantity drop not null,
  alter column side     drop not null,
  alter column raise_at drop not null,
  alter column value    drop not null,
  -- The id says the same, for every kind.
  drop constraint alert_enclosure_quantity_side_since_key,
  add check (case kind
               when 'limit' then num_nulls(quantity, side, raise_at, value) = 0
               when 'offline' then station is not null
               when 'suspect' then num_nulls(quantity, station, value, doubt) = 0
               else quantity is not null
             end);
