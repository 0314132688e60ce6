-- Photos, as the hub made them anew: under the hash of what is kept, with nothing but the picture.
create table photo (
  id            text primary key check (id = encode(sha256(jpeg), 'hex')),
  jpeg          bytea not null,
  bytes         integer not null check (bytes = length(jpeg) and bytes > 0),
  width_pixels  integer not null check (width_pixels between 1 and 1600),
  height_pixels integer not null check (height_pixels between 1 and 1600),
  -- For the last time: what nothing refers to goes a day after.
  sent_at       timestamptz not null
);
-- A JPEG does not become smaller.
alter table photo alter column jpeg set storage external;

-- What was sent, by whom and when: the same bytes again are the same photo.
create table photo_upload (
  hash        text primary key check (hash ~ '^[0-9a-f]{64}$'),
  photo       text not null references photo on delete cascade,
  author      uuid not null,
  author_name text not null,
  sent_at     timestamptz not null
);
create index photo_upload_of_photo on photo_upload (photo);
create index photo_upload_of_author on photo_upload (author, sent_at);

alter table alert
  add column settled_photo text references photo check (settled_photo is null or settled_as is not null);

-- A remark, which changes nothing of the alert, and what was seen.
alter table alert_deed
  add column photo text references photo check (photo is null or what in ('settled', 'noted')),
  add check (what <> 'noted' or words is not null or photo is not null),
  drop constraint alert_deed_what_check,
  add constraint alert_deed_what_check check (what in
    ('taken', 'released', 'shelved', 'unshelved', 'settled', 'given', 'false-alarm', 'noted',
     'quieted', 'rang-again', 'worse', 'better', 'closed'));
create index alert_deed_of_photo on alert_deed (photo) where photo is not null;

-- A portrait is the photo that stands for an animal.
alter table animal add column portrait text references photo;
alter table animal_event
  add column photo text references photo check (kind <> 'portrait' or photo is not null),
  drop constraint animal_event_kind_check,
  add constraint animal_event_kind_check check (kind in
    ('weight', 'feed', 'treatment', 'vet-visit', 'birth', 'move', 'death', 'note', 'portrait'));
create index animal_event_of_photo on animal_event (photo) where photo is not null;

-- What needs words, where no photo says it; the constraint was made without a name.
do $$
declare
  unnamed text;
begin
  select conname into strict unnamed from pg_constraint
   where conrelid = 'animal_event'::regclass and contype = 'c'
     and pg_get_constraintdef(oid) like '%(text IS NOT NULL)%';
  execute format('alter table animal_event drop constraint %I', unnamed);
end
$$;
alter table animal_event add constraint animal_event_says_something
  check (text is not null or kind in ('weight', 'birth', 'move', 'death', 'portrait')
         or (kind = 'note' and photo is not null));
