-- What was measured. A subject is one enclosure, bike or counter under one measurement.
create table history_subject (
  id          integer generated always as identity primary key,
  measurement text not null check (measurement ~ '^[a-z][a-z0-9-]{0,63}$'),
  name        text not null check (name <> ''),
  unique (measurement, name)
);

create table history_field (
  id   integer generated always as identity primary key,
  name text not null unique check (name <> '')
);

-- One boot of one station: with the sequence number it makes a sample's identity.
create table history_source (
  id      integer generated always as identity primary key,
  station text   not null check (station <> ''),
  boot    bigint not null check (boot > 0),
  unique (station, boot)
);

-- One row per message, its values side by side with its fields. The key is the whole identity:
-- nothing merges, nothing is kept twice.
create table history_sample (
  subject_id  integer     not null references history_subject,
  measured_at timestamptz not null,
  source_id   integer     not null references history_source,
  sequence    bigint      not null check (sequence > 0),
  arrived_at  timestamptz not null,
  estimated   boolean     not null,
  field_ids   integer[]   not null,
  field_values double precision[] not null,
  primary key (subject_id, measured_at, source_id, sequence),
  check (cardinality(field_ids) = cardinality(field_values) and cardinality(field_ids) > 0)
);

-- Sums per minute, quarter and hour, changed only together with the samples they are made of.
create table history_bucket (
  subject_id   integer     not null references history_subject,
  field_id     integer     not null references history_field,
  step_seconds integer     not null check (step_seconds in (60, 900, 3600)),
  starts_at    timestamptz not null,
  count        bigint      not null check (count > 0),
  least        double precision not null,
  most         double precision not null,
  total        double precision not null,
  primary key (subject_id, field_id, step_seconds, starts_at),
  check (least <= most)
);

create table history_latest (
  subject_id  integer     not null references history_subject,
  field_id    integer     not null references history_field,
  measured_at timestamptz not null,
  boot        bigint      not null,
  sequence    bigint      not null,
  arrived_at  timestamptz not null,
  estimated   boolean     not null,
  value       double precision not null,
  primary key (subject_id, field_id)
);
