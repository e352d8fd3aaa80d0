-- What was done to the tree, by whom and why. A version says how a unit stood from a day on; a change says how it came to it.
create table roster.unit_change (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  what text not null check (what in ('created', 'renamed', 'moved', 'closed')),
  effective_on date not null,
  -- The names before and after: of the unit itself, or of the unit above it.
  before_words text,
  after_words text,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null
);
create index unit_change_unit on roster.unit_change (unit_id, effective_on, id);
create trigger unit_change_append_only before update or delete or truncate on roster.unit_change
  for each statement execute function kernel.refuse_change();
