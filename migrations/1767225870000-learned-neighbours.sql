-- Skills that many people have together, learned from published profiles. A version counts only once a person activated
-- it, and never changes afterwards: another takes its place.
create table neighbour_learning (
  id uuid primary key,
  state text not null default 'COMPUTING' check (state in
    ('COMPUTING', 'PROPOSED', 'UNCHANGED', 'ABANDONED', 'ACTIVE', 'DISCARDED', 'REPLACED', 'RETIRED')),
  trigger text not null check (trigger in ('WEEK', 'OPERATOR')),
  started_by uuid references account (id) on delete set null,
  started_at timestamptz not null default now(),
  computed_at timestamptz,
  -- How many people were counted, how many pairs were learned, and what activating would change.
  people int,
  pairs int,
  added int,
  nearer int,
  farther int,
  gone int,
  decided_by uuid references account (id) on delete set null,
  decided_at timestamptz,
  ended_by uuid references account (id) on delete set null,
  ended_at timestamptz,
  check (state in ('COMPUTING', 'ABANDONED') or computed_at is not null),
  check ((computed_at is null) = (people is null or pairs is null or added is null or nearer is null or farther is null or gone is null)),
  check ((state in ('ACTIVE', 'DISCARDED', 'RETIRED')) = (decided_at is not null)),
  check ((state = 'RETIRED') = (ended_at is not null))
);
create unique index neighbour_learning_computing on neighbour_learning ((true)) where state = 'COMPUTING';
create unique index neighbour_learning_proposed on neighbour_learning ((true)) where state = 'PROPOSED';
create unique index neighbour_learning_active on neighbour_learning ((true)) where state = 'ACTIVE';

-- Every pair that was learned or that would change, similarities in hundredths. `before` and `after`: what counted when
-- it was computed, and what would count, 0 when the skills are no neighbours.
create table neighbour_learning_pair (
  learning_id uuid not null references neighbour_learning (id) on delete cascade,
  a int not null references skill (id),
  b int not null references skill (id),
  -- How many have both; null of a pair that was not learned.
  people int check (people >= 20),
  learned smallint check (learned between 1 and 78),
  before smallint not null check (before between 0 and 78),
  after smallint not null check (after between 0 and 78),
  primary key (learning_id, a, b),
  check (a < b),
  check ((people is null) = (learned is null))
);
