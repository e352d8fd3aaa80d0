-- What is laid open so that anybody may object before it is decided: for so many working days, with names that are masked
-- before they are written here. What it is about is text that the kernel doesn't read: `honours.round:<id>`. Withdrawn and
-- announced anew it gets the next number; one at a time stands open.
create table kernel.public_notice (
  id uuid primary key,
  subject text not null check (subject ~ '^[a-z_]+\.[a-z_]+:.+$'),
  number int not null check (number > 0),
  title text not null check (title <> ''),
  body text not null,
  begins_on date not null,
  ends_on date not null check (ends_on > begins_on),
  working_days int not null check (working_days > 0),
  takes_anonymous boolean not null,
  state text not null check (state in ('open', 'ended', 'withdrawn')),
  state_reason text not null default '',
  opened_at timestamptz not null,
  opened_by uuid,
  closed_at timestamptz,
  closed_by uuid,
  unique (subject, number),
  check ((state = 'open') = (closed_at is null)),
  check (state <> 'withdrawn' or state_reason <> '')
);
create unique index public_notice_open on kernel.public_notice (subject) where state = 'open';

create table kernel.public_notice_row (
  notice_id uuid not null references kernel.public_notice (id),
  place int not null check (place > 0),
  -- The row of the module that announces, as text.
  key text not null check (key <> ''),
  name text not null check (name <> ''),
  detail text not null,
  primary key (notice_id, place),
  unique (notice_id, key)
);

-- Whoever objects without a name leaves none: neither here nor in the audit.
create table kernel.public_objection (
  id uuid primary key,
  notice_id uuid not null references kernel.public_notice (id),
  row_key text,
  words text not null check (words <> ''),
  is_anonymous boolean not null,
  account_id uuid references kernel.login_user (id),
  raised_on date not null,
  state text not null check (state in ('open', 'upheld', 'dismissed')),
  findings text not null default '',
  answered_at timestamptz,
  answered_by uuid,
  foreign key (notice_id, row_key) references kernel.public_notice_row (notice_id, key),
  check (is_anonymous = (account_id is null)),
  check ((state = 'open') = (answered_at is null)),
  check (state = 'open' or findings <> '')
);
create index public_objection_notice on kernel.public_objection (notice_id, id);
create index public_objection_account on kernel.public_objection (account_id) where account_id is not null;
