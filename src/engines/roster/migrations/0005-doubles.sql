-- Two records of one person are merged: the one that goes leads to the one that stays, and stands in no list.
alter table roster.person
  add column merged_into_id uuid references roster.person (id),
  add constraint person_is_not_merged_into_itself check (merged_into_id <> id),
  add constraint person_merged_is_nowhere check (merged_into_id is null or unit_id is null);
create index person_merged on roster.person (merged_into_id) where merged_into_id is not null;

-- What makes two records look like one person. Each index is read in its order, group by group, without the table:
-- that is why the phone number stands beside what is reckoned from it.
create function roster.phone_key(phone text) returns text language sql immutable parallel safe strict
  return right(regexp_replace(phone, '\D', '', 'g'), 11);
create index person_double_birth on roster.person (name collate "C", born_on, id)
  where merged_into_id is null and born_on is not null;
create index person_double_phone on roster.person (roster.phone_key(phone) collate "C", id) include (phone)
  where merged_into_id is null and phone is not null;

-- Somebody has looked and said that these are two people. Withdrawn marks stay as history.
create table roster.person_difference (
  id uuid primary key,
  one_id uuid not null references roster.person (id),
  other_id uuid not null references roster.person (id),
  reason text not null check (reason <> ''),
  marked_at timestamptz not null,
  marked_by uuid,
  marked_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  constraint person_difference_in_order check (one_id < other_id)
);
create unique index person_difference_pair on roster.person_difference (one_id, other_id) where withdrawn_at is null;
create index person_difference_other on roster.person_difference (other_id, one_id) where withdrawn_at is null;

-- A merge with all that is needed to take it back. The units are those by which the rights were judged.
create table roster.person_merge (
  id uuid primary key,
  survivor_id uuid not null references roster.person (id),
  merged_id uuid not null references roster.person (id),
  survivor_unit_id uuid not null references roster.unit (id),
  merged_unit_id uuid not null references roster.unit (id),
  reason text not null check (reason <> ''),
  -- Values that are sealed in the person's row are sealed here too.
  journal jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  made_by_name text not null,
  undone_at timestamptz,
  undone_by uuid,
  undone_by_name text,
  undone_reason text,
  constraint person_merge_of_two check (survivor_id <> merged_id),
  constraint person_merge_undone_whole check ((undone_at is null) = (undone_by_name is null) and (undone_at is null) = (undone_reason is null))
);
create index person_merge_survivor on roster.person_merge (survivor_id, id);
create index person_merge_made on roster.person_merge (made_at) where undone_at is null;
create unique index person_merge_merged on roster.person_merge (merged_id) where undone_at is null;
