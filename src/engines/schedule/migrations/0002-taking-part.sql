-- Sign-up: the position is given under the lock of the event's row, so the order is the database's alone.
create table schedule.sign_up (
  id uuid primary key,
  event_id uuid not null references schedule.event (id),
  person_id uuid not null references roster.person (id),
  position int not null,
  state text not null check (state in ('placed', 'waiting', 'withdrawn')),
  signed_up_at timestamptz not null,
  signed_up_by uuid,
  withdrawn_at timestamptz,
  unique (event_id, position),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create unique index sign_up_once on schedule.sign_up (event_id, person_id) where state <> 'withdrawn';
create index sign_up_person on schedule.sign_up (person_id, event_id) where state <> 'withdrawn';

-- A person counts once for an event, whatever the ways in which the attendance came in.
create table schedule.attendance (
  event_id uuid not null references schedule.event (id),
  person_id uuid not null references roster.person (id),
  way text not null check (way in ('list', 'code')),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (event_id, person_id)
);
create index attendance_person on schedule.attendance (person_id, event_id);

-- A photo may come before its event (a small event is reported in one step with its photos): it then has no event yet.
create table schedule.photo (
  id uuid primary key,
  event_id uuid references schedule.event (id),
  file_id uuid not null references kernel.file (id),
  account_id uuid,
  added_at timestamptz not null,
  removed_at timestamptz,
  removed_reason text,
  check ((removed_at is null) = (removed_reason is null))
);
create index photo_event on schedule.photo (event_id, id) where removed_at is null;
create index photo_draft on schedule.photo (account_id, id) where event_id is null;
