-- The animal register. What was noted is history: rows are added, and a correction names the row it corrects.

create table animal (
  id              uuid primary key,
  version         bigint not null check (version > 0),
  tag             text not null check (tag ~ '^[0-9A-Za-z][0-9A-Za-z .-]{0,31}$'),
  name            text not null check (length(name) between 1 and 80),
  species         text not null check (species in
    ('guinea-pig', 'rabbit', 'hen', 'donkey', 'miniature-horse', 'alpaca', 'goat', 'sheep', 'other')),
  sex             text not null check (sex in ('female', 'male', 'unknown')),
  born_on         date,
  born_estimated  boolean not null,
  mother          uuid references animal check (mother <> id),
  father          uuid references animal check (father <> id),
  first_enclosure text not null references enclosure,
  arrived_at      timestamptz not null,
  -- How it stands after all that was noted, computed from animal_event in the same transaction.
  enclosure       text not null references enclosure,
  since           timestamptz not null,
  died_at         timestamptz,
  weight_grams    integer check (weight_grams between 1 and 2000000),
  weighed_at      timestamptz,
  milk_eggs_until date,
  meat_until      date,
  check (born_on is not null or not born_estimated),
  check ((weight_grams is null) = (weighed_at is null))
);

-- A ring is used again when its bearer is dead; blanks and capitals make no other tag.
create unique index animal_living_tag on animal (upper(replace(tag, ' ', ''))) where died_at is null;
create index animal_of_enclosure on animal (enclosure) where died_at is null;

-- Who an animal was said to be, and by whom: its entry and every correction of it.
create table animal_entry (
  animal      uuid not null references animal,
  version     bigint not null check (version > 0),
  entry       jsonb not null,
  author      uuid not null,
  author_name text not null,
  recorded_at timestamptz not null,
  primary key (animal, version)
);

create table animal_event (
  id              uuid primary key,
  number          bigint generated always as identity unique,
  animal          uuid not null references animal,
  kind            text not null check (kind in
    ('weight', 'feed', 'treatment', 'vet-visit', 'birth', 'move', 'death', 'note')),
  happened_at     timestamptz not null,
  recorded_at     timestamptz not null check (recorded_at >= happened_at),
  author          uuid not null,
  author_name     text not null,
  grams           integer check (grams between 1 and 2000000),
  text            text check (length(text) between 1 and 1000),
  milk_eggs_until date,
  meat_until      date,
  enclosure       text references enclosure,
  young           integer check (young between 0 and 30),
  corrects        uuid unique,
  unique (animal, id),
  -- What is corrected belongs to the same animal, and is corrected once.
  foreign key (animal, corrects) references animal_event (animal, id),
  check (corrects <> id),
  check (kind <> 'weight' or grams is not null),
  check (grams is null or kind in ('weight', 'feed')),
  check ((kind = 'move') = (enclosure is not null)),
  check ((kind = 'birth') = (young is not null)),
  check (kind = 'treatment' or (milk_eggs_until is null and meat_until is null)),
  check (text is not null or kind in ('weight', 'birth', 'move', 'death'))
);
create index animal_event_of_animal on animal_event (animal, number);

create trigger animal_entry_is_history before update or delete on animal_entry
  for each row execute function refuse_rewriting();
create trigger animal_event_is_history before update or delete on animal_event
  for each row execute function refuse_rewriting();

-- An animal's timeline asks for the alerts of the enclosures it lived in.
create index alert_of_enclosure on alert (enclosure, since);
