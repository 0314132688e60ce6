-- Stations that are not ours speak in a dialect of their own; which ones there are, the hub knows.
alter table station add column dialect text check (dialect ~ '^[a-z][a-z0-9]{0,31}$');

-- What the devices behind such a station belong to. A row without a field is the whole device; a row with one
-- says where that field goes and what it measures, no quantity: nothing, it is left out.
create table device_mapping (
  station text not null references station,
  device text not null check (length(device) between 1 and 128),
  field text not null check (length(field) <= 128),
  place text not null check (place ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  quantity text check (quantity ~ '^[a-z][a-z-]{0,63}$'),
  primary key (station, device, field),
  check (field <> '' or quantity is null)
);
