-- What is to be posted, from the first draft to its entry: one person enters it, another one reviews it, and where money is
-- moved the cashier says that it was.
create table finance.voucher (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  -- The book's unit, kept beside it, so that the list of a subtree is one range of one index.
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  on_day date not null,
  words text not null,
  -- How many sheets of paper lie behind it; files are counted by themselves.
  sheets int not null default 0 check (sheets between 0 and 999),
  state text not null check (state in ('draft', 'returned', 'submitted', 'reviewed', 'posted', 'dropped')),
  entered_by uuid not null,
  reviewed_by uuid,
  paid_by uuid,
  posted_by uuid,
  -- No foreign keys: they would lock the entry's row, which nobody may write to; entries are never removed.
  entry_id uuid unique,
  -- The entry in red that took it back.
  reversal_id uuid unique,
  created_at timestamptz not null,
  version int not null default 1,
  check ((state = 'posted') = (entry_id is not null)),
  check (state not in ('reviewed', 'posted') or reviewed_by is not null),
  check (reviewed_by is null or reviewed_by <> entered_by),
  check (paid_by is null or (paid_by <> entered_by and paid_by <> reviewed_by)),
  check (reversal_id is null or entry_id is not null)
);
create index voucher_unit on finance.voucher (unit_path, on_day desc, id desc);
create index voucher_book on finance.voucher (book_id, on_day desc, id desc);
create index voucher_open on finance.voucher (unit_path) where state in ('submitted', 'reviewed');

create table finance.voucher_line (
  voucher_id uuid not null references finance.voucher (id) on delete cascade,
  line int not null,
  -- A draft may lack it, as it may lack the other side.
  account text not null,
  side int not null check (side in (1, -1)),
  amount_fen bigint not null check (amount_fen between 0 and 99999999999999),
  party_id uuid references ledger.party (id),
  words text not null default '',
  primary key (voucher_id, line)
);

create table finance.voucher_file (
  voucher_id uuid not null references finance.voucher (id),
  file_id uuid primary key references kernel.file (id),
  added_at timestamptz not null
);
create index voucher_file_of on finance.voucher_file (voucher_id);

-- What became of it, step by step; only ever added.
create table finance.voucher_step (
  id uuid primary key,
  voucher_id uuid not null references finance.voucher (id),
  step text not null check (
    step in ('entered', 'submitted', 'returned', 'reviewed', 'paid', 'posted', 'dropped', 'taken_back')
  ),
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null
);
create index voucher_step_of on finance.voucher_step (voucher_id, recorded_at, id);
