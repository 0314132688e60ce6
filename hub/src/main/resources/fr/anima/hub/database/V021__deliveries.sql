-- From ready to delivered. A delivery belongs to one order; its stops carry states, their attempts are never rewritten.

create table delivery (
  id             uuid primary key,
  customer_order uuid not null unique,
  number         bigint not null,
  version        bigint not null check (version > 0),
  state          text not null check (state in ('planned', 'assigned', 'under-way', 'delivered', 'failed', 'cancelled')),
  bike           text,
  order_state    text not null,
  order_version  bigint not null,
  slot           uuid not null,
  slot_from      timestamptz not null,
  slot_until     timestamptz not null,
  slot_free      integer not null,
  created_at     timestamptz not null,
  ended_at       timestamptz,
  check (state not in ('assigned', 'under-way') or bike is not null),
  check (state <> 'planned' or bike is null)
);
create index delivery_open on delivery (bike) where ended_at is null;
create index delivery_ended on delivery (ended_at);

create table stop (
  id             uuid primary key,
  delivery       uuid not null references delivery,
  position       integer not null check (position >= 0),
  kind           text not null check (kind in ('pickup', 'drop')),
  state          text not null check (state in
    ('planned', 'assigned', 'started', 'arrived', 'done', 'failed', 'cancelled')),
  merchant_order uuid,
  name           text not null,
  address        text not null,
  instructions   text,
  phone          text,
  latitude       double precision not null check (latitude between -90 and 90),
  longitude      double precision not null check (longitude between -180 and 180),
  parcels        integer not null check (parcels >= 0),
  cold           boolean not null,
  ready_at       timestamptz,
  started_at     timestamptz,
  finished_at    timestamptz,
  reason         text,
  decided        boolean not null,
  unique (delivery, position),
  check ((kind = 'pickup') = (merchant_order is not null)),
  check ((state = 'failed') = (reason is not null)),
  check (state not in ('started', 'arrived') or started_at is not null),
  check (state not in ('done', 'failed') or finished_at is not null),
  check (not decided or state = 'failed')
);

-- Which bike had a delivery, and when: a phone that was offline is judged by the time it acted.
create table assignment (
  delivery uuid not null references delivery,
  version  bigint not null,
  bike     text not null,
  since    timestamptz not null,
  until    timestamptz,
  by       text not null,
  primary key (delivery, version)
);
create unique index assignment_open on assignment (delivery) where until is null;

create table shift (
  id           uuid primary key,
  courier      uuid not null,
  courier_name text not null,
  bike         text not null,
  since        timestamptz not null,
  until        timestamptz,
  check (until >= since)
);
create unique index shift_open_of_courier on shift (courier) where until is null;
create unique index shift_open_of_bike on shift (bike) where until is null;

create table stop_attempt (
  event       uuid primary key,
  stop        uuid not null references stop,
  courier     uuid not null,
  bike        text not null,
  step        text not null check (step in ('started', 'arrived', 'done', 'failed')),
  at          timestamptz not null,
  received_at timestamptz not null,
  proof_kind  text check (proof_kind in ('name', 'code', 'left-in-place')),
  proof_text  text check (length(proof_text) <= 200),
  reason      text check (reason in ('absent', 'refused', 'wrong-address', 'not-ready', 'damaged', 'other')),
  check ((step = 'failed') = (reason is not null))
);
create index stop_attempt_of_stop on stop_attempt (stop);
create trigger stop_attempt_only_grows before update on stop_attempt for each row execute function refuse_rewriting();
