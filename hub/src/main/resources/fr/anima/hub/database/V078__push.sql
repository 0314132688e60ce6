-- The key by which push services know this site. Browsers subscribe to it: another key, and every phone is lost.
create table push_key (
  one         boolean primary key default true check (one),
  private_key bytea not null,
  public_key  bytea not null,
  made_at     timestamptz not null
);

-- Browsers that take notices for somebody; one that is gone keeps its name for a while, and nothing to reach it by.
create table push_phone (
  id         uuid primary key,
  person     uuid not null references person on delete cascade,
  name       text not null check (length(name) between 1 and 60),
  endpoint   text unique check (length(endpoint) between 1 and 1024),
  agreement  text check (agreement ~ '^[A-Za-z0-9_-]{87}$'),
  secret     text check (secret ~ '^[A-Za-z0-9_-]{22}$'),
  added_at   timestamptz not null,
  reached_at timestamptz,
  gone_at    timestamptz,
  wait_until timestamptz,
  trouble    text check (length(trouble) <= 200),
  check ((gone_at is null) = (endpoint is not null)),
  check ((endpoint is null) = (agreement is null)),
  check ((endpoint is null) = (secret is null))
);
create index push_phone_person on push_phone (person);

-- A notice is one row whatever number of phones: which of them have it.
create table push_taken (
  notice bigint not null references notice on delete cascade,
  phone  uuid not null references push_phone on delete cascade,
  primary key (notice, phone)
);
create index push_taken_phone on push_taken (phone);

alter table notice
  drop constraint notice_way_check,
  add constraint notice_way_check check (way in ('email', 'webhook', 'push', 'none')),
  drop constraint notice_transition_check,
  add constraint notice_transition_check check (transition in
    ('raised', 'worse', 'better', 'cleared', 'next-person', 'everybody', 'nobody-on-call', 'shelf-ended', 'given', 'flapping', 'trial'));
