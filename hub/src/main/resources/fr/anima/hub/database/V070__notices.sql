-- Who is on call, how each person wants to be told, and who was told what.
create table roster (
  one     boolean primary key default true check (one),
  version bigint not null check (version >= 1)
);
insert into roster (version) values (1);

-- From its start until the next one's, week after week, in the site's time; nobody where person is null.
create table roster_turn (
  day    smallint not null check (day between 1 and 7),
  starts time not null,
  person uuid references person,
  primary key (day, starts)
);

create table roster_swap (
  id        uuid primary key,
  starts_at timestamptz not null,
  ends_at   timestamptz not null check (ends_at > starts_at),
  person    uuid not null references person,
  made_by   text not null,
  made_at   timestamptz not null
);
create index roster_swap_end on roster_swap (ends_at);

create table notice_preference (
  person      uuid primary key references person,
  ways        text[] not null check (ways <@ array['email', 'webhook']),
  address     text check (length(address) between 3 and 254),
  phone       text check (phone ~ '^\+[0-9]{6,15}$'),
  language    text not null check (language in ('fr', 'en')),
  quiet_from  time,
  quiet_until time check (quiet_until <> quiet_from),
  check ((quiet_from is null) = (quiet_until is null))
);

-- Alerts as they were told last; no reference to alert, whose changes come by the log.
create table notice_alert (
  alert        uuid primary key,
  news         jsonb not null,
  told_at      timestamptz not null,
  rang_at      timestamptz,
  steps        smallint not null check (steps between 0 and 2),
  escalates_at timestamptz,
  check (escalates_at is null or rang_at is not null)
);
create index notice_alert_escalation on notice_alert (escalates_at) where escalates_at is not null;

-- One row for each change, person and way; subject is the alert, or the day nobody is on call.
create table notice (
  id            bigint generated always as identity primary key,
  subject       uuid not null,
  transition    text not null check (transition in
    ('raised', 'worse', 'better', 'cleared', 'next-person', 'everybody', 'nobody-on-call')),
  version       bigint not null,
  person        uuid not null references person,
  way           text not null check (way in ('email', 'webhook', 'none')),
  severity      text not null check (severity in ('urgence', 'alerte', 'attention')),
  language      text not null check (language in ('fr', 'en')),
  title         text not null,
  body          text not null,
  link          text not null,
  written_at    timestamptz not null,
  wanted_at     timestamptz not null,
  due_at        timestamptz not null,
  claimed_until timestamptz,
  attempts      integer not null default 0 check (attempts >= 0),
  state         text not null check (state in
    ('waiting', 'failed', 'sent', 'given-up', 'withdrawn', 'unsent')),
  sent_at       timestamptz,
  reason        text,
  unique (subject, transition, version, person, way),
  check ((state = 'sent') = (sent_at is not null)),
  check (state not in ('failed', 'given-up', 'withdrawn', 'unsent') or reason is not null),
  check ((way = 'none') = (state = 'unsent'))
);
create index notice_to_send on notice (due_at) where state in ('waiting', 'failed');
create index notice_newest on notice (written_at desc);
