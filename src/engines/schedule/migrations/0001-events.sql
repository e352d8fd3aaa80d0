-- Series count their editions (第六届炊工比武): what lies before the first event of ours is recorded or stays a gap.
create table schedule.series (
  id uuid primary key,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  unique (unit_id, name)
);

create index series_unit on schedule.series (unit_path, id);

create table schedule.past_edition (
  series_id uuid not null references schedule.series (id),
  number int not null check (number between 1 and 200),
  year int check (year between 1900 and 2200),
  champion text not null default '',
  summary text not null default '',
  source text not null check (source <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (series_id, number)
);

-- An event has its window and the source's own words first, the exact time and place later. The unit's path is
-- kept beside the unit, so that lists of a subtree are one range of one index; it follows when the unit is moved.
create table schedule.event (
  id uuid primary key,
  title text not null check (title <> ''),
  definition_key text,
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  organiser_kind text not null check (organiser_kind in ('own', 'outside')),
  organiser_name text,
  series_id uuid references schedule.series (id),
  edition int check (edition between 1 and 200),
  window_from date not null,
  window_to date not null,
  window_words text not null default '',
  starts_at timestamptz,
  ends_at timestamptz,
  place text not null default '',
  held_on date,
  -- The exact days where they are known, else the window: what lists filter and order by.
  first_day date not null,
  last_day date not null,
  audience_unit_id uuid not null references roster.unit (id),
  audience_path text collate "C" not null references roster.unit (path) on update cascade,
  audience_words text[] not null default '{}',
  places int check (places between 1 and 100000),
  sign_up_opens_at timestamptz,
  sign_up_closes_at timestamptz,
  last_position int not null default 0,
  state text not null check (state in ('planned', 'scheduled', 'held', 'cancelled')),
  state_reason text not null default '',
  summary text not null default '',
  head_count int check (head_count between 0 and 1000000),
  code_secret bytea not null,
  version int not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  closed_at timestamptz,
  check ((organiser_kind = 'outside') = (organiser_name is not null)),
  check ((series_id is null) = (edition is null)),
  check (window_from <= window_to),
  check (first_day <= last_day),
  check (ends_at is null or (starts_at is not null and starts_at <= ends_at)),
  check ((state = 'held') = (held_on is not null)),
  check (state <> 'scheduled' or starts_at is not null),
  check (sign_up_closes_at is null or sign_up_opens_at < sign_up_closes_at)
);
create index event_unit_days on schedule.event (unit_path, first_day, id);
create index event_days on schedule.event (first_day, id);
create index event_audience on schedule.event (audience_path, first_day, id);
create unique index event_edition on schedule.event (series_id, edition) where state <> 'cancelled' and series_id is not null;

-- A tag such as commitment:<uuid> or theme:<words> says what an event serves; the engine doesn't know what it means.
create table schedule.event_tag (
  event_id uuid not null references schedule.event (id),
  tag text not null check (tag <> ''),
  primary key (event_id, tag)
);
create index event_tag_tag on schedule.event_tag (tag, event_id);
