-- What becomes of an alert after it began. Every deed is kept for good; how the alert stands after all of them is
-- computed in the same transaction and kept beside it.
alter table alert
  -- It rings nobody until then: somebody put it aside.
  add column quiet_why          text check (quiet_why in ('shelved')),
  add column quiet_until        timestamptz,
  add column quiet_by           text,
  add column quiet_reason       text check (length(quiet_reason) between 1 and 500),
  -- Given to somebody who has not taken it on yet.
  add column given_to           uuid,
  add column given_name         text,
  add column given_by           text,
  add column given_at           timestamptz,
  add column settled_as         text check (settled_as in ('water', 'feed', 'door', 'heat', 'injury', 'other')),
  add column settled_by         text,
  add column settled_at         timestamptz,
  add column settled_note       text check (length(settled_note) between 1 and 500),
  add column false_alarm_by     text,
  add column false_alarm_at     timestamptz,
  add column false_alarm_reason text check (length(false_alarm_reason) between 1 and 500),
  -- Nobody has to look at it any more.
  add column closed_at          timestamptz,
  add check (num_nulls(quiet_why, quiet_until) in (0, 2)),
  add check (quiet_why is null or quiet_why <> 'shelved' or num_nulls(quiet_by, quiet_reason) = 0),
  add check (num_nulls(given_to, given_name, given_by, given_at) in (0, 4)),
  add check (given_to is null or acknowledged_at is null),
  add check (num_nulls(settled_as, settled_by, settled_at) in (0, 3)),
  add check (num_nulls(false_alarm_by, false_alarm_at, false_alarm_reason) in (0, 3)),
  add check (false_alarm_by is null or cleared_at is not null),
  add check (closed_at is null or cleared_at is not null);

-- Before this, an alert that was over asked for nobody.
update alert set closed_at = cleared_at where cleared_at is not null;

create index alert_not_closed on alert (raised_at desc) where closed_at is null;
create index alert_quiet on alert (quiet_until) where quiet_until is not null and cleared_at is null;

-- No reference to alert, as everywhere: alerts come from the log.
create table alert_deed (
  id          uuid primary key,
  number      bigint generated always as identity unique,
  alert       uuid not null,
  what        text not null check (what in
    ('taken', 'released', 'shelved', 'unshelved', 'settled', 'given', 'false-alarm',
     'quieted', 'rang-again', 'worse', 'better', 'closed')),
  -- Nobody where the hub did it by itself.
  author      uuid,
  author_name text,
  happened_at timestamptz not null,
  recorded_at timestamptz not null check (recorded_at >= happened_at),
  until       timestamptz,
  remedy      text check (remedy in ('water', 'feed', 'door', 'heat', 'injury', 'other')),
  words       text check (length(words) between 1 and 500),
  given_name  text,
  check ((author is null) = (author_name is null)),
  check ((author is null) = (what in ('quieted', 'rang-again', 'worse', 'better', 'closed'))),
  check ((what in ('shelved', 'quieted')) = (until is not null)),
  check ((what = 'settled') = (remedy is not null)),
  check ((what = 'given') = (given_name is not null)),
  check (what not in ('shelved', 'false-alarm') or words is not null)
);
create index alert_deed_of_alert on alert_deed (alert, number);
create trigger alert_deed_is_history before update or delete on alert_deed
  for each row execute function refuse_rewriting();

alter table notice
  drop constraint notice_transition_check,
  add constraint notice_transition_check check (transition in
    ('raised', 'worse', 'better', 'cleared', 'next-person', 'everybody', 'nobody-on-call', 'shelf-ended', 'given'));
