-- Money is kept in books, apart by law: the union's funds, dues, the mutual-aid fund, each donation campaign, savings, each
-- canteen. A book belongs to a unit; the unit's path is kept beside it, so that lists of a subtree are one range of one index.
create table ledger.book (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  kind text not null check (kind <> ''),
  name text not null check (name <> ''),
  chart text not null check (chart <> ''),
  opened_on date not null,
  closed_on date check (closed_on >= opened_on),
  version int not null default 1,
  created_at timestamptz not null,
  unique (unit_id, kind, name)
);
create index book_unit on ledger.book (unit_path, id);

-- Which side makes an account grow is told by its element; a contra account (累计折旧) grows on the other side. An account
-- with accounts below it takes no postings. Income and spending are carried at the year's end to the account named here.
create table ledger.account (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  code text collate "C" not null check (code ~ '^[0-9]{3,12}$'),
  name text not null check (name <> ''),
  element text not null check (element in ('asset', 'liability', 'net_asset', 'income', 'expense')),
  is_contra boolean not null default false,
  party text check (party in ('person', 'unit', 'payee')),
  money text check (money in ('cash', 'bank')),
  carries_to text,
  is_summary boolean not null default false,
  is_closed boolean not null default false,
  version int not null default 1,
  unique (book_id, code)
);

create function ledger.refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception '% keeps what was posted on', tg_table_schema || '.' || tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger book_stays before delete or truncate on ledger.book
  for each statement execute function ledger.refuse_removal();
create trigger account_stays before delete or truncate on ledger.account
  for each statement execute function ledger.refuse_removal();

-- Who stands behind a posting: a person, a unit, or somebody outside. Postings name the party for ever; which person a party
-- is can change when two records of one person are merged: the party that goes is joined to the one that stays.
create table ledger.party (
  id uuid primary key,
  kind text not null check (kind in ('person', 'unit', 'payee')),
  person_id uuid references roster.person (id),
  unit_id uuid references roster.unit (id),
  name text not null default '',
  joined_to uuid references ledger.party (id),
  check ((kind = 'person') = (person_id is not null) and (kind = 'unit') = (unit_id is not null)),
  check ((kind = 'payee') = (name <> ''))
);
create unique index party_person on ledger.party (person_id) where joined_to is null;
create unique index party_unit on ledger.party (unit_id) where joined_to is null;
create unique index party_payee on ledger.party (name) where kind = 'payee' and joined_to is null;
create index party_person_all on ledger.party (person_id);
create index party_joined on ledger.party (joined_to) where joined_to is not null;
create trigger party_stays before delete or truncate on ledger.party
  for each statement execute function ledger.refuse_removal();

-- An entry and its postings refer to books and accounts without a foreign key: each insert would lock the one row of the
-- book and of the cash account against all other writers. They come in by one statement that reads both, and neither is
-- ever removed; the ledger's proof counts strays.
create table ledger.entry (
  id uuid primary key,
  book_id uuid not null,
  posted_on date not null,
  month date not null check (month = date_trunc('month', posted_on)::date),
  kind text not null check (kind in ('ordinary', 'reversal', 'opening', 'closing', 'transfer')),
  words text not null,
  source text collate "C" not null check (source <> ''),
  source_key text collate "C",
  content_hash bytea not null,
  reverses_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid,
  check ((kind = 'reversal') = (reverses_id is not null))
);
create unique index entry_key on ledger.entry (book_id, source_key) where source_key is not null;
create unique index entry_reversal on ledger.entry (reverses_id) where reverses_id is not null;
create index entry_days on ledger.entry (book_id, posted_on, id);
create index entry_source on ledger.entry (source);

-- Debit and credit as they were said. A reversal repeats both sides with amounts below zero (红字冲销), so that turnovers
-- aren't blown up by what was taken back.
create table ledger.posting (
  entry_id uuid not null,
  line smallint not null check (line between 1 and 200),
  book_id uuid not null,
  account_id uuid not null,
  posted_on date not null,
  side smallint not null check (side in (1, -1)),
  amount_fen bigint not null check (amount_fen <> 0 and amount_fen between -99999999999999 and 99999999999999),
  party_id uuid references ledger.party (id),
  budget_line_id uuid,
  commitment_id uuid,
  words text not null default '',
  primary key (entry_id, line)
);
create index posting_account on ledger.posting (account_id, posted_on, entry_id);
create index posting_party on ledger.posting (party_id, account_id, posted_on) include (side, amount_fen) where party_id is not null;
create index posting_budget on ledger.posting (budget_line_id, posted_on) where budget_line_id is not null;
create index posting_commitment on ledger.posting (commitment_id, posted_on) where commitment_id is not null;

