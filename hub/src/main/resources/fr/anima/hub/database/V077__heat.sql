-- From which index on an enclosure's heat is watched, and how many hours of it in a day are too many.
create table heat_watch (
  enclosure text primary key references enclosure (id),
  threshold double precision not null check (threshold between 0 and 150),
  hours     double precision not null check (hours > 0 and hours <= 24)
);

alter table alert drop constraint alert_kind_check;
alter table alert add constraint alert_kind_check
  check (kind in ('limit', 'silent', 'offline', 'suspect', 'round', 'heat', 'night'));

alter table alert drop constraint alert_has_what_its_kind_has;
alter table alert add constraint alert_has_what_its_kind_has
  check (case kind
           when 'limit' then num_nulls(quantity, side, raise_at, value) = 0
           when 'offline' then station is not null
           when 'suspect' then num_nulls(quantity, station, value, doubt) = 0
           when 'round' then detail is not null
           when 'heat' then num_nulls(raise_at, value) = 0
           when 'night' then num_nulls(raise_at, value) = 0
           else quantity is not null
         end);
