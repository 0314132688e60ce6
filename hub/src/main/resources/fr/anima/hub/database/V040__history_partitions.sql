-- History in partitions by time: forgetting is dropping a table, however much is in it.

-- The partition of a table into which a time falls, made when it is missing. Units are those of UTC.
create function history_partition(parent text, unit text, at timestamptz) returns void
language plpgsql as $$
declare
  starts timestamp := date_trunc(unit, at at time zone 'UTC');
  ends   timestamp := starts + ('1 ' || unit)::interval;
  child  text := parent || '_' || to_char(starts, 'YYYYMMDD');
begin
  if to_regclass(child) is null then
    perform pg_advisory_xact_lock(hashtext('history_partition'));
    if to_regclass(child) is null then
      -- Sums and newest values are rewritten all the time: room for that within their pages.
      execute format(
        'create table %I partition of %I for values from (%L) to (%L) with (fillfactor = %s)',
        child, parent, starts || '+00', ends || '+00',
        case when parent in ('history_minute', 'history_roll_up') then 70 else 100 end);
    end if;
  end if;
end $$;

-- Drops the partitions of a table that end before a time; says which.
create function history_forget(parent text, unit text, before timestamptz) returns setof text
language plpgsql as $$
declare
  child text;
begin
  for child in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass(parent)
      and to_date(right(c.relname, 8), 'YYYYMMDD') + ('1 ' || unit)::interval
        <= before at time zone 'UTC'
    order by c.relname
  loop
    execute format('drop table %I', child);
    return next child;
  end loop;
end $$;

alter table history_sample rename to history_sample_before;
alter table history_bucket rename to history_bucket_before;
alter table history_sample_before rename constraint history_sample_pkey to history_sample_before_pkey;
alter table history_bucket_before rename constraint history_bucket_pkey to history_bucket_before_pkey;

-- One row per message, its values side by side with its fields. The key is the whole identity:
-- nothing merges, nothing is kept twice. The numbers come from tables that never forget one; a foreign
-- key per row would cost more than all the rest of writing it.
create table history_sample (
  subject_id  integer     not null,
  measured_at timestamptz not null,
  source_id   integer     not null,
  sequence    bigint      not null check (sequence > 0),
  arrived_at  timestamptz not null,
  estimated   boolean     not null,
  field_ids   integer[]   not null,
  field_values double precision[] not null,
  primary key (subject_id, measured_at, source_id, sequence),
  check (cardinality(field_ids) = cardinality(field_values) and cardinality(field_ids) > 0)
) partition by range (measured_at);

-- The same for what follows a person: kept for days, never summed.
create table history_position (like history_sample including all) partition by range (measured_at);

-- Sums per minute, quarter and hour, changed only together with the samples they are made of.
create table history_bucket (
  subject_id   integer     not null,
  field_id     integer     not null,
  step_seconds integer     not null,
  starts_at    timestamptz not null,
  count        bigint      not null check (count > 0),
  least        double precision not null,
  most         double precision not null,
  total        double precision not null,
  primary key (subject_id, field_id, step_seconds, starts_at),
  check (least <= most)
) partition by list (step_seconds);
create table history_minute partition of history_bucket for values in (60)
  partition by range (starts_at);
create table history_roll_up partition of history_bucket for values in (900, 3600)
  partition by range (starts_at);

-- What is there already, carried over. Positions lose their sums, as from now on.
select history_partition('history_sample', 'week', measured_at) from (
  select distinct date_trunc('week', measured_at at time zone 'UTC') at time zone 'UTC' as measured_at
  from history_sample_before join history_subject on id = subject_id where measurement <> 'position'
) as weeks;
select history_partition('history_position', 'day', measured_at) from (
  select distinct date_trunc('day', measured_at at time zone 'UTC') at time zone 'UTC' as measured_at
  from history_sample_before join history_subject on id = subject_id where measurement = 'position'
) as days;
select history_partition('history_minute', 'month', starts_at) from (
  select distinct date_trunc('month', starts_at at time zone 'UTC') at time zone 'UTC' as starts_at
  from history_bucket_before where step_seconds = 60
) as months;
select history_partition('history_roll_up', 'year', starts_at) from (
  select distinct date_trunc('year', starts_at at time zone 'UTC') at time zone 'UTC' as starts_at
  from history_bucket_before where step_seconds > 60
) as years;

insert into history_sample
select before.* from history_sample_before before join history_subject on id = subject_id
where measurement <> 'position';
insert into history_position
select before.* from history_sample_before before join history_subject on id = subject_id
where measurement = 'position';
insert into history_bucket
select before.* from history_bucket_before before join history_subject on id = subject_id
where measurement <> 'position';

drop table history_sample_before;
drop table history_bucket_before;
