create table counter (
  id                     text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name                   text not null check (length(name) between 1 and 80),
  latitude_degrees       double precision not null check (latitude_degrees between -90 and 90),
  longitude_degrees      double precision not null check (longitude_degrees between -180 and 180),
  expected_every_seconds double precision not null
    check (expected_every_seconds > 0 and expected_every_seconds <= 86400)
);

-- No reference to counter: totals come from the log, maybe before the counter has a name.
create table footfall_hour (
  counter          text not null,
  start            timestamptz not null check (date_trunc('hour', start, 'UTC') = start),
  in_count         bigint not null check (in_count >= 0),
  out_count        bigint not null check (out_count >= 0),
  measured_millis  bigint not null check (measured_millis > 0),
  last_measured_at timestamptz not null check (last_measured_at > start),
  last_received_at timestamptz not null,
  primary key (counter, start)
);

create index footfall_hour_start on footfall_hour (start);
