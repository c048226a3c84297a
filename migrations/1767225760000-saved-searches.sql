-- Searches people keep, and what each already showed: a result is new once, and told once.
create table saved_search (
  id uuid primary key,
  account_id uuid not null references account (id),
  -- The organisation it was saved for: its rights are those of a search made there.
  organisation_id uuid references organisation (id),
  scope text not null check (scope in ('MISSIONS', 'PROFILES')),
  name text not null check (length(name) between 1 and 80),
  -- The filters as they stand in an address: checked against the search contract when saved and when run.
  query jsonb not null,
  frequency text not null default 'NEVER' check (frequency in ('NEVER', 'DAILY', 'WEEKLY')),
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  -- The day (Europe/Paris) it was last looked through for news.
  ran_on date not null,
  check (scope = 'MISSIONS' or organisation_id is not null),
  check (not shared or organisation_id is not null)
);
create unique index saved_search_name on saved_search (account_id, lower(name));
create index saved_search_shared on saved_search (organisation_id) where shared;
create index saved_search_due on saved_search (ran_on) where frequency <> 'NEVER';

-- One letter a person and a day, whatever the number of searches.
create table search_digest (
  id uuid primary key,
  account_id uuid not null references account (id),
  day date not null,
  created_at timestamptz not null default now(),
  unique (account_id, day)
);

create table saved_search_hit (
  search_id uuid not null references saved_search (id) on delete cascade,
  subject_id uuid not null,
  found_at timestamptz not null default now(),
  -- When its owner last opened the search with it; null: still new.
  seen_at timestamptz,
  digest_id uuid references search_digest (id),
  primary key (search_id, subject_id)
);
create index saved_search_hit_digest on saved_search_hit (digest_id) where digest_id is not null;

alter table notification_preference drop constraint notification_preference_topic_check;
alter table notification_preference add check (topic in ('NEW_APPLICATIONS', 'REMINDERS', 'PROGRESS', 'MANDATES', 'MISSIONS', 'SEARCHES'));
