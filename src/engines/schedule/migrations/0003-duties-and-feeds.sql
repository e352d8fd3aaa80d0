-- A recurring duty is its rule; its occurrences are computed, only what was done is stored.
create table schedule.duty (
  id uuid primary key,
  title text not null check (title <> ''),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  recurrence text not null check (recurrence in ('weekly', 'monthly', 'quarterly', 'quarter_end', 'half_yearly', 'yearly')),
  starts_on date not null,
  ends_on date,
  words text not null default '',
  tags text[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  check (ends_on is null or starts_on <= ends_on)
);
create index duty_unit on schedule.duty (unit_path, id);
create index duty_tags on schedule.duty using gin (tags);

create table schedule.duty_mark (
  duty_id uuid not null references schedule.duty (id),
  -- The first day of the occurrence.
  occurrence date not null,
  done_on date not null,
  note text not null,
  marked_at timestamptz not null,
  marked_by uuid,
  primary key (duty_id, occurrence)
);

create table schedule.duty_evidence (
  id uuid primary key,
  duty_id uuid not null references schedule.duty (id),
  occurrence date not null,
  file_id uuid not null references kernel.file (id),
  added_at timestamptz not null,
  added_by uuid
);
create index duty_evidence_occurrence on schedule.duty_evidence (duty_id, occurrence, id);

-- Only the hash of a feed's token is stored; the address is shown once.
create table schedule.feed (
  id uuid primary key,
  kind text not null check (kind in ('tag', 'unit', 'person')),
  name text not null,
  tag text,
  unit_id uuid references roster.unit (id),
  unit_path text collate "C" references roster.unit (path) on update cascade,
  person_id uuid references roster.person (id),
  token_hash text not null unique,
  created_at timestamptz not null,
  created_by uuid,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check ((kind = 'tag') = (tag is not null)),
  check ((kind = 'person') = (person_id is not null)),
  check ((kind = 'person') = (unit_id is null) and (unit_id is null) = (unit_path is null))
);
create index feed_unit on schedule.feed (unit_path, id);
create index feed_person on schedule.feed (person_id, id);
