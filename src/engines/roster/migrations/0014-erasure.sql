-- A person's data are erased when nobody needs them any more: what remains is a shell with a short number, so that counts of
-- the past stay as they were. Where a law keeps the books the record is blocked instead: it stands in no list and no search.
create sequence roster.erased_number as integer;
alter table roster.person
  add column erased_number integer unique,
  add column erased_on date,
  add column blocked_on date,
  -- The last day on which a law keeps the record.
  add column blocked_until date,
  add constraint person_erased_whole check ((erased_number is null) = (erased_on is null)),
  add constraint person_blocked_whole check (blocked_until is null or blocked_on is not null),
  add constraint person_erased_is_nowhere check ((erased_on is null and blocked_on is null) or unit_id is null);

-- Whose retention runs out is looked for among those who have left, the longest gone first.
create index person_left on roster.person (employed_to, id)
  where unit_path is null and merged_into_id is null and erased_on is null;

-- A blocked record looks like nobody's double, and its number is not told to anybody.
drop index roster.person_double_birth;
drop index roster.person_double_phone;
drop index roster.person_double_identity;
create index person_double_birth on roster.person (name collate "C", born_on, id)
  where merged_into_id is null and blocked_on is null and born_on is not null;
create index person_double_phone on roster.person (roster.phone_key(phone) collate "C", id) include (phone)
  where merged_into_id is null and blocked_on is null and phone is not null;
create index person_double_identity on roster.person (identity_index, id)
  where merged_into_id is null and blocked_on is null and identity_index is not null;

-- That somebody's data shall be erased: asked for by the person, proposed by one officer, decided by another.
create table roster.erasure (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  basis text not null check (basis in ('retention', 'request')),
  state text not null check (state in ('requested', 'proposed', 'approved', 'refused', 'withdrawn')),
  -- The person's own words go with the data.
  wish text,
  asked_at timestamptz,
  -- 15 working days after the request.
  due_on date,
  reason text,
  proposed_at timestamptz,
  proposed_by uuid,
  proposed_by_name text,
  outcome text check (outcome in ('erased', 'blocked')),
  -- Why the data were kept when it was refused or blocked: keys of words with what they name.
  keeps jsonb not null default '[]',
  -- How many rows went and stayed, by what they are.
  counts jsonb not null default '[]',
  answer text,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  constraint erasure_asked_whole check ((basis = 'request') = (asked_at is not null) and (asked_at is null) = (due_on is null)),
  constraint erasure_proposed_whole check ((proposed_at is null) = (proposed_by_name is null)),
  constraint erasure_decided_whole check ((state in ('requested', 'proposed')) = (decided_at is null)),
  constraint erasure_outcome_when_approved check ((state = 'approved') = (outcome is not null))
);
create unique index erasure_open on roster.erasure (person_id) where state in ('requested', 'proposed');
create index erasure_person on roster.erasure (person_id, id);
create index erasure_state on roster.erasure (state, id);

-- What a merge changed is needed for its undo alone; afterwards it goes.
alter table roster.person_merge add column is_forgotten boolean not null default false;
create index person_merge_kept on roster.person_merge (made_at) where not is_forgotten;
