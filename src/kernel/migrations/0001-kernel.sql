-- Audit: rows are only ever added. The transaction number lets the sealer chain them in an order that
-- can't skip a transaction that is still open.
create table kernel.audit_entry (
  id uuid primary key,
  at timestamptz not null,
  recorded_at timestamptz not null,
  request_id text not null,
  account_id uuid,
  actor text not null,
  action text not null,
  subject text,
  details jsonb not null default '{}',
  transaction_number xid8 not null default pg_current_xact_id()
);
create index audit_entry_order on kernel.audit_entry (transaction_number, id);
create index audit_entry_subject on kernel.audit_entry (subject, at) where subject is not null;
create index audit_entry_account on kernel.audit_entry (account_id, at);

create table kernel.audit_seal (
  position bigint primary key,
  entry_id uuid not null unique,
  hash text not null
);

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_schema || '.' || tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_append_only before update or delete or truncate on kernel.audit_entry
  for each statement execute function kernel.refuse_change();
create trigger audit_seal_append_only before update or delete or truncate on kernel.audit_seal
  for each statement execute function kernel.refuse_change();
revoke update, delete, truncate on kernel.audit_entry, kernel.audit_seal from current_user;

-- Sign-in: the tables of the sign-in library, frozen here, with what is ours beside them.
create table kernel.login_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  username text not null unique,
  display_username text,
  must_change_password boolean not null default false,
  is_closed boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table kernel.login_session (
  id uuid primary key,
  user_id uuid not null references kernel.login_user (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index login_session_user on kernel.login_session (user_id);

create table kernel.login_credential (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references kernel.login_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index login_credential_user on kernel.login_credential (user_id);

create table kernel.login_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table kernel.sign_in_event (
  id uuid primary key,
  at timestamptz not null,
  user_id uuid references kernel.login_user (id) on delete cascade,
  username text not null,
  outcome text not null check (outcome in ('signed_in', 'wrong_password', 'locked', 'signed_out', 'password_changed', 'revoked')),
  address text,
  user_agent text
);
create index sign_in_event_user on kernel.sign_in_event (user_id, at desc);
create index sign_in_event_username on kernel.sign_in_event (username, at desc);

-- Dated, sourced parameters: a change is a new row, so that every computation can name the version it used.
create table kernel.parameter (
  id uuid primary key,
  key text not null,
  value jsonb not null,
  unit text,
  valid_from date not null,
  level text not null check (level in ('national', 'province', 'city', 'local', 'enterprise', 'product')),
  source text not null,
  confidence text not null,
  verified_on date,
  note text not null default '',
  recorded_at timestamptz not null default now(),
  recorded_by uuid
);
create index parameter_key on kernel.parameter (key, valid_from desc, recorded_at desc, id desc);
create trigger parameter_append_only before update or delete or truncate on kernel.parameter
  for each statement execute function kernel.refuse_change();
-- No revoke here: a foreign key to this table locks its row, and PostgreSQL asks the update right for that.
revoke delete, truncate on kernel.parameter from current_user;

-- Files are named by their content; the bytes lie in the data folder.
create table kernel.file (
  id uuid primary key,
  sha256 text not null,
  bytes bigint not null,
  media_type text not null,
  name text not null,
  created_at timestamptz not null,
  created_by uuid
);
create index file_content on kernel.file (sha256);

-- An act that was sent twice under one key answers what it answered the first time.
create table kernel.idempotency (
  key text not null,
  account_id uuid not null,
  endpoint text not null,
  request_hash text not null,
  response jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);
create index idempotency_age on kernel.idempotency (created_at);

-- What this database is: the demo world and real life never share one.
create table kernel.installation (
  is_only_row boolean primary key default true check (is_only_row),
  id uuid not null,
  ever_held_demo boolean not null,
  created_at timestamptz not null default now()
);
