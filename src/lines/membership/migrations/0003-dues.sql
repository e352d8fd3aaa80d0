-- What a unit and all below it reckons dues by from a month on, where it is not the rule of the house (a parameter). A newer
-- one for the same month takes the place of the older, which stays to be read.
create table membership.dues_scheme (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  valid_from date not null check (valid_from = date_trunc('month', valid_from)::date),
  terms jsonb not null,
  basis text not null check (basis <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  voided_at timestamptz,
  voided_by_name text
);
create unique index dues_scheme_month on membership.dues_scheme (unit_id, valid_from) where voided_at is null;
create index dues_scheme_unit on membership.dues_scheme (unit_path, valid_from);

-- The making of a month's dues for a unit and all below it: done in one transaction, so that it is whole or not begun.
create table membership.dues_run (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  month date not null check (month = date_trunc('month', month)::date),
  posted_on date not null,
  state text not null check (state in ('waiting', 'done', 'failed', 'undoing', 'undone')),
  fault jsonb,
  counts jsonb not null default '{}',
  entry_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text
);
create index dues_run_unit on membership.dues_run (unit_path, created_at desc);
create index dues_run_open on membership.dues_run (created_at) where state in ('waiting', 'undoing');

-- A sheet of wages or of payments, from the file as it came to the act that takes it in.
create table membership.dues_list (
  id uuid primary key,
  kind text not null check (kind in ('wages', 'payments')),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  month date not null check (month = date_trunc('month', month)::date),
  file_name text not null,
  headings jsonb not null,
  fingerprint text not null,
  columns jsonb not null,
  posted_on date,
  state text not null check (state in ('open', 'waiting', 'done', 'failed', 'undoing', 'undone')),
  fault jsonb,
  counts jsonb not null default '{}',
  entry_ids uuid[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text
);
create index dues_list_unit on membership.dues_list (unit_path, created_at desc);
create index dues_list_open on membership.dues_list (created_at) where state in ('waiting', 'undoing');

create table membership.dues_list_row (
  list_id uuid not null references membership.dues_list (id),
  number int not null,
  cells jsonb not null,
  person_id uuid references roster.person (id),
  amount_fen bigint,
  reason jsonb,
  primary key (list_id, number)
);
create index dues_list_row_person on membership.dues_list_row (person_id) where person_id is not null;

-- Which column of a sheet with these headings is which.
create table membership.dues_columns (
  unit_id uuid not null references roster.unit (id),
  kind text not null check (kind in ('wages', 'payments')),
  fingerprint text not null,
  columns jsonb not null,
  primary key (unit_id, kind, fingerprint)
);

-- The wage that dues are reckoned on, from this month until a later one is known.
create table membership.dues_wage (
  person_id uuid not null references roster.person (id),
  month date not null check (month = date_trunc('month', month)::date),
  base_fen bigint not null check (base_fen between 0 and 99999999999999),
  list_id uuid references membership.dues_list (id),
  primary key (person_id, month)
);
create index dues_wage_list on membership.dues_wage (list_id);

-- Who pays none by a decision, for these months.
create table membership.dues_exemption (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  from_month date not null check (from_month = date_trunc('month', from_month)::date),
  to_month date check (to_month = date_trunc('month', to_month)::date and to_month >= from_month),
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  ended_by_name text
);
create index dues_exemption_person on membership.dues_exemption (person_id, from_month);

-- What one member owes for one month, with what it was reckoned by. What is neither collected nor exempt is in arrears. A run
-- writes a hundred thousand of them at once: what can be found by the month has no index or foreign key of its own.
create table membership.dues_charge (
  id uuid primary key,
  run_id uuid not null,
  person_id uuid not null references roster.person (id),
  unit_id uuid not null,
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null,
  month date not null,
  base_fen bigint,
  -- The unit's own scheme, or the version of the house's rule.
  rule_id uuid not null,
  due_fen bigint not null check (due_fen between 0 and 99999999999999),
  exempt_fen bigint not null check (exempt_fen >= 0),
  exempt_by text check (exempt_by in ('state', 'decision')),
  collected_fen bigint not null default 0 check (collected_fen >= 0),
  correction_id uuid,
  undone_at timestamptz,
  constraint dues_charge_parts check (exempt_fen + collected_fen <= due_fen),
  constraint dues_charge_exempt check (exempt_fen = 0 or exempt_by is not null)
);
create unique index dues_charge_month on membership.dues_charge (person_id, month) where undone_at is null;
create index dues_charge_unit on membership.dues_charge (month desc, unit_path, id) where undone_at is null;
create index dues_charge_unpaid on membership.dues_charge (unit_path)
  where undone_at is null and exempt_fen + collected_fen < due_fen;

-- What came in (above zero) and what was given back out of what was paid ahead (below).
create table membership.dues_payment (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  unit_id uuid not null,
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null,
  paid_on date not null,
  way text not null check (way in ('list', 'cash', 'bank')),
  amount_fen bigint not null check (amount_fen <> 0),
  -- The part that no month was open for when it came.
  ahead_fen bigint not null,
  list_id uuid references membership.dues_list (id),
  entry_id uuid not null,
  words text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text,
  constraint dues_payment_ahead check (case when amount_fen > 0 then ahead_fen between 0 and amount_fen else ahead_fen = amount_fen end)
);
create index dues_payment_person on membership.dues_payment (person_id, paid_on);
create index dues_payment_unit on membership.dues_payment (paid_on, unit_path) where undone_at is null;
create index dues_payment_list on membership.dues_payment (list_id) where list_id is not null;

-- What settled a month: a payment, or what had been paid ahead (then no payment is named, and the run did it).
create table membership.dues_settlement (
  id uuid primary key,
  charge_id uuid not null references membership.dues_charge (id),
  payment_id uuid references membership.dues_payment (id),
  amount_fen bigint not null check (amount_fen > 0)
);
create index dues_settlement_charge on membership.dues_settlement (charge_id);
create index dues_settlement_payment on membership.dues_settlement (payment_id) where payment_id is not null;

-- What members have paid ahead, one row a member and book: the sub-ledger of the book says the same.
create table membership.dues_ahead (
  person_id uuid not null references roster.person (id),
  book_id uuid not null,
  amount_fen bigint not null check (amount_fen >= 0),
  primary key (person_id, book_id)
);

-- How far long work has come, told beside its transaction.
create table membership.dues_progress (
  work_id uuid primary key,
  handled int not null,
  total int not null
);
