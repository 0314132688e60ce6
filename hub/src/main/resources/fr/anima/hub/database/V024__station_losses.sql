-- What stations said that will never arrive: a range that is told again is the same by its key, and may have grown.
-- Boot and sequence 0: damage hides where the range begins or ends. No reference to station: it comes from the log.
create table station_loss (
  station text not null check (station <> ''),
  name text not null check (name ~ '^[a-z0-9-]{1,40}$'),
  rank text not null check (rank ~ '^[a-z0-9-]{1,40}$'),
  from_boot bigint not null check (from_boot >= 0),
  from_sequence bigint not null check (from_sequence >= 0),
  to_boot bigint not null check (to_boot >= 0),
  to_sequence bigint not null check (to_sequence >= 0),
  records bigint not null check (records > 0),
  told_at timestamptz not null,
  primary key (station, name, rank, from_boot, from_sequence)
);

create index station_loss_newest on station_loss (station, told_at desc);
