-- Profiles (domain.md B.2). Never a photo, birth date, gender, nationality or an address closer than the town.
create table profile (
  id uuid primary key,
  num int generated always as identity unique,
  account_id uuid unique references account (id),
  state text not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED', 'PAUSED', 'ARCHIVED')),
  visibility text not null default 'MEMBERS' check (visibility in ('PUBLIC', 'MEMBERS', 'AGENCY_ONLY', 'HIDDEN')),
  display_name text not null check (char_length(display_name) between 1 and 120),
  name_shown text not null default 'INITIAL' check (name_shown in ('FULL', 'INITIAL')),
  headline text not null default '' check (char_length(headline) <= 160),
  summary text not null default '' check (char_length(summary) <= 6000),
  experiences jsonb not null default '[]' check (jsonb_typeof(experiences) = 'array'),
  educations jsonb not null default '[]' check (jsonb_typeof(educations) = 'array'),
  certifications jsonb not null default '[]' check (jsonb_typeof(certifications) = 'array'),
  documents jsonb not null default '[]' check (jsonb_typeof(documents) = 'array'),
  languages jsonb not null default '[]' check (jsonb_typeof(languages) = 'array'),
  daily_rate_min int check (daily_rate_min between 0 and 10000),
  daily_rate_target int check (daily_rate_target between 0 and 10000),
  rate_negotiable boolean not null default true,
  rate_visible boolean not null default true,
  availability_status text check (availability_status in ('NOW', 'FROM_DATE', 'PART_TIME', 'UNAVAILABLE')),
  available_from date,
  days_per_week smallint check (days_per_week between 1 and 7),
  availability_confirmed_at timestamptz,
  -- When the person was last asked whether what they said of their availability still holds.
  availability_asked_at timestamptz,
  remote_modes text[] not null default '{}' check (remote_modes <@ array['REMOTE', 'HYBRID', 'ONSITE']),
  place_code text,
  place_name text,
  departement text,
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  mobility_km int check (mobility_km between 0 and 1000),
  zones text[] not null default '{}',
  mission_weeks_min smallint check (mission_weeks_min between 1 and 260),
  mission_weeks_max smallint check (mission_weeks_max between 1 and 260),
  sectors text[] not null default '{}',
  excluded_organisations uuid[] not null default '{}',
  excluded_sectors text[] not null default '{}',
  legal_status text check (legal_status in ('MICRO', 'EI', 'SASU_EURL', 'PORTAGE', 'COOP', 'NOT_YET')),
  siret text check (siret ~ '^\d{14}$'),
  vat_regime text check (vat_regime in ('FRANCHISE', 'REAL')),
  experience_years smallint check (experience_years between 0 and 60),
  completeness smallint not null default 0 check (completeness between 0 and 100),
  source text,
  external_ref text,
  -- Hash of what was imported: the same line again changes nothing.
  import_hash text,
  rev int not null default 1,
  version int not null default 1,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (daily_rate_min <= daily_rate_target),
  check (mission_weeks_min <= mission_weeks_max),
  check ((lat is null) = (lon is null)),
  check (availability_status <> 'FROM_DATE' or available_from is not null),
  check ((source is null) = (external_ref is null)),
  check (state <> 'PUBLISHED' or published_at is not null)
);
create unique index profile_external on profile (source, external_ref) where external_ref is not null;
create index profile_state on profile (state, visibility);
create index profile_stale_availability on profile (availability_confirmed_at)
  where state = 'PUBLISHED' and account_id is not null;

create table profile_skill (
  profile_id uuid not null references profile (id) on delete cascade,
  skill_id int not null references skill (id),
  label text not null,
  level smallint check (level between 1 and 4),
  years real check (years between 0 and 60),
  last_used_year smallint check (last_used_year between 1960 and 2100),
  source text not null default 'SELF' check (source in ('SELF', 'EXPERIENCE', 'CERTIFICATE', 'ADVISER', 'REVIEW', 'IMPORT')),
  verified_by uuid references account (id),
  verified_at timestamptz,
  position smallint not null default 0,
  primary key (profile_id, skill_id)
);
create index profile_skill_skill on profile_skill (skill_id);

create table profile_occupation (
  profile_id uuid not null references profile (id) on delete cascade,
  occupation_id int not null references occupation (id),
  is_primary boolean not null default false,
  primary key (profile_id, occupation_id)
);

alter table mandate add foreign key (profile_id) references profile (id);
alter table consent add foreign key (profile_id) references profile (id);
