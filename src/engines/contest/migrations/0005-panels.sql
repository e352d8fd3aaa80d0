-- Who judges a contest, by seat. Somebody of the roster marks on the own phone; a guest or a machine has no person, and the desk
-- enters what it gives. The unit is that of the day on which the seat was taken, so that nobody's transfer changes a result.
create table contest.panel_judge (
  contest_id uuid not null references contest.contest (id),
  seat int not null check (seat between 1 and 60),
  person_id uuid references roster.person (id),
  unit_path text collate "C" references roster.unit (path) on update cascade,
  name text not null default '',
  is_machine boolean not null default false,
  is_chair boolean not null default false,
  primary key (contest_id, seat),
  check ((person_id is null) = (unit_path is null)),
  check (person_id is not null or name <> ''),
  check (person_id is not null or not is_chair)
);
create unique index panel_judge_chair on contest.panel_judge (contest_id) where is_chair;
create index panel_judge_person on contest.panel_judge (person_id) where person_id is not null;

-- Whom a judge doesn't mark, beside those of the own unit, who follow from the tree.
create table contest.panel_conflict (
  contest_id uuid not null,
  seat int not null,
  entrant_id uuid not null,
  ground text not null check (ground in ('kin', 'other')),
  reason text not null check (reason <> ''),
  declared_at timestamptz not null,
  declared_by uuid,
  primary key (contest_id, seat, entrant_id),
  foreign key (contest_id, seat) references contest.panel_judge (contest_id, seat) on delete cascade,
  foreign key (contest_id, entrant_id) references contest.entrant (contest_id, id) on delete cascade
);

-- What a judge gave, version by version: the highest one stands, and counts once it is signed. Seat 0 is the desk. No foreign
-- keys, for the reason that contest.attempt has none.
create table contest.panel_ballot (
  contest_id uuid not null,
  entrant_id uuid not null,
  round int not null check (round between 1 and 10),
  part text not null,
  seat int not null check (seat between 0 and 60),
  version int not null check (version > 0),
  -- Exact decimals as they were given.
  mark text,
  criteria jsonb not null default '{}',
  is_signed boolean not null,
  given_at timestamptz not null,
  given_by uuid,
  primary key (contest_id, entrant_id, round, part, seat, version)
);
create trigger panel_ballot_stays before update or delete or truncate on contest.panel_ballot
  for each statement execute function kernel.refuse_change();

create table contest.panel_time (
  contest_id uuid not null,
  entrant_id uuid not null,
  round int not null check (round between 1 and 10),
  part text not null,
  version int not null check (version > 0),
  seconds text not null,
  reason text not null default '',
  taken_at timestamptz not null,
  taken_by uuid,
  primary key (contest_id, entrant_id, round, part, version),
  check (version = 1 or reason <> '')
);
create trigger panel_time_stays before update or delete or truncate on contest.panel_time
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on contest.panel_ballot, contest.panel_time from current_user;

-- How far a round is: whether the audience votes, whether the chair of the panel has signed it off.
create table contest.panel_round (
  contest_id uuid not null references contest.contest (id),
  round int not null check (round between 1 and 10),
  is_voting boolean not null default false,
  signed_at timestamptz,
  signed_by uuid,
  primary key (contest_id, round)
);

-- Whose scores of a round the public sees.
create table contest.panel_reveal (
  contest_id uuid not null,
  round int not null,
  entrant_id uuid not null,
  revealed_at timestamptz not null,
  revealed_by uuid,
  primary key (contest_id, round, entrant_id),
  foreign key (contest_id, round) references contest.panel_round (contest_id, round),
  foreign key (contest_id, entrant_id) references contest.entrant (contest_id, id)
);

-- The audience's votes are counted, and who has voted is known, but not for whom.
create table contest.panel_vote (
  contest_id uuid not null,
  round int not null,
  entrant_id uuid not null,
  count int not null check (count > 0),
  primary key (contest_id, round, entrant_id),
  foreign key (contest_id, entrant_id) references contest.entrant (contest_id, id)
);
create table contest.panel_voter (
  contest_id uuid not null references contest.contest (id),
  round int not null,
  account_id uuid not null,
  primary key (contest_id, round, account_id)
);
