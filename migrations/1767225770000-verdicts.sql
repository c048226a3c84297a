-- What an organisation decided of a person found: for a mission, or in one saved search. A “no” is remembered.
create table result_verdict (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  mission_id uuid references mission (id) on delete cascade,
  search_id uuid references saved_search (id) on delete cascade,
  profile_id uuid not null references profile (id) on delete cascade,
  verdict text not null check (verdict in ('KEPT', 'REJECTED')),
  comment text not null default '' check (length(comment) <= 500),
  account_id uuid not null references account (id),
  at timestamptz not null default now(),
  check (num_nonnulls(mission_id, search_id) = 1)
);
create unique index result_verdict_mission on result_verdict (organisation_id, mission_id, profile_id) where mission_id is not null;
create unique index result_verdict_search on result_verdict (search_id, profile_id) where search_id is not null;
create index result_verdict_profile on result_verdict (profile_id);
