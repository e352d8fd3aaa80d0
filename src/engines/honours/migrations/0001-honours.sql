-- What may be conferred, as data: kind, conditions, quotas, form, way of review, prize. A further scheme is a row.
create table honours.scheme (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  kind text not null check (kind in ('individual', 'collective')),
  -- By which two honours are the same thing: `women.red_flag_post`.
  key text not null check (key ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$'),
  -- Who keeps the money for its prizes; null: it has none.
  owner text,
  name text not null check (name <> ''),
  definition jsonb not null,
  retired_on date,
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  unique (unit_id, key)
);
create index scheme_unit on honours.scheme (unit_path, name, id);

-- One conferring: the scheme as it was when the round began, and how far it has come.
create table honours.round (
  id uuid primary key,
  scheme_id uuid not null references honours.scheme (id),
  scheme_key text not null,
  owner text,
  kind text not null check (kind in ('individual', 'collective')),
  title text not null check (title <> ''),
  name text not null check (name <> ''),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  year int not null check (year between 1949 and 2199),
  opens_on date not null,
  nominate_until date not null check (nominate_until >= opens_on),
  close_by date not null check (close_by > nominate_until),
  tags text[] not null default '{}',
  definition jsonb not null,
  state text not null
    check (state in ('nominating', 'qualifying', 'reviewing', 'chosen', 'notice', 'decided', 'closed', 'cancelled')),
  state_reason text not null default '',
  -- Said before anybody knows whom it favours: lots among equals are drawn from it.
  seed text not null check (seed <> ''),
  review_words text not null default '',
  reviewed_by uuid,
  decided_by uuid,
  decided_on date,
  document_number text not null default '',
  closed_on date,
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  check ((state in ('decided', 'closed')) = (decided_on is not null)),
  check ((state = 'closed') = (closed_on is not null)),
  check (state <> 'cancelled' or state_reason <> '')
);
create index round_unit on honours.round (unit_path, close_by desc, id desc);
create index round_scheme on honours.round (scheme_id);
create index round_tags on honours.round using gin (tags);

-- How many a unit may put forward: its heads, the share to three places as it was computed, the seats, and with the surplus.
create table honours.quota (
  round_id uuid not null references honours.round (id),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  place int not null,
  heads int not null check (heads >= 0),
  share text not null,
  seats int not null check (seats >= 0),
  candidates int not null check (candidates >= seats),
  primary key (round_id, unit_id)
);

create table honours.nomination (
  id uuid primary key,
  round_id uuid not null references honours.round (id),
  -- The unit that is put forward, or in which the person works.
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  person_id uuid references roster.person (id),
  -- Of whose quota it is; null where the scheme has none.
  quota_unit_id uuid,
  parts jsonb not null default '{}',
  new_merits text not null default '',
  has_agreed boolean not null,
  vetoes jsonb not null default '{}',
  state text not null check (state in ('draft', 'submitted', 'passed', 'refused', 'qualified', 'unqualified', 'chosen',
    'not_chosen', 'struck', 'won')),
  state_reason text not null default '',
  place int,
  result text not null default '',
  steps jsonb not null default '[]',
  nominated_by uuid,
  passed_by uuid,
  qualified_by uuid,
  version int not null default 1,
  created_at timestamptz not null,
  foreign key (round_id, quota_unit_id) references honours.quota (round_id, unit_id),
  check (state not in ('refused', 'unqualified', 'struck') or state_reason <> '')
);
create index nomination_round on honours.nomination (round_id, id);
create index nomination_person on honours.nomination (person_id) where person_id is not null;
-- Nobody is put forward twice in a round: of people it is asked under the hold of the round, since two records may become one.
create unique index nomination_unit on honours.nomination (round_id, unit_id) where person_id is null;

create table honours.nomination_file (
  nomination_id uuid not null references honours.nomination (id),
  file_id uuid not null references kernel.file (id),
  primary key (nomination_id, file_id)
);

-- Who reviews, in the order of the list, and the sheet that each gives: yes or no, or a score, by the id of the nomination.
create table honours.seat (
  round_id uuid not null references honours.round (id),
  place int not null check (place between 1 and 200),
  person_id uuid not null references roster.person (id),
  marks jsonb,
  given_at timestamptz,
  primary key (round_id, place),
  check ((marks is null) = (given_at is null))
);
create index seat_person on honours.seat (person_id);

-- What was conferred. The same thing once a year to the same person or unit, and so its prize once.
create table honours.honour (
  id uuid primary key,
  round_id uuid not null references honours.round (id),
  nomination_id uuid not null unique references honours.nomination (id),
  scheme_key text not null,
  title text not null,
  year int not null,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  person_id uuid references roster.person (id),
  number text not null check (number <> ''),
  decided_on date not null,
  prize_fen bigint not null check (prize_fen >= 0),
  paid_on date,
  paid_by uuid,
  -- What the payment is in the books of the line that paid: `finance.voucher:<id>`.
  payment text,
  check ((paid_on is null) = (payment is null)),
  check (paid_on is null or prize_fen > 0)
);
create unique index honour_person_once on honours.honour (scheme_key, year, person_id) where person_id is not null;
create unique index honour_unit_once on honours.honour (scheme_key, year, unit_id) where person_id is null;
create index honour_round on honours.honour (round_id, number);
create index honour_person on honours.honour (person_id) where person_id is not null;
create index honour_unit on honours.honour (unit_id) where person_id is null;
