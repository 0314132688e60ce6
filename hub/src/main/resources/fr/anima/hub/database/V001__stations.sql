-- Devices that may speak. A name is never given twice, so that old readings keep one meaning.
create table station (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  kind text not null check (kind in ('enclosure', 'bike', 'counter')),
  place text not null check (place ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  key_hash text not null check (key_hash ~ '^[0-9a-f]{64}$'),
  added_at timestamptz not null,
  revoked_at timestamptz,
  last_heard_at timestamptz,
  heartbeat text,
  heartbeat_measured_at timestamptz,
  check ((heartbeat is null) = (heartbeat_measured_at is null))
);

-- What stations said and the hub could never accept: the newest, for the screens; all of it is in the log.
create table refusal (
  log_partition int not null,
  log_offset bigint not null,
  station text not null,
  topic text not null,
  reason text not null,
  detail text not null,
  said text not null,
  refused_at timestamptz not null,
  primary key (log_partition, log_offset)
);

create index refusal_newest on refusal (refused_at desc);

create table refusal_count (
  reason text primary key,
  refusals bigint not null check (refusals > 0)
);
