-- Organisations, their members, mandates and consents.
create table organisation (
  id uuid primary key,
  kind text not null check (kind in ('EMPLOYER', 'AGENCY', 'SERVICE_PROVIDER')),
  name text not null check (char_length(name) between 1 and 160),
  siret text check (siret ~ '^\d{14}$'),
  naf text check (char_length(naf) <= 6),
  place_code text,
  place_name text,
  departement text,
  lat double precision,
  lon double precision,
  size text check (size in ('1-9', '10-49', '50-249', '250-4999', '5000+')),
  description text not null default '' check (char_length(description) <= 4000),
  website text check (char_length(website) <= 300),
  verification text not null default 'PENDING' check (verification in ('PENDING', 'VERIFIED', 'REJECTED')),
  verified_at timestamptz,
  verified_by uuid references account (id),
  verification_reason text,
  searchable boolean not null default true,
  max_contacts_per_month int check (max_contacts_per_month between 1 and 1000),
  covered_departements text[] not null default '{}',
  accreditation text not null default 'NOT_REQUIRED' check (accreditation in ('NOT_REQUIRED', 'PENDING', 'VALIDATED', 'REFUSED')),
  parent_id uuid references organisation (id),
  source text,
  external_ref text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  check ((source is null) = (external_ref is null)),
  check (verification = 'PENDING' or verified_at is not null)
);
create unique index organisation_external on organisation (source, external_ref) where external_ref is not null;
create unique index organisation_siret on organisation (kind, siret) where siret is not null and verification = 'VERIFIED';

alter table session add foreign key (organisation_id) references organisation (id);
alter table access_token add foreign key (organisation_id) references organisation (id);

create table membership (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  account_id uuid not null references account (id) on delete cascade,
  role text not null check (role in ('ADMIN', 'MEMBER', 'VIEWER', 'ADVISER', 'VALIDATOR')),
  active boolean not null default true,
  joined_at timestamptz not null default now(),
  deactivated_at timestamptz,
  deactivated_by uuid references account (id),
  version int not null default 1,
  check (active = (deactivated_at is null))
);
create unique index membership_active on membership (organisation_id, account_id) where active;
create index membership_account on membership (account_id) where active;

-- An organisation keeps an active administrator. Checked at commit, so that two can be swapped in any order, and one
-- organisation at a time, so that two administrators cannot remove each other at once.
create function membership_keeps_admin() returns trigger language plpgsql as $$
begin
  perform 1 from organisation where id = old.organisation_id for no key update;
  if found and not exists (
    select 1 from membership where organisation_id = old.organisation_id and active and role = 'ADMIN') then
    raise exception 'organisation % would have no administrator', old.organisation_id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger membership_role_or_end after update on membership deferrable initially deferred
  for each row when (old.active and old.role = 'ADMIN' and not (new.active and new.role = 'ADMIN'))
  execute function membership_keeps_admin();
create constraint trigger membership_gone after delete on membership deferrable initially deferred
  for each row when (old.active and old.role = 'ADMIN') execute function membership_keeps_admin();

create table org_invitation (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  email text not null check (email = lower(email)),
  role text not null check (role in ('ADMIN', 'MEMBER', 'VIEWER', 'ADVISER', 'VALIDATOR')),
  nonce text not null,
  token_hash text not null unique,
  invited_by uuid not null references account (id),
  sent_at timestamptz not null default now(),
  valid_until timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references account (id),
  revoked_at timestamptz
);
create unique index org_invitation_open on org_invitation (organisation_id, email) where accepted_at is null and revoked_at is null;

create table consent (
  id uuid primary key,
  account_id uuid references account (id),
  profile_id uuid,
  purpose text not null check (purpose in (
    'PUBLIC_PROFILE', 'POOL', 'MANDATE', 'STANDING_PROPOSE', 'ALERT_MAIL', 'STATS_ATTRIBUTES', 'AUTOMATED_SCORING_INFO')),
  organisation_id uuid references organisation (id),
  version text not null,
  given_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  evidence jsonb not null default '{}'
);
create index consent_account on consent (account_id, purpose);

create table mandate (
  id uuid primary key,
  profile_id uuid not null,
  agency_id uuid not null references organisation (id),
  lead_adviser_id uuid not null references account (id),
  proposed_by uuid not null references account (id),
  scopes text[] not null check (
    scopes <@ array['VIEW_FULL', 'EDIT_PROFILE', 'PROPOSE', 'APPLY_ON_BEHALF', 'REFER_TO_SERVICE'] and array_length(scopes, 1) >= 1),
  state text not null default 'PROPOSED' check (state in ('PROPOSED', 'ACTIVE', 'DECLINED', 'EXPIRED', 'ENDED')),
  message text not null default '' check (char_length(message) <= 1000),
  consent_id uuid references consent (id),
  proposed_at timestamptz not null default now(),
  expires_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references account (id),
  end_reason text,
  version int not null default 1,
  check (state <> 'ACTIVE' or (started_at is not null and consent_id is not null)),
  check (state <> 'ENDED' or ended_at is not null)
);
create unique index mandate_one_active on mandate (agency_id, profile_id) where state = 'ACTIVE';
create unique index mandate_one_proposed on mandate (agency_id, profile_id) where state = 'PROPOSED';
create index mandate_profile on mandate (profile_id, state);
