-- One-time codes with which a station comes by its name. Codes are kept as SHA-256 only, and so are the keys shown with them.
create table station_claim (
  code_hash text primary key check (code_hash ~ '^[0-9a-f]{64}$'),
  station text not null check (station ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  kind text not null check (kind in ('enclosure', 'bike', 'counter')),
  place text not null check (place ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  used_at timestamptz check (used_at >= created_at)
);
create index station_claim_station on station_claim (station);
