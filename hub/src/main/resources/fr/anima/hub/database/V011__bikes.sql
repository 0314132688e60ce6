create table bike (
  id                     text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name                   text not null check (length(name) between 1 and 80),
  expected_every_seconds double precision not null
    check (expected_every_seconds > 0 and expected_every_seconds <= 86400)
);

-- No references to bike: both come from the log, maybe before the bike has a name.
create table bike_last_fix (
  bike                    text primary key,
  measured_at             timestamptz not null,
  station                 text not null,
  boot                    bigint not null check (boot >= 1),
  sequence                bigint not null check (sequence >= 1),
  received_at             timestamptz not null,
  latitude_degrees        double precision not null check (latitude_degrees between -90 and 90),
  longitude_degrees       double precision not null check (longitude_degrees between -180 and 180),
  altitude_metres         double precision,
  speed_metres_per_second double precision check (speed_metres_per_second >= 0),
  course_degrees          double precision check (course_degrees between 0 and 360),
  hdop                    double precision check (hdop >= 0),
  estimated               boolean not null
);

create table bike_motion (
  bike      text primary key,
  motion    text not null check (motion in ('moving', 'standing', 'unknown')),
  since     timestamptz not null,
  judged_at timestamptz not null check (judged_at >= since)
);
