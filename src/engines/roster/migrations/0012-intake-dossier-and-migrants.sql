-- A sheet may hold identity numbers and bank cards. What of a staged row tells them lies sealed: the cells with what they became,
-- and what the person had before. Each value is bound to the row, which therefore has an id of its own.
alter table roster.intake_row
  add column id uuid not null default gen_random_uuid(),
  add column sealed bytea,
  add column sealed_before bytea;
alter table roster.intake_row alter column id drop default;
-- A rotation of keys walks through the sealed rows by their ids.
create unique index intake_row_sealed on roster.intake_row (id) where sealed is not null or sealed_before is not null;

-- Once the rows are taken in, nothing is read from the file any more: it goes, and the run stays.
alter table roster.intake_run alter column file_id drop not null;

-- Rows that were taken in before know nothing of the further fields. An import is undone only where nobody has changed the person
-- since, so that what stands there now is what stood there before.
update roster.intake_row r set before = jsonb_set(r.before, '{person}', r.before -> 'person' || jsonb_build_object(
  'formerNames', nullif(p.former_names, '{}'), 'nation', p.nation, 'education', p.education, 'employer', p.employer,
  'isMigrant', p.is_migrant))
from roster.person p where p.id = r.person_id and r.before is not null;

-- Migrant workers were guessed by their kind of employment; since a person's record says it, the cohort asks the record.
with known as (
  update roster.cohort set version = version + 1 where code = 'migrant_workers' returning id, version
)
insert into roster.cohort_version (id, cohort_id, number, name, english_name, definition)
select gen_random_uuid(), id, version, '农民工', 'Migrant workers', '{"anyOf":[{"allOf":[{"kind":"migrant","isNot":false}]}]}'
from known;
