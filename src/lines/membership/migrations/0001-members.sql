-- What the union group gives its opinion on and the committee decides: to join, to come from another union, to leave,
-- to be treated as having left, to be expelled. The states of members themselves are the roster's enrolments.
create table membership.application (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  unit_id uuid not null references roster.unit (id),
  -- Kept beside the unit, so that the list of a subtree is one range of one index; it follows when the unit is moved.
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  kind text not null check (kind in ('join', 'transfer_in', 'withdrawal', 'lapse', 'expulsion')),
  state text not null check (state in ('submitted', 'agreed', 'returned', 'approved', 'refused', 'taken_back')),
  way text not null check (way in ('phone', 'paper')),
  -- What was filled in, by kind.
  form jsonb not null,
  -- The declaration as it was signed, and which version of it that was; none where a paper holds it.
  declaration text,
  declaration_id uuid,
  paper_id uuid references kernel.file (id),
  -- Nobody for what was under way before this program.
  entered_by uuid,
  entered_by_name text not null,
  submitted_on date not null,
  -- The last day of the present step; null once all steps are taken.
  due_on date,
  decided_by_name text,
  decided_on date,
  version int not null default 1,
  created_at timestamptz not null,
  constraint application_due_while_open check ((due_on is null) = (state in ('approved', 'refused', 'taken_back'))),
  constraint application_decided_whole check ((decided_on is null) = (state not in ('approved', 'refused')))
);
-- One matter of a person at a time: two would be decided against each other.
create unique index application_open on membership.application (person_id) where state in ('submitted', 'agreed', 'returned');
create index application_unit on membership.application (unit_path, submitted_on desc, id desc);
create index application_person on membership.application (person_id, submitted_on);
create index application_due on membership.application (due_on) where due_on is not null;

-- What became of it, step by step; only ever added.
create table membership.application_step (
  id uuid primary key,
  application_id uuid not null references membership.application (id),
  step text not null check (step in ('submitted', 'agreed', 'returned', 'corrected', 'approved', 'refused', 'taken_back')),
  on_day date not null,
  note text not null default '',
  -- What the step asks for beside a note, such as whether the card was given back.
  details jsonb not null default '{}',
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null
);
create index application_step_of on membership.application_step (application_id, recorded_at, id);

-- Numbers without gaps: the row is locked until the act that took one is committed, and goes back with it.
create table membership.counter (
  unit_id uuid not null references roster.unit (id),
  what text not null check (what in ('card', 'transfer')),
  year int not null check (year between 1900 and 2200),
  last int not null check (last >= 0),
  primary key (unit_id, what, year)
);

-- One card a person, for good: who comes back gets the old number and a new code.
create table membership.card (
  person_id uuid primary key references roster.person (id),
  works_id uuid not null references roster.unit (id),
  year int not null,
  serial int not null check (serial > 0),
  number text not null,
  issued_on date not null,
  -- Member of another union before, by the transfer form.
  member_since date,
  pays_by_payroll boolean not null default false,
  -- Signs the code of this card; another secret makes every older code worthless.
  secret bytea not null check (length(secret) = 32),
  renewed_at timestamptz,
  unique (works_id, year, serial)
);
create index card_number on membership.card (number text_pattern_ops);

create table membership.portrait (
  person_id uuid primary key references roster.person (id),
  file_id uuid not null references kernel.file (id),
  changed_at timestamptz not null
);

-- Moves that need no decision of the committee, with what the form asks for; the state itself is the roster's.
create table membership.move (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  to_state text not null check (to_state in ('active', 'transferred_out', 'retained', 'deceased')),
  on_day date not null,
  reason text not null,
  note text not null default '',
  document text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  voided_at timestamptz
);
create index move_person on membership.move (person_id, on_day);

-- 工会会员组织关系接转: open until the other union's receipt is here.
create table membership.transfer (
  id uuid primary key references membership.move (id),
  person_id uuid not null references roster.person (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  destination text not null check (destination <> ''),
  form_number text not null,
  sent_on date not null,
  -- When to ask after the receipt.
  ask_on date not null,
  receipt_on date,
  receipt_note text not null default '',
  voided_at timestamptz
);
create index transfer_open on membership.transfer (unit_path, sent_on) where receipt_on is null and voided_at is null;
