-- An account of a book at its bank: what the bank says of it is read from statements, and reconciled month by month with
-- what stands in the book.
create table finance.bank_account (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  -- The book's unit, kept beside it, so that the list of a subtree is one range of one index.
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  ledger_account_id uuid not null unique references ledger.account (id),
  bank_name text not null check (bank_name <> ''),
  number text not null check (number <> ''),
  -- From which day on statements are read in, and what the bank held at its beginning.
  starts_on date not null,
  opening_fen bigint not null check (opening_fen between -99999999999999 and 99999999999999),
  created_at timestamptz not null,
  version int not null default 1
);
create index bank_account_unit on finance.bank_account (unit_path, id);

-- Which column is which on sheets with these headings: said once, by the headings or by hand, and remembered.
create table finance.bank_layout (
  unit_id uuid not null references roster.unit (id),
  fingerprint text not null,
  columns jsonb not null,
  primary key (unit_id, fingerprint)
);

-- A statement as it came, with what was made of it. Nothing of it counts before somebody has said so.
create table finance.bank_statement (
  id uuid primary key,
  account_id uuid not null references finance.bank_account (id),
  file_name text not null,
  headings jsonb not null,
  fingerprint text not null,
  columns jsonb not null,
  state text not null check (state in ('open', 'done', 'undone')),
  counts jsonb not null default '{}',
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  undone_by_name text,
  undo_reason text,
  version int not null default 1,
  check ((state = 'undone') = (undo_reason is not null))
);
create index bank_statement_account on finance.bank_statement (account_id, created_at desc, id desc);

create table finance.bank_statement_row (
  statement_id uuid not null references finance.bank_statement (id),
  number int not null,
  -- The sheet's own cells; they go when the row was taken in.
  cells jsonb not null,
  verdict text not null default 'note' check (verdict in ('new', 'double', 'bad', 'opening', 'note')),
  reason jsonb,
  on_day date,
  amount_fen bigint,
  balance_fen bigint,
  words text not null default '',
  party text not null default '',
  -- By how much the balance said here differs from what the rows above give.
  off_fen bigint,
  primary key (statement_id, number)
);

-- What the bank says, once each, however often it was read in: in is above zero, out below. What of it has been matched
-- never exceeds it, whoever matches at the same moment.
create table finance.bank_line (
  id uuid primary key,
  account_id uuid not null references finance.bank_account (id),
  statement_id uuid not null references finance.bank_statement (id),
  -- In the order of the statements, within the account.
  place bigint not null,
  on_day date not null,
  amount_fen bigint not null check (amount_fen <> 0 and amount_fen between -99999999999999 and 99999999999999),
  balance_fen bigint,
  serial text not null,
  words text not null,
  party text not null,
  matched_fen bigint not null default 0,
  -- The voucher that was drafted of it.
  voucher_id uuid references finance.voucher (id),
  check (amount_fen > 0 and matched_fen between 0 and amount_fen or amount_fen < 0 and matched_fen between amount_fen and 0)
);
create index bank_line_days on finance.bank_line (account_id, on_day, place);
create index bank_line_statement on finance.bank_line (statement_id);
create index bank_line_voucher on finance.bank_line (voucher_id) where voucher_id is not null;

-- The book's side of what has been matched. No foreign key: it would lock the posting, which nobody may write to.
create table finance.bank_posting (
  account_id uuid not null references finance.bank_account (id),
  entry_id uuid not null,
  line int not null,
  on_day date not null,
  amount_fen bigint not null check (amount_fen <> 0),
  matched_fen bigint not null default 0,
  primary key (entry_id, line),
  check (amount_fen > 0 and matched_fen between 0 and amount_fen or amount_fen < 0 and matched_fen between amount_fen and 0)
);
create index bank_posting_account on finance.bank_posting (account_id);

-- So much of a line of the bank is so much of a line of the book. It counts from the later of their two days on. A match that
-- was undone stays readable.
create table finance.bank_match (
  id uuid primary key,
  account_id uuid not null references finance.bank_account (id),
  line_id uuid not null references finance.bank_line (id),
  entry_id uuid not null,
  entry_line int not null,
  amount_fen bigint not null check (amount_fen <> 0),
  counts_from date not null,
  matched_at timestamptz not null,
  matched_by uuid not null,
  matched_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text,
  foreign key (entry_id, entry_line) references finance.bank_posting (entry_id, line),
  check ((undone_at is null) = (undo_reason is null))
);
create index bank_match_account on finance.bank_match (account_id, counts_from desc, id desc) where undone_at is null;
create index bank_match_line on finance.bank_match (line_id);

-- 余额调节表: what it said when it was finished. It is not edited: who wants another one opens the month again, with the
-- reason, and finishes a further version.
create table finance.bank_sheet (
  id uuid primary key,
  account_id uuid not null references finance.bank_account (id),
  month date not null check (month = date_trunc('month', month)::date),
  number int not null,
  state text not null check (state in ('finished', 'reviewed', 'reopened')),
  content jsonb not null,
  note text not null default '',
  finished_at timestamptz not null,
  finished_by uuid not null,
  finished_by_name text not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  reviewed_by_name text,
  reopened_at timestamptz,
  reopened_by_name text,
  reopen_reason text,
  version int not null default 1,
  unique (account_id, month, number),
  check (reviewed_by <> finished_by),
  check ((state = 'reopened') = (reopen_reason is not null)),
  check (state <> 'reviewed' or reviewed_by is not null)
);
create unique index bank_sheet_stands on finance.bank_sheet (account_id, month) where state <> 'reopened';

create function finance.keep_sheet() returns trigger language plpgsql as $$
begin
  if new.content is distinct from old.content or new.month <> old.month or new.number <> old.number
    or new.note <> old.note or new.finished_by <> old.finished_by or new.account_id <> old.account_id
    or old.state = 'reopened' then
    raise exception 'a finished sheet is not edited' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger bank_sheet_kept before update on finance.bank_sheet
  for each row execute function finance.keep_sheet();
create trigger bank_sheet_stays before delete or truncate on finance.bank_sheet
  for each statement execute function kernel.refuse_change();
