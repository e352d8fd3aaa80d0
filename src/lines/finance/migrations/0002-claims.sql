-- What somebody has spent for the union and asks back, or asks to be given out: sent from the phone, checked against the
-- rules, approved, paid and posted, each by another person.
create table finance.claim (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  kind text not null,
  words text not null check (words <> ''),
  amount_fen bigint not null check (amount_fen between 1 and 99999999999999),
  spent_on date not null,
  -- What was given out: goods, or money.
  form text not null check (form in ('goods', 'cash')),
  -- How many benefit; of an event, how many took part.
  people int not null check (people between 1 and 100000),
  participants int check (participants between 1 and 100000),
  event_id uuid references schedule.event (id),
  event_title text not null default '',
  state text not null check (
    state in ('submitted', 'returned', 'checked', 'approved', 'paid', 'refused', 'taken_back')
  ),
  -- What the check decided: which book and account bear it, what the rules said, and why it passes where one isn't set.
  book_id uuid references ledger.book (id),
  account text,
  findings jsonb not null default '[]',
  check_note text not null default '',
  entered_by uuid not null,
  checked_by uuid,
  approved_by uuid,
  paid_by uuid,
  voucher_id uuid unique references finance.voucher (id),
  submitted_on date not null,
  created_at timestamptz not null,
  version int not null default 1,
  check (state not in ('checked', 'approved', 'paid') or (checked_by is not null and book_id is not null and account is not null)),
  check (state not in ('approved', 'paid') or approved_by is not null),
  check ((state = 'paid') = (voucher_id is not null)),
  check ((state = 'paid') = (paid_by is not null)),
  check (checked_by <> entered_by),
  check (approved_by <> entered_by and approved_by <> checked_by),
  check (paid_by <> entered_by and paid_by <> checked_by and paid_by <> approved_by)
);
create index claim_unit on finance.claim (unit_path, submitted_on desc, id desc);
create index claim_person on finance.claim (person_id, submitted_on desc, id desc);
create index claim_heads on finance.claim (unit_id, kind, spent_on) where state in ('checked', 'approved', 'paid');

-- Who is given what. While the claim counts, nobody is given something twice for one event, whoever checks at the same moment.
create table finance.claim_payee (
  claim_id uuid not null references finance.claim (id),
  line int not null,
  person_id uuid not null references roster.person (id),
  amount_fen bigint not null check (amount_fen between 1 and 99999999999999),
  event_id uuid,
  counts boolean not null,
  primary key (claim_id, line)
);
create unique index claim_payee_once on finance.claim_payee (event_id, person_id) where counts and event_id is not null;
create index claim_payee_person on finance.claim_payee (person_id);

create table finance.claim_file (
  claim_id uuid not null references finance.claim (id),
  file_id uuid primary key references kernel.file (id),
  position int not null
);
create index claim_file_of on finance.claim_file (claim_id);

-- What became of it, step by step; only ever added.
create table finance.claim_step (
  id uuid primary key,
  claim_id uuid not null references finance.claim (id),
  step text not null check (
    step in ('submitted', 'corrected', 'returned', 'checked', 'approved', 'paid', 'refused', 'taken_back')
  ),
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null
);
create index claim_step_of on finance.claim_step (claim_id, recorded_at, id);
