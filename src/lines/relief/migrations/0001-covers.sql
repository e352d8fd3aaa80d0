-- What a person is covered by in the staff mutual insurance association: a plan from day to day. Whether somebody is in the
-- association at all, and since when, is the roster's enrolment.
create table relief.cover (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  plan text not null check (plan ~ '^[a-z][a-z_]*$'),
  starts_on date not null,
  ends_on date not null,
  -- Left before the end, on its last day.
  ended_on date,
  -- The version of relief.coverPlans by which the end was reckoned.
  rule_version_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  constraint cover_days_in_order check (ends_on >= starts_on and (ended_on is null or ended_on >= starts_on - 1))
);
create index cover_person on relief.cover (person_id, plan, starts_on);
create index cover_end on relief.cover (ends_on) where ended_on is null;
