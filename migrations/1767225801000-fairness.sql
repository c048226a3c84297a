-- What people decided on scores, and the monthly file that says whether groups fare alike.

-- Every human decision on the score of a pair, from where each is kept: nothing here is stored twice.
create view score_decision as
  select t.at, a.mission_id, a.profile_id, d.decision, t.actor_id, t.organisation_id,
    coalesce(t.reason, case when t.move = 'decline' then a.refusal_reason end) as reason,
    (a.score_snapshot ->> 'score')::numeric::int as score, a.score_snapshot ->> 'engineVersion' as engine_version
  from transition_log t join application a on a.id = t.aggregate_id
    join (values ('submit', 'PROPOSED'), ('shortlist', 'SHORTLISTED'), ('interview', 'INTERVIEWED'), ('offer', 'OFFERED'),
                 ('accept-offer', 'ACCEPTED'), ('decline', 'REFUSED')) as d(move, decision) on d.move = t.move
  where t.aggregate = 'application' and t.actor_kind <> 'SYSTEM'
  union all
  select v.at, v.mission_id, v.profile_id, v.verdict, v.account_id, v.organisation_id, nullif(v.comment, ''), null, null
  from result_verdict v where v.mission_id is not null
  union all
  select c.answered_at, c.mission_id, c.profile_id, c.state, c.answered_by, c.answered_for, coalesce(o.reason, c.answer),
    (c.shown ->> 'score')::numeric::int, c.shown ->> 'engineVersion'
  from match_contest c left join match_override o on o.contest_id = c.id where c.answered_at is not null;

create index transition_log_month on transition_log (at) where aggregate = 'application';

-- One file a month, counts of groups only. A file made before its month was over is replaced once it is.
create table fairness_file (
  id uuid primary key,
  month date not null unique check (extract(day from month) = 1),
  produced_at timestamptz not null default now(),
  people int not null,
  -- libs/matching/fairness.ts: one line a measure, a dimension and a group.
  lines jsonb not null check (jsonb_typeof(lines) = 'array')
);
