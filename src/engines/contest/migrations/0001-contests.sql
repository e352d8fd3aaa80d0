-- A contest of any kind: judged, measured, played as matches, answered as a quiz, or told by indicators. What differs is in
-- its rules (data, frozen when it starts) and in the tables of its kind; who takes part, how places are made public and what
-- units earn is the same for all.
create table contest.contest (
  id uuid primary key,
  kind text not null check (kind in ('panel', 'measured', 'match', 'quiz', 'indicator')),
  entrant_kind text not null check (entrant_kind in ('unit', 'team', 'person')),
  -- What a line calls it, as text that the engine never reads: `culture.own.speech`.
  definition_key text,
  name text not null check (name <> ''),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  audience_unit_id uuid not null references roster.unit (id),
  audience_path text collate "C" not null references roster.unit (path) on update cascade,
  event_id uuid references schedule.event (id),
  begins_on date not null,
  ends_on date not null check (ends_on >= begins_on),
  tags text[] not null default '{}',
  state text not null check (state in ('draft', 'running', 'signed_off', 'closed', 'cancelled')),
  state_reason text not null default '',
  rules jsonb not null,
  rules_number int not null default 1,
  -- What units earn by the places of their entrants, as exact decimal text; empty: nothing.
  unit_points text[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid
);

create index contest_unit on contest.contest (unit_path, begins_on desc, id desc);
create index contest_audience on contest.contest (audience_path, begins_on desc, id desc);
create index contest_tags on contest.contest using gin (tags);
create index contest_event on contest.contest (event_id) where event_id is not null;

-- Rules as they were at the start, and each amendment: from which day, why, by whom. Only ever added.
create table contest.rules_version (
  contest_id uuid not null references contest.contest (id),
  number int not null check (number > 0),
  rules jsonb not null,
  from_day date not null,
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (contest_id, number),
  check (number = 1 or reason <> '')
);

create table contest."group" (
  id uuid primary key,
  contest_id uuid not null references contest.contest (id),
  place int not null check (place between 1 and 100),
  name text not null check (name <> ''),
  unique (contest_id, place),
  unique (contest_id, name),
  unique (contest_id, id)
);

-- Who takes part. A team keeps the name that it entered under; a person's name is the roster's, a unit's the tree's.
create table contest.entrant (
  id uuid primary key,
  contest_id uuid not null references contest.contest (id),
  group_id uuid,
  -- The number that was drawn or given, by which equal ones are ordered.
  number int check (number between 1 and 100000),
  name text not null default '',
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  person_id uuid references roster.person (id),
  rating int check (rating between 0 and 4000),
  seed int check (seed between 1 and 100000),
  state text not null check (state in ('entered', 'withdrawn', 'disqualified')),
  state_reason text not null default '',
  state_since timestamptz,
  version int not null default 1,
  entered_at timestamptz not null,
  entered_by uuid,
  foreign key (contest_id, group_id) references contest."group" (contest_id, id),
  unique (contest_id, number),
  unique (contest_id, id),
  check (state = 'entered' or state_reason <> '')
);

create index entrant_contest on contest.entrant (contest_id, number, id);
-- That nobody is entered twice is asked under the hold of the contest: two records of a person that become one keep both entries.
create index entrant_of_person on contest.entrant (person_id) where person_id is not null;

-- One person takes part in one team of a contest; asked under the hold of the contest, too.
create table contest.team_member (
  contest_id uuid not null,
  person_id uuid not null references roster.person (id),
  entrant_id uuid not null,
  place int not null check (place between 1 and 100),
  is_captain boolean not null default false,
  primary key (entrant_id, place),
  foreign key (contest_id, entrant_id) references contest.entrant (contest_id, id)
);

create index team_member_contest on contest.team_member (contest_id, entrant_id);

create index team_member_person on contest.team_member (person_id);

create table contest.round (
  id uuid primary key,
  contest_id uuid not null references contest.contest (id),
  number int not null check (number between 1 and 100),
  name text not null check (name <> ''),
  -- What the kind of the contest sets for this round alone.
  settings jsonb not null default '{}',
  state text not null check (state in ('planned', 'running', 'signed_off')),
  signed_off_at timestamptz,
  signed_off_by uuid,
  version int not null default 1,
  unique (contest_id, number),
  unique (contest_id, id),
  check ((state = 'signed_off') = (signed_off_at is not null))
);

-- A draw can be repeated by anybody: what was drawn from, the seed, the way, and what came out. Only ever added.
create table contest.draw (
  id uuid primary key,
  contest_id uuid not null references contest.contest (id),
  purpose text not null check (purpose <> ''),
  method text not null check (method <> ''),
  seed text not null check (seed <> ''),
  given jsonb not null,
  outcome jsonb not null,
  drawn_at timestamptz not null,
  drawn_by uuid
);

create index draw_contest on contest.draw (contest_id, drawn_at);

-- What was published: the whole file that the ranking comes from (names of people stay with the roster), its hash, the ranking,
-- and why it was published anew. Only
-- ever added; what stands is the highest number of a period. A contest that isn't told by periods has the empty one.
create table contest.published_ranking (
  id uuid primary key,
  contest_id uuid not null references contest.contest (id),
  period text not null default '',
  number int not null check (number > 0),
  file jsonb not null,
  file_hash bytea not null,
  ranking jsonb not null,
  reason text not null default '',
  published_at timestamptz not null,
  published_by uuid,
  unique (contest_id, period, number),
  check (number = 1 or reason <> '')
);

create trigger rules_version_stays before update or delete or truncate on contest.rules_version
  for each statement execute function kernel.refuse_change();
create trigger draw_stays before update or delete or truncate on contest.draw
  for each statement execute function kernel.refuse_change();
create trigger published_ranking_stays before update or delete or truncate on contest.published_ranking
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on contest.rules_version, contest.draw, contest.published_ranking from current_user;
