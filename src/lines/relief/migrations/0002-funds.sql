-- A payroll's sheet that was taken in: contributions to the mutual-aid fund, or gifts to a campaign. The sheet itself is not
-- kept; the same bytes are taken in once.
create table relief.fund_list (
  id uuid primary key,
  kind text not null check (kind in ('contributions', 'gifts')),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  campaign_id uuid,
  file_name text not null,
  fingerprint text not null,
  good int not null check (good > 0),
  bad int not null check (bad >= 0),
  sum_fen bigint not null check (sum_fen > 0),
  posted_on date not null,
  entry_ids uuid[] not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text,
  constraint fund_list_campaign check ((kind = 'gifts') = (campaign_id is not null))
);
create index fund_list_unit on relief.fund_list (unit_path, recorded_at desc);
create unique index fund_list_once on relief.fund_list (fingerprint, kind, coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'))
  where undone_at is null;

-- What one of the mutual-aid fund has paid for a year, or once for all, by the rule of the day.
create table relief.contribution (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  unit_id uuid not null,
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null,
  period text not null check (period ~ '^(\d{4}|once)$'),
  amount_fen bigint not null check (amount_fen between 1 and 99999999999999),
  paid_on date not null,
  way text not null check (way in ('cash', 'bank', 'payroll')),
  list_id uuid references relief.fund_list (id),
  entry_id uuid not null,
  rule_version_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text
);
create unique index contribution_period on relief.contribution (person_id, period) where undone_at is null;
create index contribution_unit on relief.contribution (paid_on desc, id desc, unit_path);
create index contribution_list on relief.contribution (list_id) where list_id is not null;

-- What the employer adds to the mutual-aid fund, and what the group gives for persons in need: the union's book holds that in
-- trust (231), so that it never counts as the union's own.
create table relief.addition (
  id uuid primary key,
  kind text not null check (kind in ('employer', 'group')),
  unit_id uuid not null,
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null,
  amount_fen bigint not null check (amount_fen between 1 and 99999999999999),
  received_on date not null,
  way text not null check (way in ('cash', 'bank')),
  words text not null,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text
);
create index addition_book on relief.addition (book_id);

-- A donation campaign among the own staff, with a book of its own. What becomes of the rest is said when it opens.
create table relief.campaign (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null unique,
  title text not null check (title <> ''),
  cause text not null check (cause <> ''),
  person_id uuid references roster.person (id),
  opens_on date not null,
  closes_on date not null,
  remainder text not null check (remainder in ('mutual_aid', 'next')),
  closed_at timestamptz,
  closed_by_name text,
  -- The transfer by which the rest passes on.
  transfer_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  constraint campaign_days check (closes_on >= opens_on)
);
create index campaign_unit on relief.campaign (unit_path, created_at desc);
create index campaign_person on relief.campaign (person_id) where person_id is not null;

create table relief.gift (
  id uuid primary key,
  campaign_id uuid not null references relief.campaign (id),
  giver text not null check (giver in ('person', 'unit', 'anonymous')),
  person_id uuid references roster.person (id),
  -- Of the giver on the day, for the sums by unit.
  unit_id uuid,
  -- The giver agreed to be named in public.
  is_named boolean not null,
  amount_fen bigint not null check (amount_fen between 1 and 99999999999999),
  given_on date not null,
  way text not null check (way in ('cash', 'bank', 'payroll')),
  -- How the giver agreed to the deduction.
  consent text check (consent <> ''),
  list_id uuid references relief.fund_list (id),
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text,
  constraint gift_giver check (case giver when 'person' then person_id is not null
    when 'unit' then person_id is null and unit_id is not null else person_id is null and unit_id is null and not is_named end),
  constraint gift_consent check (way <> 'payroll' or consent is not null)
);
create index gift_campaign on relief.gift (campaign_id, given_on desc, id desc);
create index gift_person on relief.gift (person_id) where person_id is not null;
create index gift_list on relief.gift (list_id) where list_id is not null;

-- Aid to a person out of one source: prepared, approved and paid by three people.
create table relief.payment (
  id uuid primary key,
  source text not null check (source in ('own', 'mutual_aid', 'donation', 'group')),
  person_id uuid not null references roster.person (id),
  unit_id uuid,
  -- Where the money is kept: who decides there decides about it.
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  book_id uuid not null,
  campaign_id uuid references relief.campaign (id),
  account text not null,
  purpose text not null,
  amount_fen bigint not null check (amount_fen between 1 and 99999999999999),
  reason text not null check (reason <> ''),
  -- What the rules said when it was prepared, with the versions, and why it is right all the same.
  findings jsonb not null,
  exception text not null,
  budget_line_id uuid,
  reservation_id uuid,
  commitment_id uuid,
  state text not null check (state in ('prepared', 'approved', 'refused', 'withdrawn', 'paid', 'undone')),
  prepared_on date not null,
  prepared_at timestamptz not null,
  prepared_by uuid not null,
  prepared_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision text not null default '',
  paid_on date,
  way text check (way in ('cash', 'bank')),
  paid_by uuid,
  paid_by_name text,
  entry_id uuid,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text,
  version int not null default 1,
  constraint payment_campaign check ((source = 'donation') = (campaign_id is not null)),
  constraint payment_paid check ((state in ('paid', 'undone')) = (entry_id is not null and paid_on is not null and way is not null))
);
create index payment_unit on relief.payment (prepared_on desc, id desc, unit_path);
create index payment_person on relief.payment (person_id, purpose);
create index payment_book on relief.payment (book_id) where state = 'paid';

-- What proves it: a certificate, a bill, the signed receipt.
create table relief.payment_file (
  payment_id uuid not null references relief.payment (id),
  file_id uuid not null,
  primary key (payment_id, file_id)
);
