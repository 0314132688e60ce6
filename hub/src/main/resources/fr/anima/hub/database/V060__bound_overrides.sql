-- What the farm and its vet decided about an enclosure's bounds. Rows are history: added, never changed.

create table bound_override (
  id          uuid primary key,
  number      bigint generated always as identity unique,
  enclosure   text not null references enclosure,
  quantity    text not null check (quantity in ('temperature', 'humidity', 'ammonia', 'carbon-dioxide')),
  side        text not null check (side in ('above', 'below')),
  value       double precision not null,
  why         text not null check (length(why) between 1 and 500),
  author      uuid not null,
  author_name text not null,
  said_at     timestamptz not null,
  recorded_at timestamptz not null check (recorded_at >= said_at),
  vet         text not null check (length(vet) between 1 and 80),
  signed_on   date not null
);
create index bound_override_of_enclosure on bound_override (enclosure, number);

create table bound_override_withdrawal (
  override      uuid primary key references bound_override,
  author        uuid not null,
  author_name   text not null,
  taken_back_at timestamptz not null
);

create trigger bound_override_is_history before update or delete on bound_override
  for each row execute function refuse_rewriting();
create trigger bound_override_withdrawal_is_history before update or delete on bound_override_withdrawal
  for each row execute function refuse_rewriting();
