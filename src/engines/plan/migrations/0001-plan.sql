-- The document as read: its text is never changed, a corrected one is another row.
create table plan.document (
  id uuid primary key,
  plan_id uuid not null,
  name text not null,
  format text not null,
  encoding text,
  sha256 text not null,
  content text not null,
  parsed jsonb not null,
  notes jsonb not null default '[]',
  file_id uuid references kernel.file (id),
  imported_at timestamptz not null,
  imported_by uuid,
  imported_name text not null
);
create index document_plan on plan.document (plan_id, imported_at);
create index document_content on plan.document (sha256);

create table plan.plan (
  id uuid primary key,
  year integer not null,
  title text not null,
  state text not null check (state in ('in_review', 'confirmed', 'discarded')),
  unit_id uuid not null references roster.unit (id),
  period_from date not null,
  period_to date not null,
  document_id uuid not null references plan.document (id) deferrable initially deferred,
  parent_plan_id uuid references plan.plan (id),
  seen_warnings jsonb not null default '[]',
  window_rules_id uuid not null references kernel.parameter (id),
  created_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  revision integer not null default 1,
  check (period_from <= period_to)
);
alter table plan.document add foreign key (plan_id) references plan.plan (id) deferrable initially deferred;
-- One confirmed plan for a union and a year.
create unique index plan_one_confirmed on plan.plan (unit_id, year) where state = 'confirmed';

create table plan.section (
  plan_id uuid not null references plan.plan (id),
  position integer not null,
  key text not null,
  number text,
  level integer not null,
  title text not null,
  starts_at integer not null,
  ends_at integer not null,
  primary key (plan_id, position)
);

create table plan.commitment (
  id uuid primary key,
  plan_id uuid not null references plan.plan (id),
  position integer not null,
  number text not null,
  section text,
  starts_at integer not null,
  ends_at integer not null,
  quote text not null,
  origin text not null check (origin in ('read', 'added', 'split', 'merged', 'gone')),
  review_state text not null check (review_state in ('proposed', 'confirmed', 'dropped')),
  drop_reason text,
  -- Removed by an undo or a merge: kept, so that steps can go to and fro.
  is_removed boolean not null default false,
  kind text not null,
  title text not null,
  content jsonb not null,
  measure text,
  unit_id uuid references roster.unit (id),
  officer_id uuid references roster.person (id),
  window_from date,
  window_to date,
  is_amended boolean not null default false,
  revision integer not null default 1,
  check (starts_at < ends_at)
);
create index commitment_plan on plan.commitment (plan_id, position);
create index commitment_officer on plan.commitment (officer_id);
create index commitment_unit on plan.commitment (unit_id);

-- Review: what a step changed, row by row, before and after; the order of a person's steps is their undo order.
create table plan.review_step (
  id uuid primary key,
  plan_id uuid not null references plan.plan (id),
  account_id uuid not null,
  account_name text not null,
  kind text not null,
  number text,
  taken_at timestamptz not null,
  changes jsonb not null,
  is_undone boolean not null default false,
  is_dead boolean not null default false
);
create index review_step_person on plan.review_step (plan_id, account_id, taken_at);

-- A confirmed plan and each dated amendment after it, whole and for good.
create table plan.version (
  plan_id uuid not null references plan.plan (id),
  number integer not null,
  day date not null,
  reason text not null,
  commitment_id uuid references plan.commitment (id),
  snapshot jsonb not null,
  sha256 text not null,
  made_at timestamptz not null,
  made_by uuid,
  made_by_name text not null,
  primary key (plan_id, number)
);
create trigger version_append_only before update or delete or truncate on plan.version
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on plan.version from current_user;

create table plan.task (
  id uuid primary key,
  commitment_id uuid not null references plan.commitment (id),
  title text not null,
  unit_id uuid references roster.unit (id),
  person_id uuid references roster.person (id),
  due_on date not null,
  done_on date,
  done_note text not null default '',
  done_by uuid,
  created_at timestamptz not null,
  created_by uuid,
  revision integer not null default 1,
  check (unit_id is not null or person_id is not null)
);
create index task_commitment on plan.task (commitment_id);
create index task_person on plan.task (person_id, due_on);
create index task_unit on plan.task (unit_id, due_on);

create table plan.comment (
  id uuid primary key,
  commitment_id uuid not null references plan.commitment (id),
  body text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null
);
create index comment_commitment on plan.comment (commitment_id, made_at);

create table plan.evidence (
  id uuid primary key,
  commitment_id uuid not null references plan.commitment (id),
  task_id uuid references plan.task (id),
  day date not null,
  body text not null,
  unit_id uuid references roster.unit (id),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_reason text
);
create index evidence_commitment on plan.evidence (commitment_id, day);

create table plan.evidence_file (
  evidence_id uuid not null references plan.evidence (id),
  file_id uuid not null references kernel.file (id),
  position integer not null,
  primary key (evidence_id, file_id)
);
create index evidence_file_file on plan.evidence_file (file_id);

create table plan.directive (
  id uuid primary key,
  sender text not null,
  number text not null,
  title text not null,
  received_on date not null,
  file_id uuid references kernel.file (id),
  filed_at timestamptz not null,
  filed_by uuid
);
create table plan.citation (
  commitment_id uuid not null references plan.commitment (id),
  directive_id uuid not null references plan.directive (id),
  quote text not null,
  cited_at timestamptz not null,
  cited_by uuid,
  primary key (commitment_id, directive_id)
);

-- Reports that were given out: figures frozen with their hash, so that they can be computed again and compared.
create table plan.report (
  id uuid primary key,
  plan_id uuid not null references plan.plan (id),
  as_of date not null,
  snapshot jsonb not null,
  sha256 text not null,
  made_at timestamptz not null,
  made_by uuid
);
create index report_plan on plan.report (plan_id, made_at);
create trigger report_append_only before update or delete or truncate on plan.report
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on plan.report from current_user;
