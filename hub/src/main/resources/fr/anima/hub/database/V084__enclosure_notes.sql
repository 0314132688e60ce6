-- What keepers note of an enclosure itself; for good. A correction stands where the corrected note stood.
create table enclosure_note (
  number      bigint generated always as identity unique,
  id          uuid primary key,
  enclosure   text not null references enclosure,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  author      uuid not null,
  author_name text not null,
  text        text check (length(text) between 1 and 1000),
  photo       text references photo,
  corrects    uuid unique,
  check (text is not null or photo is not null),
  check (corrects <> id),
  unique (id, enclosure),
  constraint enclosure_note_corrects_its_own
    foreign key (corrects, enclosure) references enclosure_note (id, enclosure)
);
create index enclosure_note_of_enclosure on enclosure_note (enclosure, happened_at);
create index enclosure_note_of_photo on enclosure_note (photo) where photo is not null;
create trigger enclosure_note_is_history before update or delete on enclosure_note
  for each row execute function refuse_rewriting();
