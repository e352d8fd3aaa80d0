-- The audit room (经审室). An audit looks at books of a unit for a span of days; whoever audits writes here and nowhere else.
create table finance.audit (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  name text not null check (name <> ''),
  why text not null check (why <> ''),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  state text not null check (state in ('open', 'issued', 'withdrawn')),
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_name text not null,
  reason text not null default '',
  version int not null default 1,
  check ((state = 'withdrawn') = (reason <> ''))
);
create index audit_unit on finance.audit (unit_path, from_day desc, id desc);

create table finance.audit_book (
  audit_id uuid not null references finance.audit (id),
  book_id uuid not null references ledger.book (id),
  primary key (audit_id, book_id)
);
create index audit_book_of on finance.audit_book (book_id);

-- A draw of a sample. What it was drawn from is fixed for good: the filter, the link of each book's chain up to which entries
-- counted, how many there were, their sum, and a fingerprint of their ids. With the seed anyone draws the same ones again.
create table finance.audit_draw (
  id uuid primary key,
  audit_id uuid not null references finance.audit (id),
  filter jsonb not null,
  ends jsonb not null,
  -- Null where all that the filter finds was taken.
  size int check (size > 0),
  seed text not null,
  population int not null check (population > 0),
  population_fen bigint not null,
  fingerprint text not null,
  drawn int not null check (drawn > 0),
  drawn_fen bigint not null,
  -- All of the audit's books and days up to the same links, whatever the filter: what coverage is measured by.
  whole int not null check (whole >= population),
  whole_fen bigint not null,
  drawn_at timestamptz not null,
  drawn_by uuid not null,
  drawn_by_name text not null,
  check ((size is null) = (seed = ''))
);
create index audit_draw_of on finance.audit_draw (audit_id, drawn_at, id);
create trigger audit_draw_append_only before update or delete or truncate on finance.audit_draw
  for each statement execute function kernel.refuse_change();

-- The working paper of an entry in the sample. No foreign key to the entry: it would lock a row that nobody may write to.
create table finance.audit_paper (
  audit_id uuid not null references finance.audit (id),
  entry_id uuid not null,
  book_id uuid not null references ledger.book (id),
  on_day date not null,
  amount_fen bigint not null,
  result text not null default 'open' check (result in ('open', 'in_order', 'finding')),
  note text not null default '',
  looked_at timestamptz,
  looked_by_name text not null default '',
  version int not null default 1,
  primary key (audit_id, entry_id),
  check ((result = 'open') = (looked_at is null))
);
create index audit_paper_days on finance.audit_paper (audit_id, on_day, entry_id);

create table finance.audit_drawn (
  draw_id uuid not null references finance.audit_draw (id),
  audit_id uuid not null,
  entry_id uuid not null,
  primary key (draw_id, entry_id),
  foreign key (audit_id, entry_id) references finance.audit_paper (audit_id, entry_id)
);
create trigger audit_drawn_append_only before update or delete or truncate on finance.audit_drawn
  for each statement execute function kernel.refuse_change();
create function finance.keep_paper() returns trigger language plpgsql as $$
begin
  if new.entry_id <> old.entry_id or new.audit_id <> old.audit_id or new.book_id <> old.book_id
    or new.on_day <> old.on_day or new.amount_fen <> old.amount_fen then
    raise exception 'what was drawn stays as it was drawn' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger audit_paper_kept before update on finance.audit_paper
  for each row execute function finance.keep_paper();
create trigger audit_paper_stays before delete or truncate on finance.audit_paper
  for each statement execute function kernel.refuse_change();

-- What was found (问题). Issued to the unit whose books they are; whoever answered never closes it.
create table finance.audit_finding (
  id uuid primary key,
  audit_id uuid not null references finance.audit (id),
  number int not null check (number > 0),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null references ledger.book (id),
  kind text not null check (kind in ('no_attachment', 'wrong_account', 'over_cap', 'no_budget', 'late', 'other')),
  gravity text not null check (gravity in ('slight', 'plain', 'grave')),
  words text not null check (words <> ''),
  amount_fen bigint check (amount_fen between 0 and 99999999999999),
  -- The account that is to answer; null: whoever at the unit may.
  answerer_id uuid,
  state text not null check (state in ('draft', 'issued', 'answered', 'returned', 'closed', 'withdrawn')),
  due_on date,
  -- The version of the parameter that gave the due day.
  days_parameter_id uuid,
  written_by uuid not null,
  answered_by uuid,
  decided_by uuid,
  written_at timestamptz not null,
  version int not null default 1,
  unique (audit_id, number),
  check (decided_by <> answered_by),
  check (state not in ('issued', 'answered', 'returned', 'closed') or due_on is not null),
  check (state not in ('answered', 'returned', 'closed') or answered_by is not null),
  check (state <> 'closed' or decided_by is not null)
);
create index audit_finding_unit on finance.audit_finding (unit_path, state, due_on);
create trigger audit_finding_stays before delete or truncate on finance.audit_finding
  for each statement execute function kernel.refuse_change();

create table finance.audit_finding_entry (
  finding_id uuid not null references finance.audit_finding (id),
  audit_id uuid not null,
  entry_id uuid not null,
  primary key (finding_id, entry_id),
  foreign key (audit_id, entry_id) references finance.audit_paper (audit_id, entry_id)
);
create index audit_finding_entry_of on finance.audit_finding_entry (audit_id, entry_id);

-- What became of a finding, step by step; only ever added.
create table finance.audit_step (
  id uuid primary key,
  finding_id uuid not null references finance.audit_finding (id),
  step text not null check (step in ('written', 'issued', 'answered', 'returned', 'closed', 'withdrawn')),
  words text not null default '',
  -- What was posted to put it right.
  entry_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null
);
create index audit_step_of on finance.audit_step (finding_id, recorded_at, id);
create trigger audit_step_append_only before update or delete or truncate on finance.audit_step
  for each statement execute function kernel.refuse_change();

-- Files of an answer; without a step until it is given.
create table finance.audit_file (
  file_id uuid primary key references kernel.file (id),
  finding_id uuid not null references finance.audit_finding (id),
  step_id uuid references finance.audit_step (id),
  added_at timestamptz not null
);
create index audit_file_of on finance.audit_file (finding_id);

-- The report as it was issued, with the fingerprint of what it says; a later one follows the first and doesn't replace it.
create table finance.audit_report (
  id uuid primary key,
  audit_id uuid not null references finance.audit (id),
  number int not null check (number > 0),
  content jsonb not null,
  hash text not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  unique (audit_id, number)
);
create trigger audit_report_append_only before update or delete or truncate on finance.audit_report
  for each statement execute function kernel.refuse_change();

-- What the auditors say of a published statement; what is said later counts, and what was said before stays readable.
create table finance.audit_opinion (
  id uuid primary key,
  audit_id uuid not null references finance.audit (id),
  -- No foreign key: it would lock the statement's row, which nobody may write to.
  statement_id uuid not null,
  opinion text not null check (opinion in ('agreed', 'qualified', 'refused')),
  words text not null default '',
  stated_at timestamptz not null,
  stated_by uuid not null,
  stated_by_name text not null,
  check (opinion = 'agreed' or words <> '')
);
create index audit_opinion_of on finance.audit_opinion (audit_id, statement_id, stated_at);
create trigger audit_opinion_append_only before update or delete or truncate on finance.audit_opinion
  for each statement execute function kernel.refuse_change();
