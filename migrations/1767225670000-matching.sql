-- Recommendation lists. Everything here is derived: it can be emptied at any moment and is computed again.

-- One row: what every list was computed with. A list with another engine version or day is out of date.
create table match_state (
  only_row boolean primary key default true check (only_row),
  engine_version text not null,
  as_of date not null,
  changed_at timestamptz not null default now()
);

-- What the engine is told of a profile or a mission (libs/matching/model.ts), titles already projected onto occupations.
-- `active`: stands in the lists of others. `changed_xid` lets a worker read what changed since a snapshot, whatever the
-- order in which transactions commit.
create table match_profile (
  profile_id uuid primary key references profile (id) on delete cascade,
  num int not null unique,
  rev int not null,
  active boolean not null,
  source_version text not null,
  facts jsonb not null,
  changed_xid xid8 not null default pg_current_xact_id()
);
create index match_profile_changed on match_profile (changed_xid);

create table match_mission (
  mission_id uuid primary key references mission (id) on delete cascade,
  num int not null unique,
  rev int not null,
  active boolean not null,
  source_version text not null,
  facts jsonb not null,
  changed_xid xid8 not null default pg_current_xact_id()
);
create index match_mission_changed on match_mission (changed_xid);

-- The lists, best first, at most 128 long. `ranks`: 0..1000 is the score; −1001..−1 a blocked pair, whose score is 0.
create table mission_match (
  mission_id uuid primary key references mission (id) on delete cascade,
  mission_num int not null unique,
  profile_nums int[] not null,
  ranks smallint[] not null,
  engine_version text not null,
  as_of date not null,
  mission_rev int not null,
  computed_at timestamptz not null default now(),
  check (cardinality(profile_nums) = cardinality(ranks) and cardinality(ranks) <= 128)
);

create table profile_match (
  profile_id uuid primary key references profile (id) on delete cascade,
  profile_num int not null unique,
  mission_nums int[] not null,
  ranks smallint[] not null,
  engine_version text not null,
  as_of date not null,
  profile_rev int not null,
  computed_at timestamptz not null default now(),
  check (cardinality(mission_nums) = cardinality(ranks) and cardinality(ranks) <= 128)
);
