-- Receipts (收据) of a book, numbered from 1 without a gap. A row that was written is neither changed nor removed: what was
-- wrong is cancelled by another receipt in red, which has the next number.
create table finance.receipt (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  number int not null check (number > 0),
  on_day date not null,
  -- The entry that took the money in; without a foreign key, which would lock a row that nobody may write to.
  entry_id uuid not null,
  payer text not null check (payer <> ''),
  words text not null check (words <> ''),
  amount_fen bigint not null check (amount_fen <> 0 and amount_fen between -99999999999999 and 99999999999999),
  way text not null check (way in ('cash', 'bank')),
  -- In red: the receipt that it cancels, and why.
  cancels_id uuid unique references finance.receipt (id),
  reason text not null default '',
  written_at timestamptz not null,
  written_by uuid not null,
  written_by_name text not null,
  unique (book_id, number),
  check ((cancels_id is not null) = (amount_fen < 0)),
  check ((cancels_id is not null) = (reason <> ''))
);
create index receipt_days on finance.receipt (book_id, on_day desc, id desc);
create index receipt_entry on finance.receipt (entry_id);
create trigger receipt_append_only before update or delete or truncate on finance.receipt
  for each statement execute function kernel.refuse_change();

-- The last number of each book. It is raised in the transaction that writes the receipt, so that a refusal leaves no gap, and
-- whoever comes meanwhile waits.
create table finance.receipt_counter (
  book_id uuid primary key references ledger.book (id),
  last int not null check (last > 0)
);
