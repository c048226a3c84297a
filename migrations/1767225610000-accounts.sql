-- People, their sessions, their tokens.
create table account (
  id uuid primary key,
  email text not null unique check (email = lower(email) and char_length(email) <= 254),
  name text not null check (char_length(name) between 1 and 120),
  phone text check (char_length(phone) <= 30),
  locale text not null default 'fr' check (locale in ('fr', 'en')),
  password_hash text not null,
  email_verified_at timestamptz,
  terms_version text not null,
  terms_accepted_at timestamptz not null,
  last_seen_at timestamptz,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'ANONYMISED')),
  platform_role text check (platform_role in ('ADMIN', 'SUPPORT', 'AUDITOR')),
  -- The second factor: AES-GCM sealed secret, the last step used (single use), hashed recovery codes.
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  recovery_hashes text[] not null default '{}',
  demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now()
);

create table session (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  family_id uuid not null,
  token_hash text not null unique,
  prev_hash text,
  rotated_at timestamptz not null default now(),
  -- False until the new token has come back from the browser: the previous one is still good.
  seen boolean not null default true,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  idle_seconds int not null,
  expires_at timestamptz not null,
  remember boolean not null default false,
  mfa_at timestamptz,
  authenticated_at timestamptz not null default now(),
  organisation_id uuid,
  ip_trunc text,
  user_agent text check (char_length(user_agent) <= 300),
  revoked_at timestamptz,
  revoked_reason text
);
create index session_account on session (account_id, created_at desc);
create index session_prev on session (prev_hash) where prev_hash is not null;

create table access_token (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  organisation_id uuid,
  name text not null check (char_length(name) between 1 and 80),
  prefix text not null,
  token_hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index access_token_account on access_token (account_id);

-- Links sent by mail: the token is rebuilt from id and nonce with the server’s key, only its hash is kept.
create table account_link (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  kind text not null check (kind in ('VERIFY_EMAIL', 'RESET_PASSWORD')),
  nonce text not null,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_link_account on account_link (account_id, kind);

create table security_event (
  id uuid primary key,
  account_id uuid references account (id) on delete cascade,
  type text not null,
  at timestamptz not null default now(),
  ip_trunc text,
  detail jsonb not null default '{}'
);
create index security_event_account on security_event (account_id, at desc);
