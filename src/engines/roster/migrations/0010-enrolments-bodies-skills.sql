-- A person in a scheme, state after state. Which schemes and states there are is data of the line that owns the scheme.
create table roster.enrolment (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  scheme text not null check (scheme ~ '^[a-z_]+\.[a-z_]+$'),
  state text not null check (state ~ '^[a-z][a-z_]*$'),
  valid_from date not null,
  -- Closed interval. A state that gave way on the day it began held on no day: its last day is the day before.
  valid_to date,
  reason text not null,
  -- The record that brought the state about, such as `application:<id>`.
  source text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  -- A state that was recorded by mistake counts on no day and stays to be read.
  voided_at timestamptz,
  voided_by_name text,
  void_reason text,
  constraint enrolment_days_in_order check (valid_to >= valid_from - 1),
  constraint enrolment_void_whole check ((voided_at is null) = (void_reason is null))
);
-- Two officers who move one person at the same moment can't both: a person is in one state of a scheme.
create unique index enrolment_open on roster.enrolment (person_id, scheme) where valid_to is null and voided_at is null;
create index enrolment_person on roster.enrolment (person_id, scheme, valid_from);
create index enrolment_state on roster.enrolment (scheme, state, valid_from, valid_to) include (person_id) where voided_at is null;
create index enrolment_source on roster.enrolment (source) where source is not null;

-- Committees, groups, delegates: who sits where, term by term. The kinds are data of the line that knows their rules.
create table roster.body (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  name text not null,
  unit_id uuid not null references roster.unit (id),
  founded_on date not null,
  dissolved_on date,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint body_days_in_order check (dissolved_on >= founded_on)
);
create index body_unit on roster.body (unit_id, kind);
create index body_kind on roster.body (kind);

create table roster.body_term (
  id uuid primary key,
  body_id uuid not null references roster.body (id),
  -- 第四届 is 4.
  number integer not null check (number between 1 and 999),
  starts_on date not null,
  -- The last day that the election gave; what an upper union prolonged is prolonged here.
  ends_on date not null,
  ended_on date,
  seats integer not null check (seats between 1 and 9999),
  -- The document or meeting that elected it.
  basis text not null,
  constraint body_term_days_in_order check (ends_on >= starts_on and (ended_on is null or ended_on >= starts_on - 1)),
  unique (body_id, number)
);
create index body_term_end on roster.body_term (ends_on) where ended_on is null;

create table roster.body_seat (
  id uuid primary key,
  term_id uuid not null references roster.body_term (id),
  person_id uuid not null references roster.person (id),
  seat text not null check (seat ~ '^[a-z][a-z_]*$'),
  how text not null check (how in ('elected', 'by_election', 'appointed')),
  -- The role of the house that comes with the seat, on the body's unit.
  role text,
  valid_from date not null,
  valid_to date not null,
  end_reason text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  constraint body_seat_days_in_order check (valid_to >= valid_from - 1)
);
create index body_seat_term on roster.body_seat (term_id, valid_from);
create index body_seat_person on roster.body_seat (person_id, valid_from);

-- A role that comes with a seat begins and ends with it.
alter table roster.role_grant add column seat_id uuid references roster.body_seat (id);
create index role_grant_seat on roster.role_grant (seat_id) where seat_id is not null;

-- What a person can do, on paper: certificates, and results of contests of skill.
create table roster.skill (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  kind text not null check (kind in ('certificate', 'contest_result')),
  title text not null,
  grade text,
  issuer text,
  gained_on date not null,
  expires_on date,
  file_id uuid references kernel.file (id),
  source text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  voided_at timestamptz,
  void_reason text,
  constraint skill_days_in_order check (expires_on >= gained_on),
  constraint skill_void_whole check ((voided_at is null) = (void_reason is null))
);
create index skill_person on roster.skill (person_id, gained_on);
create unique index skill_source on roster.skill (source, person_id) where source is not null and voided_at is null;

-- Who took part in what, over all modules: `kind` is the module's word, `subject` its record.
create table roster.participation (
  person_id uuid not null references roster.person (id),
  held_on date not null,
  kind text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  subject text not null,
  primary key (person_id, held_on, kind, subject)
);
create index participation_day on roster.participation (held_on, kind) include (person_id);
create index participation_subject on roster.participation (subject, kind);
