-- Who may come in. Codes and session tokens are kept as SHA-256 only.
create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  role text not null check (role in ('keeper', 'dispatcher', 'courier', 'merchant', 'official', 'admin')),
  scope text check (scope ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  created_at timestamptz not null,
  disabled_at timestamptz,
  check ((role = 'merchant') = (scope is not null)),
  unique nulls not distinct (name, role, scope)
);

create table sign_in_link (
  hash bytea primary key check (length(hash) = 32),
  person uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  used_at timestamptz check (used_at >= created_at)
);
create index sign_in_link_expiry on sign_in_link (expires_at);

create table session (
  hash bytea primary key check (length(hash) = 32),
  person uuid not null references person,
  created_at timestamptz not null,
  last_seen_at timestamptz not null check (last_seen_at >= created_at),
  expires_at timestamptz not null check (expires_at > created_at)
);
create index session_person on session (person);
create index session_expiry on session (expires_at);

-- Append-only and chained: each row's hash covers its content and the hash before it.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null check (length(actor) <= 200),
  action text not null check (length(action) <= 60),
  subject text not null check (length(subject) <= 200),
  previous bytea not null,
  hash bytea not null check (length(hash) = 32)
);
