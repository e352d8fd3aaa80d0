-- What was measured, attempt by attempt. Only ever added: a correction is a further version with its reason, and the highest
-- version of an attempt is the one that stands; one that never was is `void`.
create table contest.attempt (
  contest_id uuid not null,
  entrant_id uuid not null,
  round int not null check (round between 1 and 10),
  attempt int not null check (attempt between 1 and 20),
  version int not null check (version > 0),
  state text not null check (state in ('valid', 'foul', 'not_started', 'not_finished', 'void')),
  -- Exact decimals as they were written, in the unit of the rules.
  value text,
  second text,
  legs text[] not null default '{}',
  penalties jsonb not null default '[]',
  reason text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (contest_id, entrant_id, round, attempt, version),
  check (version = 1 or reason <> '')
);
-- No foreign key: who deletes an entrant would lock rows here, which nobody may. Entrants go only before a contest starts, and
-- attempts come only after.
create trigger attempt_stays before update or delete or truncate on contest.attempt
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on contest.attempt from current_user;

-- Who starts in which heat and on which lane of a round.
create table contest.heat_place (
  contest_id uuid not null,
  round int not null check (round between 1 and 10),
  heat int not null check (heat between 1 and 500),
  lane int not null check (lane between 1 and 100),
  entrant_id uuid not null,
  primary key (contest_id, round, heat, lane),
  unique (contest_id, round, entrant_id),
  foreign key (contest_id, entrant_id) references contest.entrant (contest_id, id)
);
