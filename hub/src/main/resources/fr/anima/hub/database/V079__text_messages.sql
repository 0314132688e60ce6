-- Text messages cost: whom they are for at all, and how many somebody had lately.
alter table notice_preference
  drop constraint notice_preference_ways_check,
  add constraint notice_preference_ways_check check (ways <@ array['email', 'webhook', 'sms']),
  add column sms_for text not null default 'urgent' check (sms_for in ('urgent', 'all'));

alter table notice
  drop constraint notice_way_check,
  add constraint notice_way_check check (way in ('email', 'webhook', 'sms', 'push', 'none'));

-- Written before the gateway is asked, taken back when it certainly sent nothing: what may have cost is counted.
create table sms_charge (
  id     bigint generated always as identity primary key,
  person uuid not null references person on delete cascade,
  notice bigint not null references notice on delete cascade,
  at     timestamptz not null
);
create index sms_charge_person on sms_charge (person, at);
create index sms_charge_notice on sms_charge (notice);
