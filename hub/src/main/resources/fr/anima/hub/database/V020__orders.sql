-- From basket to ready. Cents are integers; what is scarce (stock, places of a slot) has its limit here as well as in
-- the statement that takes from it.

create table merchant (
  id        text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name      text not null check (length(name) between 1 and 80),
  address   text not null check (length(address) between 1 and 200),
  latitude  double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  phone     text check (length(phone) <= 30)
);

create table product (
  merchant          text not null references merchant,
  id                text not null check (id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name              text not null check (length(name) between 1 and 80),
  price_cents       bigint not null check (price_cents between 0 and 1000000),
  stock             integer not null check (stock >= 0),
  temperature_class text not null check (temperature_class in
    ('ambient', 'chilled-8', 'chilled-4', 'chilled-3', 'chilled-2', 'frozen-18', 'hot-63')),
  weight_grams      integer not null check (weight_grams >= 0),
  primary key (merchant, id)
);

create table slot (
  id        uuid primary key default gen_random_uuid(),
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  capacity  integer not null check (capacity >= 0),
  booked    integer not null default 0 check (booked >= 0),
  check (ends_at > starts_at),
  check (booked <= capacity),
  unique (starts_at, ends_at)
);

-- The secret that makes tracking links, 366 random bits made by this database and by nobody else.
create table site_secret (
  name  text primary key,
  value bytea not null check (length(value) >= 32)
);
insert into site_secret (name, value) values
  ('tracking', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

create sequence order_number start 1001;

create table customer_order (
  id             uuid primary key,
  number         bigint not null unique,
  version        bigint not null check (version > 0),
  state          text not null check (state in ('placed', 'confirmed', 'preparing', 'ready', 'in-delivery', 'on-the-way',
    'delivered', 'partly-delivered', 'returned', 'cancelled')),
  placed_at      timestamptz not null,
  slot           uuid not null references slot,
  holds_slot     boolean not null,
  customer_name  text not null,
  customer_phone text not null,
  customer_email text,
  address        text not null,
  instructions   text,
  latitude       double precision not null check (latitude between -90 and 90),
  longitude      double precision not null check (longitude between -180 and 180),
  fee_cents      bigint not null check (fee_cents >= 0),
  owed_cents     bigint not null check (owed_cents >= 0),
  settled_cents  bigint not null check (settled_cents >= 0),
  drop_under_way boolean not null,
  tracking_hash  bytea not null unique check (length(tracking_hash) = 32),
  confirmed_at   timestamptz,
  ready_at       timestamptz,
  delivered_at   timestamptz,
  ended_at       timestamptz,
  check (state <> 'delivered' or owed_cents = settled_cents),
  check (state <> 'cancelled' or (owed_cents = 0 and not holds_slot)),
  check (state not in ('delivered', 'cancelled') or ended_at is not null)
);

create table merchant_order (
  id             uuid primary key,
  customer_order uuid not null references customer_order,
  merchant       text not null references merchant,
  position       integer not null check (position >= 0),
  version        bigint not null check (version > 0),
  state          text not null check (state in
    ('proposed', 'accepted', 'refused', 'in-preparation', 'ready', 'collected', 'cancelled')),
  ready_at       timestamptz,
  refusal        text check (refusal in ('closed', 'sold-out', 'too-busy', 'other')),
  unique (customer_order, merchant),
  check ((state = 'refused') = (refusal is not null))
);
create index merchant_order_of_merchant on merchant_order (merchant, state);

create table order_line (
  merchant_order    uuid not null references merchant_order,
  position          integer not null check (position >= 0),
  product           text not null,
  name              text not null,
  quantity          integer not null check (quantity between 1 and 99),
  price_cents       bigint not null check (price_cents >= 0),
  temperature_class text not null,
  state             text not null check (state in ('requested', 'confirmed', 'removed', 'delivered')),
  primary key (merchant_order, position)
);

create table parcel (
  merchant_order uuid not null references merchant_order,
  position       integer not null check (position between 1 and 20),
  state          text not null check (state in ('ready', 'on-board', 'delivered')),
  bike           text,
  primary key (merchant_order, position),
  check ((state = 'on-board') = (bike is not null))
);

create table ledger_entry (
  customer_order uuid not null references customer_order,
  position       integer not null check (position >= 0),
  kind           text not null check (kind in ('charge', 'reduction', 'capture', 'refund')),
  cents          bigint not null check (cents > 0),
  bearer         text not null check (bearer in ('customer', 'merchant', 'operator')),
  cause          text not null,
  at             timestamptz not null,
  primary key (customer_order, position)
);

-- Who did what to an order, one row per version.
create table order_change (
  customer_order uuid not null references customer_order,
  version        bigint not null,
  what           text not null,
  actor          text not null,
  at             timestamptz not null,
  received_at    timestamptz not null,
  primary key (customer_order, version)
);

create table order_request (
  key_hash       bytea primary key check (length(key_hash) = 32),
  body_hash      bytea not null check (length(body_hash) = 32),
  customer_order uuid not null unique references customer_order deferrable initially deferred,
  total_cents    bigint not null,
  slot_free      integer,
  placed_at      timestamptz not null
);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% only grows: correct it by a further row', tg_table_name;
end $$;
create trigger ledger_entry_only_grows before update on ledger_entry for each row execute function refuse_rewriting();
create trigger order_change_only_grows before update on order_change for each row execute function refuse_rewriting();
