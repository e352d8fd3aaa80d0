-- A statement that was published stays as it was: its figures with their fingerprint, and the link of the chain up to which
-- they count. What the books say later stands beside it, never in its place.
create table ledger.statement (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  posted_until date not null,
  span text not null check (span in ('month', 'year')),
  version int not null check (version > 0),
  figures jsonb not null,
  hash text not null,
  chain_position bigint not null check (chain_position >= 0),
  chain_hash text not null,
  published_at timestamptz not null,
  published_by uuid not null,
  unique (book_id, posted_until, span, version)
);
create index statement_newest on ledger.statement (book_id, published_at desc, id desc);
create trigger statement_append_only before update or delete or truncate on ledger.statement
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on ledger.statement from current_user;

-- The year's end of a book: proposed by one, decided by another, opened again by two. Its entries name it as their source.
-- What is carried where is kept as it was proposed, with a fingerprint of the balances that were to be carried.
create table ledger.year_end (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  year int not null check (year between 1949 and 2199),
  state text not null check (state in ('proposed', 'closed', 'declined', 'reopening', 'reopened')),
  targets jsonb not null,
  fingerprint text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text not null default '',
  asked_by uuid,
  check ((state = 'proposed') = (decided_by is null)),
  check (state not in ('reopening', 'reopened') or asked_by is not null)
);
create unique index year_end_stands on ledger.year_end (book_id, year) where state in ('proposed', 'closed', 'reopening');
create index year_end_book on ledger.year_end (book_id, year, proposed_at);
create trigger year_end_stays before delete or truncate on ledger.year_end
  for each statement execute function ledger.refuse_removal();
drop table ledger.closed_year;

-- What came into a book from files. Its entries name it as their source; each has a key of its content, so that the same
-- journal, or a longer one that holds it, posts nothing twice.
create table ledger.import (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  kind text not null check (kind in ('journal', 'opening')),
  file_name text not null,
  content_hash text not null,
  posted int not null check (posted >= 0),
  known int not null check (known >= 0),
  imported_by uuid not null,
  imported_at timestamptz not null
);
create index import_newest on ledger.import (book_id, imported_at desc, id desc);
create trigger import_append_only before update or delete or truncate on ledger.import
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on ledger.import from current_user;
