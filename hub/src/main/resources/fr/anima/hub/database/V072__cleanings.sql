-- While an enclosure is cleaned, what begins there rings nobody. When it began and why never changes; its end is noted once.
create table cleaning (
  id          uuid primary key,
  enclosure   text not null references enclosure,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '2 hours'),
  reason      text not null check (length(reason) between 1 and 500),
  author      uuid not null,
  author_name text not null,
  -- When it was over: by its end, or before, by somebody.
  ended_at    timestamptz check (ended_at between starts_at and ends_at),
  ended_by    text check (ended_by is null or ended_at is not null)
);
-- One at a time.
create unique index cleaning_under_way on cleaning (enclosure) where ended_at is null;

alter table alert
  drop constraint alert_quiet_why_check,
  add constraint alert_quiet_why_check check (quiet_why in ('shelved', 'cleaning'));
