-- Codes that open an account once: the first sign-in of a person, or a password set anew. The code itself is on a slip
-- of paper and nowhere else; here lies its salted hash. A person has one open code at most: a new one replaces the old.
create table roster.one_time_code (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  purpose text not null check (purpose in ('invite', 'reset')),
  hash text not null,
  made_at timestamptz not null,
  made_by uuid,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz,
  revoked_at timestamptz,
  constraint one_time_code_ends_once check (used_at is null or revoked_at is null)
);
create unique index one_time_code_open on roster.one_time_code (person_id) where used_at is null and revoked_at is null;
create index one_time_code_person on roster.one_time_code (person_id, made_at desc);
