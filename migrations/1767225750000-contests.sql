-- What people say is wrong with a score, what a person answered, and the decisions that stand against the engine.

-- One criterion or one blocker of one pair, contested by one side. `shown` keeps what the score said at that moment
-- (phrases, not sentences), so that the answer is about what was read. Kept with its log: nothing here is purged.
create table match_contest (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  profile_id uuid not null references profile (id),
  side text not null check (side in ('FREELANCER', 'EMPLOYER', 'ADVISER')),
  author_id uuid not null references account (id),
  -- Whose words they are: the employer or the agency; null for the freelancer.
  organisation_id uuid references organisation (id),
  kind text not null check (kind in ('CRITERION', 'BLOCKER')),
  key text not null,
  -- Which skill or language, for blockers that can name several; empty otherwise.
  subject text not null default '',
  statement text not null check (char_length(statement) between 10 and 2000),
  shown jsonb not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'CORRECTED', 'UPHELD', 'OVERRIDDEN', 'WITHDRAWN', 'REVOKED')),
  opened_at timestamptz not null default now(),
  due_at timestamptz not null,
  reminded_at timestamptz,
  answer text check (char_length(answer) between 10 and 2000),
  answered_by uuid references account (id),
  -- The agency that answered; null for the platform.
  answered_for uuid references organisation (id),
  answered_at timestamptz,
  version int not null default 1,
  check ((side = 'FREELANCER') = (organisation_id is null)),
  check ((state in ('CORRECTED', 'UPHELD', 'OVERRIDDEN', 'REVOKED')) = (answer is not null and answered_at is not null))
);
create unique index match_contest_one_open on match_contest (mission_id, profile_id, side, kind, key, subject) where state = 'OPEN';
create index match_contest_profile on match_contest (profile_id, id);
create index match_contest_organisation on match_contest (organisation_id, id) where organisation_id is not null;
create index match_contest_open on match_contest (due_at) where state = 'OPEN';

-- A decision in force: the blocker does not count, or the criterion is met, for this pair, until it ends.
create table match_override (
  id uuid primary key,
  contest_id uuid not null unique references match_contest (id),
  mission_id uuid not null references mission (id),
  profile_id uuid not null references profile (id),
  kind text not null check (kind in ('CRITERION', 'BLOCKER')),
  key text not null,
  subject text not null default '',
  reason text not null check (char_length(reason) between 10 and 300),
  decided_by uuid not null references account (id),
  decided_for uuid references organisation (id),
  decided_at timestamptz not null default now(),
  -- What the score was computed with when it was decided.
  engine_version text not null,
  mission_rev int not null,
  profile_rev int not null,
  ended_at timestamptz,
  ended_by uuid references account (id),
  end_reason text
);
create unique index match_override_in_force on match_override (mission_id, profile_id, kind, key, subject) where ended_at is null;
create index match_override_profile on match_override (profile_id) where ended_at is null;
