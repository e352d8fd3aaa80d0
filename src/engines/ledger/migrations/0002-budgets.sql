-- A budget says what a book's money is for in a year. What is in force stands in its lines; every adjustment is a version of
-- its own, written by one person and put in force by another, and the older ones stay readable. `revision` counts what has
-- changed the lines: a draft names the revision that it began from, so that none undoes a transfer that it has not seen.
create table ledger.budget (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  year int not null check (year between 1950 and 2199),
  revision int not null default 0,
  created_at timestamptz not null,
  unique (book_id, year)
);

create table ledger.budget_version (
  id uuid primary key,
  budget_id uuid not null references ledger.budget (id),
  number int not null check (number > 0),
  state text not null check (state in ('draft', 'proposed', 'in_force', 'replaced', 'dropped')),
  reason text not null,
  base_revision int not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision text not null default '',
  version int not null default 1,
  unique (budget_id, number)
);
create unique index budget_version_open on ledger.budget_version (budget_id) where state in ('draft', 'proposed');
create unique index budget_version_in_force on ledger.budget_version (budget_id) where state = 'in_force';

-- What a line asks for: no more than a ceiling, at least a floor, both, or about an amount with what may be missed on either
-- side. Approvals of one line come one after the other by locking its row; postings never wait for it unless they spend
-- without a reservation what must not be passed.
create table ledger.budget_line (
  id uuid primary key,
  budget_id uuid not null references ledger.budget (id),
  position int not null,
  name text not null check (name <> ''),
  on_breach text not null check (on_breach in ('stop', 'warn', 'note')),
  ceiling_fen bigint check (ceiling_fen >= 0),
  floor_fen bigint check (floor_fen > 0),
  about_fen bigint check (about_fen > 0),
  tolerance_percent int check (tolerance_percent between 0 and 50),
  accounts text[] not null,
  commitment_ids uuid[] not null,
  is_closed boolean not null default false,
  check (floor_fen <= ceiling_fen),
  check ((about_fen is null) = (tolerance_percent is null)),
  check ((about_fen is null) = (coalesce(ceiling_fen, floor_fen) is not null))
);
create index budget_line_place on ledger.budget_line (budget_id, position);

-- The lines of a version as it was written. A line keeps its id through all versions; it begins with the first one that is
-- put in force, so that a draft's lines refer to none.
create table ledger.budget_version_line (
  version_id uuid not null references ledger.budget_version (id),
  line_id uuid not null,
  position int not null,
  name text not null check (name <> ''),
  on_breach text not null check (on_breach in ('stop', 'warn', 'note')),
  ceiling_fen bigint,
  floor_fen bigint,
  about_fen bigint,
  tolerance_percent int,
  accounts text[] not null,
  commitment_ids uuid[] not null,
  primary key (version_id, line_id)
);
create index budget_version_line_line on ledger.budget_version_line (line_id);

-- A part of one line's ceiling is given to another line by two people.
create table ledger.budget_shift (
  id uuid primary key,
  budget_id uuid not null references ledger.budget (id),
  from_line_id uuid not null references ledger.budget_line (id),
  to_line_id uuid not null references ledger.budget_line (id),
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  state text not null check (state in ('proposed', 'approved', 'refused')),
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision text not null default '',
  check (from_line_id <> to_line_id)
);
create index budget_shift_budget on ledger.budget_shift (budget_id, proposed_at);

-- What was approved and is not spent yet. It lowers at once what others may reserve of the line.
create table ledger.reservation (
  id uuid primary key,
  line_id uuid not null references ledger.budget_line (id),
  amount_fen bigint not null check (amount_fen > 0),
  spent_fen bigint not null default 0 check (spent_fen between 0 and amount_fen),
  state text not null default 'open' check (state in ('open', 'released', 'expired')),
  source text collate "C" not null check (source <> ''),
  source_key text collate "C" not null unique check (source_key <> ''),
  words text not null,
  expires_on date not null,
  reserved_at timestamptz not null,
  reserved_by uuid,
  ended_at timestamptz,
  end_reason text not null default ''
);
create index reservation_open on ledger.reservation (line_id) include (amount_fen, spent_fen) where state = 'open';
create index reservation_line on ledger.reservation (line_id, reserved_at, id);
create index reservation_expiry on ledger.reservation (expires_on) where state = 'open';

-- Which posting has spent how much of which reservation; what a reversal gives back stands below zero.
create table ledger.reservation_use (
  entry_id uuid not null,
  line smallint not null,
  reservation_id uuid not null references ledger.reservation (id),
  amount_fen bigint not null check (amount_fen <> 0),
  primary key (entry_id, line)
);
create index reservation_use_reservation on ledger.reservation_use (reservation_id);
create trigger reservation_use_append_only before update or delete or truncate on ledger.reservation_use
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on ledger.reservation_use from current_user;
