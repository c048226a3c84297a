-- Letters to people. A row holds ids only: address, names and links are read when the letter leaves.

create table email (
  id uuid primary key,
  -- What makes the letter unique: event, template, recipient. The same fact never writes twice.
  dedupe_key text not null unique,
  account_id uuid references account (id),
  -- Only for people without an account (an invitation to join): otherwise the account’s address when it leaves.
  recipient text,
  template text not null,
  aggregate_id uuid not null,
  -- Ids and short codes the letter needs beside its aggregate.
  params jsonb not null default '{}',
  state text not null default 'QUEUED' check (state in ('QUEUED', 'SENT', 'FAILED', 'CANCELLED')),
  message_id text not null unique,
  attempts smallint not null default 0,
  available_at timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  check ((account_id is null) = (recipient is not null)),
  check ((sent_at is not null) = (state = 'SENT'))
);
create index email_waiting on email (available_at) where state = 'QUEUED';
create index email_account on email (account_id, created_at desc);

-- What a person sees in the application.
create table notification (
  id uuid primary key,
  dedupe_key text not null unique,
  account_id uuid not null references account (id),
  template text not null,
  -- Names are read when the list is shown.
  aggregate_id uuid not null,
  url text not null,
  created_at timestamptz not null default now(),
  read_at timestamptz
);
create index notification_list on notification (account_id, created_at desc, id desc);
create index notification_unread on notification (account_id) where read_at is null;

-- Letters a person does not want, by topic. Security and decisions about the person cannot be refused.
create table notification_preference (
  account_id uuid not null references account (id),
  topic text not null check (topic in ('NEW_APPLICATIONS', 'REMINDERS', 'PROGRESS', 'MANDATES', 'MISSIONS')),
  email boolean not null,
  updated_at timestamptz not null default now(),
  primary key (account_id, topic)
);

-- The embedded mail catcher of demo and development keeps what it received here.
create table demo_mail (
  id uuid primary key,
  message_id text,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  received_at timestamptz not null default now()
);
create index demo_mail_list on demo_mail (received_at desc, id desc);
