-- Who changed a row last and when, so that a refusal can name the person beside what the row reads now.
alter table plan.plan
  add column changed_at timestamptz,
  add column changed_by uuid,
  add column changed_by_name text not null default '';
alter table plan.commitment
  add column changed_at timestamptz,
  add column changed_by uuid,
  add column changed_by_name text not null default '';
alter table plan.task
  add column changed_at timestamptz,
  add column changed_by uuid,
  add column changed_by_name text not null default '';

-- A plan from above (a group's plan, a five-year plan) is read to be cited; it is never reviewed or confirmed here.
alter table plan.plan drop constraint plan_state_check;
alter table plan.plan add constraint plan_state_check check (state in ('in_review', 'confirmed', 'discarded', 'reference'));
alter table plan.plan add column issuer text not null default '';

-- The words of a directive's paper as they were read; null where a machine can't read them, with the reason.
alter table plan.directive
  add column content text,
  add column notes jsonb not null default '[]',
  add column unread_reason text,
  add column revision integer not null default 1,
  add column changed_at timestamptz,
  add column changed_by uuid,
  add column changed_by_name text not null default '';

-- A sentence from above that a commitment answers: of a directive or of the plan above. An empty quote stands for the
-- whole directive; places are null for words that a person copied from a paper that a machine can't read.
create table plan.cited_sentence (
  id uuid primary key,
  commitment_id uuid not null references plan.commitment (id),
  directive_id uuid references plan.directive (id),
  source_plan_id uuid references plan.plan (id),
  starts_at integer,
  ends_at integer,
  quote text not null,
  cited_at timestamptz not null,
  cited_by uuid,
  cited_by_name text not null default '',
  check ((directive_id is null) <> (source_plan_id is null)),
  check ((starts_at is null) = (ends_at is null)),
  check (starts_at < ends_at)
);
create unique index cited_sentence_once
  on plan.cited_sentence (commitment_id, coalesce(directive_id, source_plan_id), md5(quote));
create index cited_sentence_directive on plan.cited_sentence (directive_id);
create index cited_sentence_source on plan.cited_sentence (source_plan_id);

insert into plan.cited_sentence (id, commitment_id, directive_id, quote, cited_at, cited_by)
  select gen_random_uuid(), commitment_id, directive_id, quote, cited_at, cited_by from plan.citation;
drop table plan.citation;

-- Steps that the house takes when a rule of reading changes name the version of the rule; a step that was taken back
-- or done again keeps the moment.
alter table plan.review_step
  alter column account_id drop not null,
  add column parameter_id uuid references kernel.parameter (id),
  add column rule_from date,
  add column rule_source text,
  add column turned_at timestamptz;
