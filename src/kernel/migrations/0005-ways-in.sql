-- The second factor: a secret that the person's phone shares, sealed at rest. The last time step that was used can't be
-- used again. Until it is confirmed by a first code it protects nothing.
create table kernel.second_factor (
  user_id uuid primary key references kernel.login_user (id) on delete cascade,
  sealed_secret text not null,
  last_step bigint not null default 0,
  begun_at timestamptz not null,
  confirmed_at timestamptz
);

-- What opens the account when the phone is lost: ten codes, each once, kept as keyed hashes.
create table kernel.recovery_code (
  user_id uuid not null references kernel.second_factor (user_id) on delete cascade,
  hash text not null,
  used_at timestamptz,
  primary key (user_id, hash)
);

-- A subject of a foreign provider belongs to one account, and an account to one subject of each provider.
create unique index login_credential_subject on kernel.login_credential (provider_id, account_id)
  where provider_id <> 'credential';
create unique index login_credential_of_provider on kernel.login_credential (user_id, provider_id)
  where provider_id <> 'credential';

-- More happens at the door than a password: what, is checked by the program, which names each in both languages.
alter table kernel.sign_in_event drop constraint sign_in_event_outcome_check;
alter table kernel.sign_in_event add constraint sign_in_event_outcome_check check (outcome ~ '^[a-z]+(?:_[a-z]+)*$');
create index sign_in_event_order on kernel.sign_in_event (at desc, id desc);
create index sign_in_event_address on kernel.sign_in_event (address, at desc);
create index audit_entry_time on kernel.audit_entry (at desc, id desc);
create index audit_entry_action on kernel.audit_entry (action, at desc, id desc);
