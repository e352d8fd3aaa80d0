-- Fixed assets (固定资产): a card for each thing, which says what it cost, where it stands and who keeps it. What a card is
-- worth is never stored: its cost, less what it began with and what stands in the runs of depreciation.
create table finance.asset_counter (
  unit_id uuid primary key references roster.unit (id),
  last int not null check (last >= 0)
);

create table finance.asset (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  -- The book's unit, whose numbers are dealt from 1 without a gap; raised in the transaction that enters the card.
  owner_unit_id uuid not null references roster.unit (id),
  number int not null check (number > 0),
  name text not null check (name <> ''),
  class text not null check (class in ('buildings', 'vehicles', 'computers', 'office', 'electrical', 'culture', 'machines',
    'furniture', 'books', 'other')),
  specification text not null default '',
  -- What the thing was called in the lists before this program.
  former_number text not null default '',
  bought_on date not null,
  cost_fen bigint not null check (cost_fen between 1 and 99999999999999),
  -- The entry that bought it; without a foreign key, which would lock a row that nobody may write to.
  entry_id uuid,
  state text not null check (state in ('in_use', 'lent', 'scrapped')),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  keeper_id uuid not null references roster.person (id),
  -- By the rule of the day on which it was bought: life 0 is written down never.
  rule_version uuid not null,
  life_months int not null check (life_months between 0 and 1200),
  residual_fen bigint not null check (residual_fen >= 0),
  -- Written down before the card was entered here; what is left falls into so many months from this one on.
  before_fen bigint not null check (before_fen >= 0),
  starts_month date not null check (starts_month = date_trunc('month', starts_month)::date),
  months_left int not null check (months_left between 0 and 1200),
  scrapped_on date,
  -- The content of the list that brought it, so that a list is taken in once.
  list_key text,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  version int not null default 1,
  unique (owner_unit_id, number),
  check (residual_fen + before_fen <= cost_fen),
  check ((state = 'scrapped') = (scrapped_on is not null))
);
create unique index asset_former_number on finance.asset (book_id, former_number) where former_number <> '';
create index asset_place on finance.asset (unit_path, number, id);
create index asset_book on finance.asset (book_id, number, id);
create index asset_keeper on finance.asset (keeper_id);
create index asset_list on finance.asset (book_id, list_key) where list_key is not null;

-- Where a card stood and who kept it, from its first day: a row for each handing over.
create table finance.asset_move (
  id uuid primary key,
  asset_id uuid not null references finance.asset (id),
  on_day date not null,
  from_unit_id uuid references roster.unit (id),
  from_person_id uuid references roster.person (id),
  to_unit_id uuid not null references roster.unit (id),
  to_person_id uuid not null references roster.person (id),
  state text not null check (state in ('in_use', 'lent')),
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  check ((from_unit_id is null) = (from_person_id is null))
);
create index asset_move_asset on finance.asset_move (asset_id, recorded_at, id);
create index asset_move_from on finance.asset_move (from_person_id) where from_person_id is not null;
create index asset_move_to on finance.asset_move (to_person_id);

-- A month's depreciation of a book, posted once; undone by the reversal of its entry.
create table finance.asset_run (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  month date not null check (month = date_trunc('month', month)::date),
  posted_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  entry_id uuid not null,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  reversal_id uuid,
  undone_by_name text,
  undo_reason text,
  check ((reversal_id is null) = (undone_by_name is null) and (reversal_id is null) = (undo_reason is null))
);
create unique index asset_run_month on finance.asset_run (book_id, month) where reversal_id is null;
create index asset_run_book on finance.asset_run (book_id, month desc, id desc);

create table finance.asset_run_line (
  run_id uuid not null references finance.asset_run (id),
  asset_id uuid not null references finance.asset (id),
  amount_fen bigint not null check (amount_fen > 0),
  primary key (run_id, asset_id)
);
create index asset_run_line_asset on finance.asset_run_line (asset_id);

-- That a thing goes out of the books: proposed by one, decided by another.
create table finance.asset_scrapping (
  id uuid primary key,
  asset_id uuid not null references finance.asset (id),
  state text not null check (state in ('proposed', 'approved', 'refused', 'taken_back')),
  reason text not null check (reason <> ''),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision_words text not null default '',
  posted_on date,
  written_down_fen bigint check (written_down_fen >= 0),
  entry_id uuid,
  reversal_id uuid,
  check (decided_by is null or decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_by is null)),
  check ((state in ('approved', 'taken_back')) = (entry_id is not null)),
  check ((state in ('approved', 'taken_back')) = (written_down_fen is not null)),
  check ((state = 'taken_back') = (reversal_id is not null))
);
create unique index asset_scrapping_open on finance.asset_scrapping (asset_id) where state in ('proposed', 'approved');
create index asset_scrapping_asset on finance.asset_scrapping (asset_id, proposed_at, id);

-- Stock-taking (盘点): the cards of a place as they were on a day, looked for one by one.
create table finance.asset_count (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  on_day date not null,
  state text not null check (state in ('open', 'decided', 'dropped')),
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision_words text not null default '',
  version int not null default 1,
  check (decided_by is null or decided_by <> opened_by),
  check ((state = 'decided') = (decided_by is not null))
);
create index asset_count_book on finance.asset_count (book_id, on_day desc, id desc);

create table finance.asset_count_line (
  count_id uuid not null references finance.asset_count (id),
  asset_id uuid not null references finance.asset (id),
  outcome text check (outcome in ('found', 'missing')),
  note text not null default '',
  -- What becomes of a missing thing: it is looked for on, or goes out of the books.
  verdict text check (verdict in ('keep', 'scrap')),
  primary key (count_id, asset_id),
  check (verdict is null or outcome = 'missing')
);
create index asset_count_line_asset on finance.asset_count_line (asset_id);

-- A thing that was there and has no card.
create table finance.asset_count_extra (
  id uuid primary key,
  count_id uuid not null references finance.asset_count (id),
  words text not null check (words <> ''),
  note text not null default ''
);
create index asset_count_extra_count on finance.asset_count_extra (count_id, id);
