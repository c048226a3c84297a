import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import { exposureRules } from '#libs/matching/exposure';
import { type FairnessLine, type GroupCount, impactRatios, MEASURES } from '#libs/matching/fairness';

/** Every published person of a month, in each of their groups, and what happened to them in it. `$1`: its first day. */
const COUNTS = `
  with bounds as (select ($1::date)::timestamp at time zone 'Europe/Paris' as starts,
      ($1::date + interval '1 month') at time zone 'Europe/Paris' as ends),
    decided as (select s.profile_id,
        bool_or(decision = 'PROPOSED') as proposed,
        bool_or(decision in ('SHORTLISTED', 'INTERVIEWED', 'OFFERED', 'ACCEPTED')) as shortlisted,
        bool_or(decision = 'ACCEPTED') as accepted
      from score_decision s, bounds where s.at >= starts and s.at < ends
        and decision in ('PROPOSED', 'SHORTLISTED', 'INTERVIEWED', 'OFFERED', 'ACCEPTED') group by s.profile_id),
    shown as (select distinct profile_id from score_exposure
      where shown_on >= $1::date and shown_on < $1::date + interval '1 month' and place <= ${exposureRules.places}),
    people as (select p.*, s.profile_id is not null as is_shown, d.profile_id is not null as is_candidate,
        coalesce(d.proposed, false) as is_proposed, coalesce(d.shortlisted, false) as is_shortlisted,
        coalesce(d.accepted, false) as is_accepted, ends
      from profile p cross join bounds left join shown s on s.profile_id = p.id left join decided d on d.profile_id = p.id
      where p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN' and p.published_at < ends),
    grouped as (select p.*, g.dimension, g.at, g.grp from people p cross join lateral (values
      (1, 'NEWCOMER', case when p.published_at > p.ends - interval '${exposureRules.newcomerDays} days' then 'YES' else 'NO' end),
      (2, 'OVERSEAS', case when p.departement ~ '^9[78]' then 'YES' when p.departement is not null then 'NO' end),
      (3, 'WORK', case when p.remote_modes = '{REMOTE}' then 'REMOTE_ONLY' when p.remote_modes <> '{}' then 'MOBILE' end),
      (4, 'SKILLS_VERIFIED', case when exists (
        select 1 from profile_skill k where k.profile_id = p.id and k.verified_at is not null) then 'YES' else 'NO' end),
      (5, 'ACCOMPANIED', case when exists (
        select 1 from mandate m where m.profile_id = p.id and m.state = 'ACTIVE') then 'YES' else 'NO' end),
      (6, 'DEPARTEMENT', p.departement)) as g(at, dimension, grp) where g.grp is not null)
  select dimension, grp as "group", count(*)::int as people, count(*) filter (where is_candidate)::int as candidates,
    count(*) filter (where is_shown)::int as shown, count(*) filter (where is_proposed)::int as proposed,
    count(*) filter (where is_shortlisted)::int as shortlisted, count(*) filter (where is_accepted)::int as accepted
  from grouped group by at, dimension, grp order by at, grp`;

interface CountRow {
  dimension: GroupCount['dimension'];
  group: string;
  people: number;
  candidates: number;
  shown: number;
  proposed: number;
  shortlisted: number;
  accepted: number;
}

/** Being shown or proposed may happen to everybody; being shortlisted or accepted, to those in a procedure that month. */
const perMeasure: Record<GroupCount['measure'], (row: CountRow) => [people: number, selected: number]> = {
  SHOWN: (row) => [row.people, row.shown],
  PROPOSED: (row) => [row.people, row.proposed],
  SHORTLISTED: (row) => [row.candidates, row.shortlisted],
  ACCEPTED: (row) => [row.candidates, row.accepted],
};

/** The first day of the month before the one `date` (YYYY-MM-DD) lies in. */
export function monthBefore(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return month === 1 ? `${year - 1}-12-01` : `${year}-${String(month - 1).padStart(2, '0')}-01`;
}

/**
 * Makes the file of a month (its first day, YYYY-MM-DD) and keeps it. A month that is over has one file for good: it is
 * evidence, and what it was made from is erased in time. Returns what is kept.
 */
export async function produceFairnessFile(
  db: DataSource | EntityManager,
  month: string,
): Promise<{ month: string; people: number; lines: FairnessLine[]; made: boolean }> {
  const counts = await db.query<CountRow[]>(COUNTS, [month]);
  const lines = impactRatios(
    MEASURES.flatMap((measure) =>
      counts.map((row): GroupCount => {
        const [people, selected] = perMeasure[measure](row);
        return { measure, dimension: row.dimension, group: row.group, people, selected };
      }),
    ),
  );
  const people = counts.filter(({ dimension }) => dimension === 'NEWCOMER').reduce((sum, row) => sum + row.people, 0);
  const made = await db.query<object[]>(
    `insert into fairness_file as kept (id, month, people, lines) values ($1, $2, $3, $4)
     on conflict (month) do update set produced_at = now(), people = excluded.people, lines = excluded.lines
       where kept.produced_at < (kept.month + interval '1 month') at time zone 'Europe/Paris' returning id`,
    [newId(), month, people, JSON.stringify(lines)],
  );
  const [kept] = await db.query<{ people: number; lines: FairnessLine[] }[]>(
    `select people, lines from fairness_file where month = $1`,
    [month],
  );
  return { month, people: kept?.people ?? people, lines: kept?.lines ?? lines, made: made.length > 0 };
}
