create table enclosure (
  id                     text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name                   text not null check (length(name) between 1 and 80),
  species                text[] not null check (cardinality(species) <= 20),
  expected_every_seconds jsonb not null check (jsonb_typeof(expected_every_seconds) = 'object')
);

create table enclosure_limit (
  enclosure           text not null references enclosure (id),
  place               integer not null check (place >= 0),
  quantity            text not null,
  side                text not null check (side in ('above', 'below')),
  raise_at            double precision not null,
  clear_at            double precision not null,
  raise_after_seconds integer not null check (raise_after_seconds between 0 and 86400),
  clear_after_seconds integer not null check (clear_after_seconds between 0 and 86400),
  severity            text not null check (severity in ('urgence', 'alerte', 'attention')),
  primary key (enclosure, quantity, side),
  -- Clearing lies on the safe side of raising, or an alert would ring and clear with every breath.
  check (case side when 'above' then clear_at < raise_at else clear_at > raise_at end)
);

-- No reference to enclosure: alerts come from the log and must be storable in whatever order
-- tables are rebuilt.
create table alert (
  id                     uuid primary key,
  enclosure              text not null,
  quantity               text not null,
  side                   text not null check (side in ('above', 'below')),
  severity               text not null check (severity in ('urgence', 'alerte', 'attention')),
  raise_at               double precision not null,
  since                  timestamptz not null,
  raised_at              timestamptz not null check (raised_at >= since),
  value                  double precision not null,
  cleared_at             timestamptz check (cleared_at >= raised_at),
  acknowledged_at        timestamptz,
  acknowledged_by        text,
  acknowledged_by_person uuid,
  note                   text check (length(note) <= 500),
  version                bigint not null default 1 check (version >= 1),
  unique (enclosure, quantity, side, since),
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check ((acknowledged_at is null) = (acknowledged_by_person is null)),
  check (note is null or acknowledged_at is not null)
);

create index alert_open on alert (raised_at desc) where cleared_at is null;
create index alert_newest on alert (raised_at desc);
