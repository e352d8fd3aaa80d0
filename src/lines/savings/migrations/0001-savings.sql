-- A savings association, which a unit switches on by founding it: with the warnings that were shown and who acknowledged them.
create table savings.association (
  id uuid primary key,
  unit_id uuid not null unique references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null unique,
  founded_on date not null,
  decision text not null check (decision <> ''),
  edition text not null,
  -- The warnings word for word as they were shown.
  warnings jsonb not null,
  acknowledged_at timestamptz not null,
  acknowledged_by uuid not null,
  acknowledged_by_name text not null
);

-- One saver's account: asked for, open, closed. Its balance is the sum of its movements; it can't fall below nothing.
create table savings.account (
  id uuid primary key,
  association_id uuid not null references savings.association (id),
  person_id uuid not null references roster.person (id),
  number int,
  state text not null check (state in ('asked', 'open', 'refused', 'closed')),
  monthly_fen bigint not null check (monthly_fen > 0),
  balance_fen bigint not null default 0 check (balance_fen >= 0),
  way text not null check (way in ('phone', 'paper')),
  asked_on date not null,
  asked_by uuid not null,
  asked_by_name text not null,
  opened_on date,
  decided_by uuid,
  decided_by_name text,
  refusal text,
  closed_on date,
  closing text check (closing in ('left', 'retired', 'died', 'own_wish')),
  unique (association_id, number),
  constraint account_open check (state in ('asked', 'refused') or (number is not null and opened_on is not null)),
  constraint account_closed check (state <> 'closed' or (closed_on is not null and closing is not null and balance_fen = 0))
);
create unique index account_person on savings.account (person_id) where state in ('asked', 'open');
create index account_of on savings.account (person_id);

-- A loan out of the savers' money, from the application to the last instalment.
create table savings.loan (
  id uuid primary key,
  account_id uuid not null references savings.account (id),
  amount_fen bigint not null check (amount_fen > 0),
  instalments int not null check (instalments between 1 and 60),
  purpose text not null,
  state text not null check (state in ('asked', 'agreed', 'approved', 'open', 'repaid', 'refused', 'taken_back')),
  way text not null check (way in ('phone', 'paper')),
  -- The version of savings.loanRules that it was judged by.
  rule_id uuid not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  refusal text,
  paid_on date,
  owed_fen bigint not null default 0,
  constraint loan_owed check (owed_fen between 0 and amount_fen),
  constraint loan_open check (state <> 'open' or (paid_on is not null and owed_fen > 0))
);
create unique index loan_one on savings.loan (account_id) where state in ('asked', 'agreed', 'approved', 'open');
create index loan_account on savings.loan (account_id);

-- Who answers for a loan with his word, once he has agreed himself.
create table savings.loan_guarantor (
  loan_id uuid not null references savings.loan (id),
  person_id uuid not null references roster.person (id),
  answer text not null check (answer in ('asked', 'agreed', 'declined')),
  answered_at timestamptz,
  primary key (loan_id, person_id)
);
create index loan_guarantor_person on savings.loan_guarantor (person_id);

-- When what part of a loan is due; the parts add up to the loan. What is repaid settles them in their order.
create table savings.loan_instalment (
  loan_id uuid not null references savings.loan (id),
  number int not null,
  due_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (loan_id, number)
);

-- A withdrawal that waits until there is money for it, in the order in which it was asked for.
create table savings.withdrawal (
  id uuid primary key,
  account_id uuid not null references savings.account (id),
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('waiting', 'paid', 'taken_back')),
  way text not null check (way in ('phone', 'paper')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null,
  paid_on date
);
create unique index withdrawal_waiting on savings.withdrawal (account_id) where state = 'waiting';
create index withdrawal_account on savings.withdrawal (account_id);

-- A sheet of what was kept back from wages: deposits and repayments, row by row.
create table savings.list (
  id uuid primary key,
  association_id uuid not null references savings.association (id),
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
  undone_by_name text,
  undo_reason text
);
create index list_association on savings.list (association_id, created_at desc);

create table savings.list_row (
  list_id uuid not null references savings.list (id),
  number int not null,
  cells jsonb not null,
  person_id uuid references roster.person (id),
  deposit_fen bigint not null default 0,
  repayment_fen bigint not null default 0,
  reason jsonb,
  primary key (list_id, number)
);
create index list_row_person on savings.list_row (person_id) where person_id is not null;

-- Which column of a sheet with these headings is which.
create table savings.list_columns (
  association_id uuid not null references savings.association (id),
  fingerprint text not null,
  columns jsonb not null,
  primary key (association_id, fingerprint)
);

-- What the association has earned, shared among the accounts of a year.
create table savings.share_run (
  id uuid primary key,
  association_id uuid not null references savings.association (id),
  year int not null check (year between 1950 and 2199),
  sum_fen bigint not null check (sum_fen > 0),
  -- The version of savings.shareRule that it is shared by.
  rule_id uuid not null,
  posted_on date not null,
  decision text not null,
  state text not null check (state in ('proposed', 'refused', 'waiting', 'done', 'failed', 'undoing', 'undone')),
  fault jsonb,
  counts jsonb not null default '{}',
  entry_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  decided_by uuid,
  decided_by_name text,
  undone_by_name text,
  undo_reason text
);
create unique index share_run_year on savings.share_run (association_id, year)
  where state in ('proposed', 'waiting', 'done', 'failed', 'undoing');

-- Everything that changed an account or a loan: what was posted, seen from the saver. Nothing of it is edited; what is taken back
-- is taken back by a movement of its own. A list or a run writes a hundred thousand of them at once.
create table savings.movement (
  id uuid primary key,
  account_id uuid not null references savings.account (id),
  kind text not null check (kind in ('deposit', 'withdrawal', 'share', 'payout', 'repayment', 'set_off', 'closing', 'correction')),
  moved_on date not null,
  -- By how much the balance has changed, and the debt of the loan.
  amount_fen bigint not null,
  loan_id uuid references savings.loan (id),
  loan_fen bigint not null default 0,
  way text check (way in ('cash', 'bank')),
  entry_id uuid not null,
  -- The list or the run that it came with.
  work_id uuid,
  reverses_id uuid references savings.movement (id),
  words text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  constraint movement_changes check (amount_fen <> 0 or loan_fen <> 0),
  constraint movement_loan check ((loan_fen = 0) = (loan_id is null))
);
create index movement_account on savings.movement (account_id, moved_on, id);
create index movement_work on savings.movement (work_id) where work_id is not null;
create unique index movement_reverses on savings.movement (reverses_id) where reverses_id is not null;
create index movement_loan on savings.movement (loan_id) where loan_id is not null;

-- How far long work has come, told beside its transaction.
create table savings.progress (
  work_id uuid primary key,
  handled int not null,
  total int not null
);
