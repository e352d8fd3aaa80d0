-- What is measured, as a unit defines it for all below it: never a list in the program. `better`, bounds and the way in which
-- periods are put together are data; an indicator with a formula is computed from others and is never read itself.
create table contest.indicator (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null check (name <> ''),
  measured_in text not null,
  better text not null check (better in ('higher', 'lower', 'band')),
  band_from numeric(18, 6),
  band_to numeric(18, 6),
  -- What no reading can be below or above: a rate ends at 100 %.
  least numeric(18, 6),
  most numeric(18, 6),
  decimals int not null check (decimals between 0 and 6),
  rhythm text not null check (rhythm in ('day', 'month', 'quarter', 'spring', 'autumn', 'year')),
  aggregate text not null check (aggregate in ('sum', 'mean', 'weighted', 'last')),
  -- Of the indicator by which a mean is weighted.
  weight_key text,
  formula text not null default '',
  source text not null default '',
  tags text[] not null default '{}',
  from_day date not null,
  to_day date check (to_day >= from_day),
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  unique (unit_id, key),
  check ((better = 'band') = (band_from is not null and band_to is not null)),
  check ((aggregate = 'weighted') = (weight_key is not null)),
  check (band_from <= band_to),
  check (least <= most)
);

create index indicator_path on contest.indicator (unit_path);
create index indicator_tags on contest.indicator using gin (tags);

-- What others have reached, with the place and where that is written: without a source it is no benchmark. Own bests are no
-- part of this: they follow from the readings.
create table contest.benchmark (
  id uuid primary key,
  indicator_id uuid not null references contest.indicator (id),
  level text not null check (level in ('group', 'industry')),
  period text not null,
  kind text not null,
  to_day date not null,
  value numeric(18, 6) not null,
  place text not null check (place <> ''),
  citation text not null check (citation <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text not null default '',
  check ((withdrawn_at is null) = (withdrawn_reason = ''))
);

create index benchmark_indicator on contest.benchmark (indicator_id, level, to_day);

create table contest.plan_value (
  indicator_id uuid not null references contest.indicator (id),
  unit_id uuid not null references roster.unit (id),
  period text not null,
  value numeric(18, 6) not null,
  version int not null default 1,
  set_at timestamptz not null,
  set_by uuid,
  primary key (indicator_id, unit_id, period)
);

create index plan_value_unit on contest.plan_value (unit_id, period);

-- What was read. Only ever added: a correction is the next number of the same reading, with its reason.
create table contest.reading (
  id uuid primary key,
  indicator_id uuid not null references contest.indicator (id),
  unit_id uuid not null references roster.unit (id),
  period text not null,
  number int not null check (number > 0),
  kind text not null check (kind in ('day', 'month', 'quarter', 'spring', 'autumn', 'year')),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  value numeric(18, 6) not null,
  reason text not null default '',
  -- Where a figure of former years stands, such as a chronicle.
  source text not null default '',
  entered_at timestamptz not null,
  entered_by uuid,
  entered_by_name text not null,
  unique (indicator_id, unit_id, period, number),
  check (number = 1 or reason <> '')
);

create index reading_unit on contest.reading (unit_id, from_day);
create index reading_kind on contest.reading (indicator_id, kind, to_day);
create index reading_latest on contest.reading (to_day desc, id desc);

-- The second and the third hand under a reading: the office that keeps such figures, and the union. The first is whoever entered it.
create table contest.reading_signature (
  reading_id uuid not null references contest.reading (id),
  office text not null check (office in ('function', 'union')),
  signed_at timestamptz not null,
  signed_by uuid not null,
  signed_by_name text not null,
  primary key (reading_id, office),
  unique (reading_id, signed_by)
);

-- What readings of days and months come to in a month: written by the statement that writes a reading, so that standings need
-- not look at the readings themselves.
create table contest.month_total (
  indicator_id uuid not null references contest.indicator (id),
  unit_id uuid not null references roster.unit (id),
  kind text not null check (kind in ('day', 'month')),
  month date not null check (extract(day from month) = 1),
  total numeric(24, 6) not null,
  readings int not null,
  verified int not null,
  last_on date not null,
  last_value numeric(18, 6) not null,
  primary key (indicator_id, unit_id, kind, month)
);

create index month_total_month on contest.month_total (indicator_id, kind, month, unit_id);

-- The indicators that a unit calls decisive for its year, and why it does.
create table contest.key_indicator (
  unit_id uuid not null references roster.unit (id),
  year int not null check (year between 1949 and 2199),
  indicator_id uuid not null references contest.indicator (id),
  reason text not null check (reason <> ''),
  version int not null default 1,
  submitted_at timestamptz not null,
  submitted_by uuid,
  primary key (unit_id, year, indicator_id)
);

-- Of an indicator contest: what the judges' list gave, and what throws an entrant out for the year or a month of it.
create table contest.indicator_check (
  contest_id uuid not null references contest.contest (id),
  entrant_id uuid not null,
  period text not null,
  item text not null,
  check_key text not null,
  points numeric(8, 2) not null check (points >= 0),
  given_at timestamptz not null,
  given_by uuid,
  primary key (contest_id, entrant_id, period, item, check_key),
  foreign key (contest_id, entrant_id) references contest.entrant (contest_id, id)
);

create table contest.indicator_veto (
  id uuid primary key,
  contest_id uuid not null references contest.contest (id),
  entrant_id uuid not null,
  veto_key text not null,
  on_day date not null,
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid,
  lifted_at timestamptz,
  lifted_by uuid,
  lifted_reason text not null default '',
  foreign key (contest_id, entrant_id) references contest.entrant (contest_id, id),
  check ((lifted_at is null) = (lifted_reason = ''))
);

create index indicator_veto_contest on contest.indicator_veto (contest_id, on_day);

create trigger reading_stays before update or delete or truncate on contest.reading
  for each statement execute function kernel.refuse_change();
create trigger reading_signature_stays before update or delete or truncate on contest.reading_signature
  for each statement execute function kernel.refuse_change();
-- Signatures point at readings, and who writes one holds the reading: that takes the right that is taken away from the signatures.
revoke update, delete, truncate on contest.reading_signature from current_user;
revoke delete, truncate on contest.reading from current_user;
