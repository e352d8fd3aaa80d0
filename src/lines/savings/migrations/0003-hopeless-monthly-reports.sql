-- A debt that nobody hopes to see again: declared by two people with the reason, it stays with its sum until it is repaid after
-- all, or written off against what was set aside or earned.
alter table savings.loan drop constraint loan_state_check;
alter table savings.loan add constraint loan_state_check
  check (state in ('asked', 'agreed', 'approved', 'open', 'repaid', 'refused', 'taken_back', 'hopeless', 'written_off'));
alter table savings.loan drop constraint loan_open;
alter table savings.loan add constraint loan_open
  check (state not in ('open', 'hopeless') or (paid_on is not null and owed_fen > 0));
drop index savings.loan_one;
create unique index loan_one on savings.loan (account_id) where state in ('asked', 'agreed', 'approved', 'open', 'hopeless');

create table savings.hopeless (
  id uuid primary key,
  loan_id uuid not null references savings.loan (id),
  state text not null check (state in ('proposed', 'declared', 'refused')),
  reason text not null check (reason <> ''),
  -- What was owed when it was proposed.
  owed_fen bigint not null check (owed_fen > 0),
  proposed_on date not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  decided_on date,
  decided_by_name text,
  refusal text,
  constraint hopeless_decided check ((state = 'proposed') = (decided_on is null))
);
create unique index hopeless_one on savings.hopeless (loan_id) where state in ('proposed', 'declared');
create index hopeless_loan on savings.hopeless (loan_id);

alter table savings.movement drop constraint movement_kind_check;
alter table savings.movement add constraint movement_kind_check check (kind in
  ('deposit', 'withdrawal', 'share', 'payout', 'repayment', 'set_off', 'closing', 'correction', 'write_off'));

-- What a saver wants kept back from a month on, beside what the account began with. Nothing of it is edited: of several for one
-- month the last counts.
create table savings.monthly_change (
  id uuid primary key,
  account_id uuid not null references savings.account (id),
  from_month date not null check (from_month = date_trunc('month', from_month)::date),
  monthly_fen bigint not null check (monthly_fen > 0),
  way text not null check (way in ('phone', 'paper')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null
);
create index monthly_change_account on savings.monthly_change (account_id, from_month, id);

-- What an association has told its members of a half year, frozen as it was told. Figures that are told anew are another version.
create table savings.report (
  id uuid primary key,
  association_id uuid not null references savings.association (id),
  year int not null check (year between 1950 and 2199),
  half int not null check (half in (1, 2)),
  version int not null check (version > 0),
  figures jsonb not null,
  words text not null,
  published_at timestamptz not null,
  published_by uuid not null,
  published_by_name text not null,
  unique (association_id, year, half, version)
);