create trigger entry_append_only before update or delete or truncate on ledger.entry
  for each statement execute function kernel.refuse_change();
create trigger posting_append_only before update or delete or truncate on ledger.posting
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on ledger.entry, ledger.posting from current_user;

-- What has been posted and has no number yet. The number of the transaction tells the sealer which entries no open
-- transaction can come before any more.
create table ledger.waiting (
  entry_id uuid primary key,
  book_id uuid not null,
  month date not null,
  transaction_number xid8 not null default pg_current_xact_id()
);
create index waiting_order on ledger.waiting (transaction_number, entry_id);

-- Voucher numbers without gaps and the chain, dealt after the commit by one sealer.
create table ledger.seal (
  book_id uuid not null,
  position bigint not null check (position > 0),
  entry_id uuid not null unique,
  month date not null,
  voucher_number int not null check (voucher_number > 0),
  hash text not null,
  primary key (book_id, position),
  unique (book_id, month, voucher_number)
);
create trigger seal_append_only before update or delete or truncate on ledger.seal
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on ledger.seal from current_user;

-- Turnovers of sealed entries by day and by month, kept by the sealer with the seals in one transaction: a balance is the
-- fold and what still waits, at one moment, and nobody who posts touches a row that another one touches.
create table ledger.day_fold (
  book_id uuid not null,
  day date not null,
  account_id uuid not null,
  is_closing boolean not null,
  budget_line_id uuid not null,
  commitment_id uuid not null,
  debit_fen bigint not null,
  credit_fen bigint not null,
  postings bigint not null,
  primary key (book_id, day, account_id, is_closing, budget_line_id, commitment_id)
);
create table ledger.month_fold (
  book_id uuid not null,
  month date not null,
  account_id uuid not null,
  is_closing boolean not null,
  budget_line_id uuid not null,
  commitment_id uuid not null,
  debit_fen bigint not null,
  credit_fen bigint not null,
  postings bigint not null,
  primary key (book_id, month, account_id, is_closing, budget_line_id, commitment_id)
);

-- A month is open until it is closed; who closes waits for all who are posting to it. It is opened again by two people.
create table ledger.period (
  book_id uuid not null references ledger.book (id),
  month date not null check (month = date_trunc('month', month)::date),
  state text not null check (state in ('closed', 'reopening', 'open')),
  reason text not null default '',
  asked_by uuid,
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (book_id, month)
);
create table ledger.closed_year (
  book_id uuid not null references ledger.book (id),
  year int not null,
  closed_at timestamptz not null,
  closed_by uuid,
  primary key (book_id, year)
);

-- The last word on every entry is the database's. It runs at the end of the statement that puts postings in, so each of its
-- questions sees what was committed until then; the shared lock keeps who closes the month waiting until this act is over.
create function ledger.check_postings() returns trigger language plpgsql as $$
declare
  fault text;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('ledger.period ' || m.book_id || m.month, 0))
    from (select distinct e.book_id, e.month from added a join ledger.entry e on e.id = a.entry_id order by 1, 2) m;
  select p.month::text into fault from added a
    join ledger.entry e on e.id = a.entry_id
    join ledger.period p on p.book_id = e.book_id and p.month = e.month and p.state <> 'open' limit 1;
  if fault is not null then
    raise exception 'the period % is closed', fault using errcode = 'GL001', detail = fault;
  end if;
  select s.entry_id::text into fault from (
    select p.entry_id from ledger.posting p where p.entry_id in (select a.entry_id from added a)
    group by p.entry_id
    having sum(p.side * p.amount_fen) <> 0 or count(*) < 2 or count(*) > 200 or count(distinct p.book_id) > 1
  ) s limit 1;
  if fault is not null then
    raise exception 'the entry % does not balance', fault using errcode = 'GL002', detail = fault;
  end if;
  select a.entry_id::text into fault from added a
    join ledger.entry e on e.id = a.entry_id
    where (a.amount_fen < 0 and e.kind <> 'reversal') or a.book_id <> e.book_id or a.posted_on <> e.posted_on
      or not exists (select from ledger.waiting w where w.entry_id = a.entry_id and w.transaction_number = pg_current_xact_id())
    limit 1;
  if fault is not null then
    raise exception 'the entry % takes no such posting', fault using errcode = 'GL003', detail = fault;
  end if;
  return null;
end $$;
create trigger posting_checked after insert on ledger.posting referencing new table as added
  for each statement execute function ledger.check_postings();
