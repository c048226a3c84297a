-- Who is shown, how often, where: what the order of lists takes into account beside scores, and the log of it.

-- One row each time prices were set: by which rules, on what, and what came of it.
create table exposure_edition (
  id int generated always as identity primary key,
  rules_version text not null,
  computed_at timestamptz not null default now(),
  lists int not null,
  priced int not null,
  -- {most, p99, gini, shown, kept}: how first places are shared out by score alone, and with the prices.
  by_score jsonb not null,
  with_prices jsonb not null
);

-- What a person is charged in the order of lists, in thousandths of score; derived, but for the day of the first showing.
create table freelancer_exposure (
  profile_id uuid primary key references profile (id) on delete cascade,
  price smallint not null default 0 check (price between 0 and 1000),
  -- In how many first places the person stands at present.
  first_places int not null default 0,
  first_shown_at timestamptz
);

-- Who was shown to whom in which list, once a day: the best place of that day. Kept twelve months.
create table score_exposure (
  shown_on date not null,
  list text not null check (list in ('CANDIDATES')),
  mission_id uuid not null references mission (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  profile_id uuid not null references profile (id) on delete cascade,
  place smallint not null check (place >= 1),
  place_by_score smallint not null check (place_by_score >= 1),
  score smallint not null check (score between 0 and 1000),
  engine_version text not null,
  shown_at timestamptz not null,
  primary key (shown_on, list, mission_id, organisation_id, profile_id)
);
create index score_exposure_profile on score_exposure (profile_id);
create index score_exposure_mission on score_exposure (mission_id);
