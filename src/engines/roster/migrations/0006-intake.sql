-- Which heading of a clerk's sheet stands for which of our columns, kept for the next sheet with the same headings.
create table roster.intake_mapping (
  unit_id uuid not null references roster.unit (id),
  fingerprint text not null,
  columns jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (unit_id, fingerprint)
);

-- One sheet that is read in: what was chosen, how far it has come, what came of it.
create table roster.intake_run (
  id uuid primary key,
  -- Whoever may read people in for this unit sees the run.
  unit_id uuid not null references roster.unit (id),
  file_id uuid not null references kernel.file (id),
  file_name text not null,
  sheets text[] not null,
  sheet text not null,
  header_row integer not null,
  headings text[] not null,
  fingerprint text not null,
  -- The first rows of the sheet as texts, so that the row of the headings can be pointed out.
  head jsonb not null,
  columns jsonb not null,
  options jsonb not null,
  state text not null check (state in ('draft', 'checking', 'checked', 'applying', 'done', 'undoing', 'undone', 'failed')),
  -- Counts up with each choice: a check of what was chosen before must not pass for one of what is chosen now.
  revision integer not null default 1,
  rows_read integer not null default 0,
  rows_handled integer not null default 0,
  counts jsonb not null default '{}',
  facts jsonb not null default '{}',
  fault jsonb,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  applied_at timestamptz,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text,
  is_forgotten boolean not null default false
);
create index intake_run_unit on roster.intake_run (unit_id, created_at);

-- The rows of a run, only as long as it can be undone: what stood in the sheet, what was made of it, and what was there before.
create table roster.intake_row (
  run_id uuid not null references roster.intake_run (id) on delete cascade,
  number integer not null,
  cells jsonb not null,
  given jsonb not null,
  verdict text not null check (verdict in ('new', 'changed', 'same', 'bad')),
  changes text[] not null,
  reasons jsonb not null,
  outcome text check (outcome in ('done', 'refused', 'restored', 'removed', 'ended', 'kept')),
  person_id uuid,
  before jsonb,
  version_after integer,
  primary key (run_id, number)
) with (fillfactor = 70);
-- Each row is written twice, by the check and when it is taken in: the room lets the second stay on its page.
create index intake_row_verdict on roster.intake_row (run_id, verdict, number);
