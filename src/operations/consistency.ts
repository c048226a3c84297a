import type { DataSource } from 'typeorm';

/** What must hold between tables whatever happened, each as the count of rows that break it. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'more people than seats': `select count(*) from mission where seats_filled > seats`,
  'seats that no accepted application fills': `
    select count(*) from mission m where seats_filled <> (select count(*) from application a where a.mission_id = m.id and a.state = 'ACCEPTED')`,
  'accepted applications without a signed engagement': `
    select count(*) from application a where a.state = 'ACCEPTED'
      and (select count(*) from engagement e where e.application_id = a.id and e.state not in ('DECLINED', 'LAPSED', 'CANCELLED', 'PROPOSED')) <> 1`,
  'open applications on missions that ended': `
    select count(*) from application a join mission m on m.id = a.mission_id
    where m.state in ('FILLED', 'CLOSED', 'EXPIRED', 'SUSPENDED') and m.updated_at < now() - interval '5 minutes'
      and a.state not in ('ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'OBSOLETE', 'CANCELLED')`,
  'organisations nobody administers': `
    select count(*) from organisation o where exists (select 1 from membership m where m.organisation_id = o.id and m.active)
      and not exists (select 1 from membership m where m.organisation_id = o.id and m.active and m.role = 'ADMIN')
      and o.source is null`,
  'active mandates without consent': `
    select count(*) from mandate m left join consent c on c.id = m.consent_id where m.state = 'ACTIVE' and (c.id is null or c.withdrawn_at is not null)`,
  'decisions on scores whose contest says otherwise': `
    select count(*) from match_contest c left join match_override o on o.contest_id = c.id and o.ended_at is null
    where (c.state = 'OVERRIDDEN') <> (o.id is not null)`,
  'contested scores without a log row': `
    select count(*) from match_contest c where not exists (select 1 from transition_log t where t.aggregate_id = c.id)`,
  'events without their deliveries done, dead or on their way': `
    select count(*) from outbox_delivery where state in ('PENDING', 'DISPATCHED') and available_at < now() - interval '10 minutes'`,
  'aggregates that changed state without a log row': `
    select count(*) from application a where not exists (select 1 from transition_log t where t.aggregate_id = a.id)`,
};

/** Each invariant with how many rows break it. */
export async function checkConsistency(db: DataSource): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, sql] of Object.entries(INVARIANTS)) {
    const [row] = await db.query<{ count: string }[]>(sql);
    found[name] = Number(row?.count ?? 0);
  }
  return found;
}
