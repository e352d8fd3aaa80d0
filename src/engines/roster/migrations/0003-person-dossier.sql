-- The rest of what is known of a person. Identity number and bank card are sealed (form, key id, nonce, tag, text); equal identity
-- numbers are found by a blind index of 24 bits, whose candidates are opened and compared.
alter table roster.person
  add column former_names text[] not null default '{}',
  add column nation text check (nation ~ '^[a-z]+$'),
  add column education text check (education in ('primary', 'junior_middle', 'senior_middle', 'secondary_vocational',
    'junior_college', 'bachelor', 'master', 'doctor')),
  add column employer text,
  add column is_migrant boolean not null default false,
  add column identity_number bytea,
  add column identity_index integer,
  add column bank_card bytea,
  add column photo_file_id uuid references kernel.file (id),
  add constraint person_identity_has_index check ((identity_number is null) = (identity_index is null));
create index person_identity on roster.person (identity_index) where identity_index is not null;

-- A phone is found by its last digits: read backwards they are a beginning.
create index person_phone_tail on roster.person ((reverse(regexp_replace(phone, '\D', '', 'g'))) collate "C") where phone is not null;

-- Who opened whose file, and what of it. Kept three years, then swept; never changed.
create table roster.file_read (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  account_id uuid not null,
  reader_name text not null,
  what text not null check (what in ('file', 'secrets', 'photo')),
  at timestamptz not null,
  request_id text not null
);
create index file_read_person on roster.file_read (person_id, at desc, id desc);
create index file_read_at on roster.file_read (at);
create trigger file_read_unchanged before update on roster.file_read
  for each statement execute function kernel.refuse_change();
