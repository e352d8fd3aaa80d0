-- Units merge, split, open again and are marked as remote. A unit that was closed and opened again has a gap; nobody may
-- be placed in it on a day of the gap, so it remembers since when it is open without a break.
alter table roster.unit add column is_remote boolean not null default false, add column open_since date;
update roster.unit set open_since = valid_from;
alter table roster.unit alter column open_since set not null;
alter table roster.unit_version add column is_remote boolean not null default false;
create index unit_version_remote on roster.unit_version (valid_from) where is_remote;

alter table roster.unit_change drop constraint unit_change_what_check, add constraint unit_change_what_check
  check (what in ('created', 'renamed', 'moved', 'closed', 'merged', 'absorbed', 'split', 'split_off', 'reopened',
    'marked_remote', 'unmarked_remote'));

-- Which unit came out of which. Records of the past keep pointing to the old one; this says where its people went.
create table roster.unit_succession (
  predecessor_id uuid not null references roster.unit (id),
  successor_id uuid not null references roster.unit (id),
  how text not null check (how in ('merge', 'split')),
  effective_on date not null,
  primary key (predecessor_id, successor_id, effective_on),
  constraint unit_succeeds_another check (predecessor_id <> successor_id)
);
create index unit_succession_successor on roster.unit_succession (successor_id);

-- A cohort is a question about people that has a name. What it asks stands in versions, so that a figure can name the
-- one that it was counted by.
create sequence roster.cohort_number;
create table roster.cohort (
  id uuid primary key,
  code text collate "C" not null unique check (code ~ '^[a-z][a-z0-9_]*$'),
  is_built_in boolean not null default false,
  version integer not null default 1,
  retired_on date,
  constraint cohort_built_in_stays check (not is_built_in or retired_on is null)
);
create table roster.cohort_version (
  id uuid primary key,
  cohort_id uuid not null references roster.cohort (id),
  number integer not null,
  name text not null,
  -- Only what came with the program is named in both languages.
  english_name text,
  note text not null default '',
  definition jsonb not null,
  saved_at timestamptz,
  saved_by uuid,
  saved_by_name text,
  constraint cohort_version_number unique (cohort_id, number)
);
create trigger cohort_version_append_only before update or delete or truncate on roster.cohort_version
  for each statement execute function kernel.refuse_change();

with given (code, name, english_name, definition) as (values
  ('all_staff', '全体职工', 'All staff', '{"anyOf":[{"allOf":[]}]}'),
  ('area_leaders_and_technical_team_leaders', '工区正、副主任和技术班长', 'Area directors, deputies and technical team leaders',
    '{"anyOf":[{"allOf":[{"kind":"post","posts":["area_director","area_deputy_director","technical_team_leader"],"isNot":false}]}]}'),
  ('women', '女职工', 'Women', '{"anyOf":[{"allOf":[{"kind":"gender","gender":"female","isNot":false}]}]}'),
  ('youth', '青年职工', 'Youth', '{"anyOf":[{"allOf":[{"kind":"youth","isNot":false}]}]}'),
  ('temporary_workers_of_remote_units', '边远单位的临时工', 'Temporary workers of remote units',
    '{"anyOf":[{"allOf":[{"kind":"employment","kinds":["temporary","seasonal"],"isNot":false},{"kind":"remote","isNot":false}]}]}'),
  ('front_line', '一线职工', 'Front-line employees', '{"anyOf":[{"allOf":[{"kind":"frontLine","isNot":false}]}]}'),
  ('migrant_workers', '农民工', 'Migrant workers',
    '{"anyOf":[{"allOf":[{"kind":"employment","kinds":["dispatched","temporary","seasonal"],"isNot":false}]}]}'),
  ('dispatched', '劳务派遣工', 'Dispatched workers',
    '{"anyOf":[{"allOf":[{"kind":"employment","kinds":["dispatched"],"isNot":false}]}]}')
), cohorts as (
  insert into roster.cohort (id, code, is_built_in) select gen_random_uuid(), code, true from given returning id, code
)
insert into roster.cohort_version (id, cohort_id, number, name, english_name, definition)
select gen_random_uuid(), c.id, 1, g.name, g.english_name, g.definition::jsonb from given g join cohorts c using (code);

-- A cohort begins at the posts, at the units or at the kinds of employment, and then asks where the person stood on the
-- day. These answer all that from the index alone: of a million people the tables themselves stay untouched.
create index placement_of_person on roster.placement (person_id, valid_from) include (unit_id, valid_to);
create index placement_of_unit on roster.placement (unit_id, valid_from) include (person_id, valid_to);
drop index roster.placement_person;
drop index roster.placement_unit;
create index person_employment on roster.person (employment_kind, id);
