-- A limit that holds at some hours of the day only, by the farm's clock, and one whose alerts leave something to look at.
alter table enclosure_limit
  add column hours_from  time,
  add column hours_until time,
  add column latching    boolean not null default false,
  add constraint enclosure_limit_hours check
    ((hours_from is null) = (hours_until is null) and hours_from <> hours_until);

alter table alert
  add column latched boolean not null default false;
