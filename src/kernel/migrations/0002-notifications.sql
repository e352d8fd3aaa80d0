-- What a person is told. The words are not kept: they are said anew, in the reader's language, from the kind and its
-- parameters. One key tells an account one thing once, however often the act behind it runs.
create table kernel.notification (
  id uuid primary key,
  account_id uuid not null references kernel.login_user (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z]+\.[a-z][a-z_]*$'),
  params jsonb not null default '{}',
  desktop_path text,
  phone_path text,
  key text,
  created_at timestamptz not null,
  read_at timestamptz,
  constraint notification_told_once unique (account_id, key)
);
create index notification_account on kernel.notification (account_id, created_at desc, id desc);
create index notification_unread on kernel.notification (account_id) where read_at is null;
create index notification_read on kernel.notification (read_at) where read_at is not null;
