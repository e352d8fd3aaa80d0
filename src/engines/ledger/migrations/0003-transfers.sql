-- Books are kept apart: money passes from one to another only by a pair of entries, one in each book, through the clearing
-- account that every book has. Nothing else is posted there. Books that were founded without one get it now.
alter table ledger.account add column is_clearing boolean not null default false;
insert into ledger.account (id, book_id, code, name, element, is_clearing)
select gen_random_uuid(), b.id, '191', '账间往来', 'asset', true from ledger.book b
on conflict (book_id, code) do update set is_clearing = true;
create unique index account_clearing on ledger.account (book_id) where is_clearing;

-- A transfer is asked for by one person and approved by another, and so is its reversal. Without purposes the one book has
-- it with the other until it comes back; with them it is spent in the one and received in the other.
create table ledger.transfer (
  id uuid primary key,
  from_book_id uuid not null references ledger.book (id),
  to_book_id uuid not null references ledger.book (id),
  amount_fen bigint not null check (amount_fen > 0),
  posted_on date not null,
  words text not null check (words <> ''),
  from_account text not null,
  to_account text not null,
  from_purpose text,
  to_purpose text,
  budget_line_id uuid references ledger.budget_line (id),
  state text not null check (state in ('proposed', 'withdrawn', 'refused', 'done', 'reversing', 'reversed')),
  version int not null default 1,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by_name text,
  decided_at timestamptz,
  decision text not null default '',
  reversal_reason text not null default '',
  reversal_asked_by uuid,
  reversal_asked_by_name text,
  reversal_asked_at timestamptz,
  from_entry_id uuid unique,
  to_entry_id uuid unique,
  from_reversal_id uuid unique,
  to_reversal_id uuid unique,
  check (from_book_id <> to_book_id),
  check ((from_purpose is null) = (to_purpose is null)),
  check (budget_line_id is null or from_purpose is not null),
  check ((from_entry_id is null) = (to_entry_id is null) and (from_reversal_id is null) = (to_reversal_id is null)),
  check ((state in ('done', 'reversing', 'reversed')) = (from_entry_id is not null)),
  check ((state = 'reversed') = (from_reversal_id is not null))
);
create index transfer_from on ledger.transfer (from_book_id, proposed_at);
create index transfer_to on ledger.transfer (to_book_id, proposed_at);
create trigger transfer_stays before delete or truncate on ledger.transfer
  for each statement execute function ledger.refuse_removal();
