-- The daily rounds. What was ticked is history; the first to tick a task stands.

create table round_hours (
  round text primary key check (round in ('morning', 'evening')),
  opens time not null,
  due   time not null check (due > opens)
);
insert into round_hours (round, opens, due) values ('morning', '06:30', '10:00'), ('evening', '16:30', '19:30');

create table round_tick (
  id          uuid primary key,
  day         date not null,
  round       text not null references round_hours,
  enclosure   text not null references enclosure,
  task        text not null check (task in ('water', 'feed', 'bedding', 'look')),
  author      uuid not null,
  author_name text not null,
  said_at     timestamptz not null,
  recorded_at timestamptz not null check (recorded_at >= said_at),
  unique (day, round, enclosure, task)
);

create trigger round_tick_only_grows before update or delete on round_tick
  for each row execute function refuse_rewriting();
