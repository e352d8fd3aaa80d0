-- What a unit has one of: two officers who found a committee at the same moment would otherwise found two.
create table membership.sole_body (
  unit_id uuid not null references roster.unit (id),
  kind text not null,
  body_id uuid not null unique references roster.body (id),
  primary key (unit_id, kind)
);

-- What a candidate declared and what elected him; the seats themselves are the roster's.
create table membership.candidacy (
  seat_id uuid primary key references roster.body_seat (id),
  is_no_relative boolean not null,
  basis text not null
);

-- What became of a body, step by step; only ever added.
create table membership.body_step (
  id uuid primary key,
  body_id uuid not null references roster.body (id),
  step text not null check (
    step in ('founded', 'renamed', 'term_begun', 'seat_taken', 'seat_left', 'term_prolonged', 'term_ended', 'dissolved')
  ),
  on_day date not null,
  note text not null default '',
  -- Of which term and which seat, where it is about one.
  term_number int,
  seat_id uuid references roster.body_seat (id),
  paper_id uuid references kernel.file (id),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null
);
create index body_step_of on membership.body_step (body_id, recorded_at, id);
