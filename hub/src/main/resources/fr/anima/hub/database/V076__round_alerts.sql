-- An unfinished round is an alert: of an enclosure, of the round that its detail names, since its hour.
alter table alert drop constraint alert_kind_check;
alter table alert add constraint alert_kind_check
  check (kind in ('limit', 'silent', 'offline', 'suspect', 'round'));

-- What each kind must have; the constraint was made without a name.
do $$
declare
  unnamed text;
begin
  select conname into strict unnamed from pg_constraint
   where conrelid = 'alert'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%num_nulls(quantity%';
  execute format('alter table alert drop constraint %I', unnamed);
end
$$;
alter table alert add constraint alert_has_what_its_kind_has
  check (case kind
           when 'limit' then num_nulls(quantity, side, raise_at, value) = 0
           when 'offline' then station is not null
           when 'suspect' then num_nulls(quantity, station, value, doubt) = 0
           when 'round' then detail is not null
           else quantity is not null
         end);
create index alert_round on alert (since) where kind = 'round';
