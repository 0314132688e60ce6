-- Events that committed with the rows they tell of and wait to be appended to the log.
create table outbox (
  id          bigint generated always as identity primary key,
  topic       text        not null check (topic ~ '^anima\.[a-z0-9-]+\.v[0-9]+$'),
  key         text        not null check (key <> ''),
  payload     bytea       not null,
  added_at    timestamptz not null default clock_timestamp(),
  appended_at timestamptz check (appended_at >= added_at)
);

create index outbox_waiting on outbox (id) where appended_at is null;
create index outbox_appended on outbox (appended_at) where appended_at is not null;
