-- Applications (domain.md B.4) and the engagements that offers become (B.7).

create table application (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  profile_id uuid not null references profile (id),
  sender_account_id uuid not null references account (id),
  sender_kind text not null check (sender_kind in ('FREELANCER', 'ADVISER')),
  sender_organisation_id uuid references organisation (id),
  mandate_id uuid references mandate (id),
  origin text not null default 'DIRECT' check (origin in ('DIRECT', 'INVITATION', 'PROPOSITION')),
  state text not null check (state in (
    'SUBMITTED', 'UNDER_REVIEW', 'SHORTLISTED', 'INTERVIEW', 'ON_HOLD', 'POOL', 'OFFERED',
    'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'OBSOLETE', 'CANCELLED')),
  message text not null default '' check (char_length(message) <= 4000),
  -- [{question, answer}]: the question is kept as it was asked.
  answers jsonb not null default '[]' check (jsonb_typeof(answers) = 'array' and jsonb_array_length(answers) <= 3),
  -- [{title, url}]
  attachments jsonb not null default '[]' check (jsonb_typeof(attachments) = 'array' and jsonb_array_length(attachments) <= 5),
  proposed_rate int check (proposed_rate between 0 and 10000),
  available_from date,
  -- {scoreId, engineVersion, weights, …} as shown when the application was sent.
  score_snapshot jsonb,
  mission_version int not null,
  viewed_at timestamptz,
  -- {mode, location, message, slots: [{startsAt, minutes}], chosen: index or null}
  interview jsonb,
  decided_at timestamptz,
  refusal_reason text check (refusal_reason in (
    'SKILLS', 'LEVEL', 'RATE', 'AVAILABILITY', 'LOCATION', 'MISSION_FILLED', 'MISSION_CANCELLED',
    'INCOMPLETE', 'DUPLICATE', 'UNREACHABLE', 'OTHER')),
  refusal_message text check (char_length(refusal_message) <= 2000),
  reason_shared boolean not null default true,
  adviser_message text check (char_length(adviser_message) <= 2000),
  withdrawal_reason text check (withdrawal_reason in (
    'RATE', 'SCHEDULE', 'DISTANCE', 'CONTENT', 'EMPLOYER', 'ENGAGED', 'OTHER')),
  -- The word that came with the last move, for the other side.
  move_message text check (char_length(move_message) <= 2000),
  -- The employer’s pool: asked, answered, agreed to, and until when it holds. Asked once only.
  pool_asked_at timestamptz,
  pool_answered_at timestamptz,
  pool_consent_at timestamptz,
  pooled_until timestamptz,
  -- The employer wants to reopen and asks the freelancer first. Asked once only.
  reopening_asked_at timestamptz,
  reopening_answered_at timestamptz,
  -- The answer clock: when it started, what was promised, the last reminder sent (0, 3, 7, 14).
  clock_started_at timestamptz,
  answer_due_at timestamptz,
  nudged_day smallint not null default 0 check (nudged_day in (0, 3, 7, 14)),
  archived_at timestamptz,
  archived_by uuid references account (id),
  submitted_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  version int not null default 1,
  check ((decided_at is not null) = (state in ('ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'OBSOLETE', 'CANCELLED'))),
  check ((sender_kind = 'ADVISER') = (sender_organisation_id is not null)),
  check ((sender_kind = 'ADVISER') = (mandate_id is not null)),
  check (state <> 'DECLINED' or refusal_reason is not null),
  check (state <> 'WITHDRAWN' or withdrawal_reason is not null),
  check (state <> 'POOL' or pool_consent_at is not null and pooled_until is not null),
  check (state <> 'INTERVIEW' or interview is not null),
  check ((clock_started_at is not null) = (state in ('SUBMITTED', 'UNDER_REVIEW'))),
  check ((archived_at is null) = (archived_by is null))
);
-- One application at a time per person and mission; an accepted one is the person’s place.
create unique index application_one_open on application (mission_id, profile_id)
  where state not in ('DECLINED', 'WITHDRAWN', 'EXPIRED', 'OBSOLETE', 'CANCELLED');
create index application_mission on application (mission_id, moved_at desc, id);
create index application_profile on application (profile_id, moved_at desc, id);
create index application_sender_organisation on application (sender_organisation_id, moved_at desc, id)
  where sender_organisation_id is not null;
create index application_clock on application (clock_started_at) where clock_started_at is not null;
create index application_pool on application (pooled_until) where state = 'POOL';

-- The sender is the freelancer in person, or an adviser speaking for an agency.
create function application_sender() returns trigger language plpgsql as $$
begin
  if new.sender_kind = 'FREELANCER'
     and not exists (select 1 from profile p where p.id = new.profile_id and p.account_id = new.sender_account_id) then
    raise exception 'the sender of application % is not the freelancer', new.id using errcode = '23514';
  end if;
  if new.sender_kind = 'ADVISER' and not exists (
    select 1 from mandate m join organisation o on o.id = m.agency_id
    where m.id = new.mandate_id and m.profile_id = new.profile_id
      and o.id = new.sender_organisation_id and o.kind = 'AGENCY') then
    raise exception 'the sender of application % does not speak for an agency with a mandate', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger application_sender before insert or update of sender_kind, sender_account_id, sender_organisation_id, mandate_id, mission_id
  on application for each row execute function application_sender();

-- Comments between members of one organisation: the employer’s, or the agency’s.
create table application_comment (
  id uuid primary key,
  application_id uuid not null references application (id),
  organisation_id uuid not null references organisation (id),
  author_account_id uuid not null references account (id),
  body text not null check (char_length(body) between 1 and 2000),
  created_at timestamptz not null default now()
);
create index application_comment_read on application_comment (application_id, organisation_id, created_at, id);

create table engagement (
  id uuid primary key,
  application_id uuid not null references application (id),
  mission_id uuid not null references mission (id),
  profile_id uuid not null references profile (id),
  organisation_id uuid not null references organisation (id),
  state text not null check (state in (
    'PROPOSED', 'PARTIALLY_SIGNED', 'SIGNED', 'IN_AGENCY_REVIEW', 'DECLINED', 'LAPSED',
    'ACTIVE', 'PAUSED', 'COMPLETED', 'TERMINATED', 'CANCELLED')),
  -- Every version of the terms, oldest first; the last one is what is signed.
  terms jsonb not null check (jsonb_typeof(terms) = 'array' and jsonb_array_length(terms) between 1 and 50),
  -- [{party, accountId, name, at, termsHash}] of the current terms only: new terms reset them.
  signatures jsonb not null default '[]' check (jsonb_typeof(signatures) = 'array'),
  -- The current terms, as SQL needs them.
  starts_on date not null,
  ends_on date not null,
  total_cents bigint not null check (total_cents >= 0),
  vigilance jsonb not null default '{}',
  agency_validation jsonb not null default '{}',
  closing jsonb,
  assessment jsonb,
  ended_by text check (ended_by in ('EMPLOYER', 'FREELANCER', 'SYSTEM')),
  end_reason text,
  end_message text check (char_length(end_message) <= 2000),
  proposed_at timestamptz not null default now(),
  lapses_at timestamptz not null,
  signed_at timestamptz,
  ended_at timestamptz,
  version int not null default 1,
  check (ends_on >= starts_on),
  check (state not in ('SIGNED', 'ACTIVE', 'PAUSED', 'COMPLETED', 'TERMINATED') or signed_at is not null),
  check ((ended_at is not null) = (state in ('DECLINED', 'LAPSED', 'COMPLETED', 'TERMINATED', 'CANCELLED')))
);
-- One living offer or engagement per application.
create unique index engagement_one_living on engagement (application_id)
  where state not in ('DECLINED', 'LAPSED', 'CANCELLED');
create index engagement_application on engagement (application_id, proposed_at desc);
create index engagement_mission on engagement (mission_id);
create index engagement_profile on engagement (profile_id);
create index engagement_lapse on engagement (lapses_at) where state in ('PROPOSED', 'PARTIALLY_SIGNED');
