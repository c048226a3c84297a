import type { DataSource } from 'typeorm';
import { served } from '#libs/matching/served';
import { consumersOf, schedules } from '#libs/queues/queues';
import { checkProjection } from '../../src/discovery/drift';
import { countDirty } from '../../src/matching/dirty';
import { countStaleLists, type Edition } from '../../src/matching/lists';
import { Matchmaker } from '../../src/matching/matchmaker';
import { Readings, readingVersion } from '../../src/matching/readings';
import { checkConsistency } from '../../src/operations/consistency';
import type { Ground } from './ground';
import type { Journal, Promised } from './journal';
import type { Fault } from './nemesis';
import type { PostOffice } from './post-office';
import type { Employer, Freelancer } from './people';

/** How often each thing is there, by name. */
type Count = Map<string, number>;

const counted = (names: readonly string[]): Count => {
  const count: Count = new Map();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return count;
};

/** What is there less often, and more often, than it should. */
function compare(wanted: readonly string[], found: readonly string[]): { lost: string[]; doubled: string[] } {
  const [should, is] = [counted(wanted), counted(found)];
  const names = [...new Set([...should.keys(), ...is.keys()])];
  return {
    lost: names.filter((name) => (is.get(name) ?? 0) < (should.get(name) ?? 0)),
    doubled: names.filter((name) => (is.get(name) ?? 0) > (should.get(name) ?? 0)),
  };
}

/** Events nobody was acknowledged: those the system makes of others, counted by what causes them, and of the set-up. */
const DERIVED = ['email.queued', 'application.made-obsolete', 'engagement.%', 'taxonomy.imported'];

/** Every event the journal promises, against those recorded. */
async function events(db: DataSource, promised: readonly Promised[]) {
  const found = await db.query<Promised[]>(
    `select type as event, aggregate_id as id from outbox where not type like any($1::text[])`,
    [DERIVED],
  );
  const named = ({ event, id }: Promised): string => `${event} ${id}`;
  return { count: found.length, ...compare(promised.map(named), found.map(named)) };
}

/** Every event, against the deliveries its consumers should have, done. */
async function deliveries(db: DataSource) {
  const recorded = await db.query<{ id: string; type: string }[]>(`select id, type from outbox`);
  const done = await db.query<{ id: string; consumer: string; attempts: number }[]>(
    `select event_id as id, consumer, attempts from outbox_delivery where state = 'DONE'`,
  );
  const [others] = await db.query<{ count: number }[]>(
    `select count(*)::int as count from outbox_delivery where state <> 'DONE'`,
  );
  return {
    count: done.length,
    again: done.filter(({ attempts }) => attempts > 1).length,
    notDone: others?.count,
    ...compare(
      recorded.flatMap(({ id, type }) => consumersOf(type).map((consumer) => `${consumer} ${id}`)),
      done.map(({ id, consumer }) => `${consumer} ${id}`),
    ),
  };
}

/** Who is written to when something happens to an application, as domain.md says. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  'application.submitted': ['application-received', 'employer-application'],
  'application.shortlisted': ['application-shortlisted'],
  'application.offered': ['application-offer'],
  'application.accepted': ['application-accepted', 'employer-accepted'],
  'application.offer-declined': ['employer-offer-declined'],
  'application.declined': ['application-declined'],
  'application.withdrawn': ['employer-withdrawn'],
  'application.made-obsolete': ['application-obsolete'],
};

interface Email {
  messageId: string;
  template: string;
  aggregateId: string;
  state: string;
  address: string;
}

/** Every letter and every notification that should be, against those written, sent and taken by the mail server. */
async function letters(db: DataSource, promised: readonly Promised[], ended: readonly string[], post: PostOffice) {
  const all = [...promised, ...ended.map((id) => ({ event: 'application.made-obsolete', id }))];
  const wanted = all.flatMap(({ event, id }) => (LETTERS[event] ?? []).map((template) => `${template} ${id}`));
  const emails = await db.query<Email[]>(
    `select e.message_id as "messageId", e.template, e.aggregate_id as "aggregateId", e.state, a.email as address
     from email e join account a on a.id = e.account_id`,
  );
  const notifications = await db.query<{ template: string; aggregateId: string }[]>(
    `select template, aggregate_id as "aggregateId" from notification`,
  );
  const named = ({ template, aggregateId }: { template: string; aggregateId: string }) => `${template} ${aggregateId}`;
  const { taken } = post;
  const mailbox = [...new Set(taken.map(({ messageId, to }) => `${messageId} ${to}`))];
  return {
    count: emails.length,
    written: compare(wanted, emails.map(named)),
    notified: compare(wanted, notifications.map(named)),
    sent: compare(
      emails.map(({ messageId, address }) => `${messageId} ${address}`),
      mailbox,
    ),
    unsent: emails.filter(({ state }) => state !== 'SENT'),
    resent: taken.length - mailbox.length,
  };
}

/** The last word on everything, against what its owner reads now. Applications may since have ended with their mission. */
async function readings(journal: Journal, freelancers: readonly Freelancer[], employers: readonly Employer[]) {
  const differing: string[] = [];
  const ended: string[] = [];
  for (const { caller, profileId, applications } of freelancers) {
    same(differing, journal, profileId, await caller.read('/api/me/profile'));
    for (const id of applications) {
      const view = await caller.read(`/api/applications/${id}`);
      const last = journal.lastWords.get(id);
      if (view.state === 'OBSOLETE' && view.mission.state === 'CLOSED' && view.version === (last?.version ?? 0) + 1)
        ended.push(id);
      else if (view.version !== last?.version) differing.push(`${id}: version ${view.version}, not ${last?.version}`);
      else same(differing, journal, id, view);
    }
  }
  for (const { caller, missions } of employers)
    for (const id of missions) same(differing, journal, id, await caller.read(`/api/missions/${id}`));
  return { count: journal.lastWords.size, differing, ended };
}

function same(differing: string[], journal: Journal, id: string, view: object): void {
  const read = new Map<string, unknown>(Object.entries(view));
  for (const [field, value] of Object.entries(journal.lastWords.get(id)!.shows))
    if (read.get(field) !== value)
      differing.push(`${id}: ${field} is ${String(read.get(field))}, not ${String(value)}`);
}

/** Applications the system ended, each with how often: the cascade takes effect once. */
async function endings(db: DataSource, ended: readonly string[]) {
  const logged = await db.query<{ id: string }[]>(
    `select aggregate_id as id from transition_log where move = 'make-obsolete'`,
  );
  const told = await db.query<{ id: string }[]>(
    `select aggregate_id as id from outbox where type = 'application.made-obsolete'`,
  );
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  return { log: compare(ended, ids(logged)), events: compare(ended, ids(told)) };
}

/** The journal against what is there: writes, events, deliveries, letters, the endings the system makes. */
export async function all(
  { db, post }: Ground,
  journal: Journal,
  freelancers: readonly Freelancer[],
  employers: readonly Employer[],
) {
  const found = await readings(journal, freelancers, employers);
  return {
    readings: found,
    endings: await endings(db, found.ended),
    events: await events(db, journal.promised),
    deliveries: await deliveries(db),
    letters: await letters(db, journal.promised, found.ended, post),
  };
}

const LISTS = `select 'mission' as kind, mission_num as num, mission_rev as rev, profile_nums as nums, ranks from mission_match
  union all select 'profile', profile_num, profile_rev, mission_nums, ranks from profile_match order by 1, 2`;

/** What is served of every list. */
async function read(db: Pick<DataSource, 'query'>): Promise<object[]> {
  const rows = await db.query<{ nums: number[]; ranks: number[] }[]>(LISTS);
  return rows.map(({ nums, ranks, ...list }) => ({
    ...list,
    entries: served(nums.map((num, at) => ({ num, rank: ranks[at]! }))),
  }));
}

/** Recommendation lists: those out of step, and whether they are what is computed anew from nothing. */
export async function lists(db: DataSource) {
  const [edition] = await db.query<Edition[]>(
    `select engine_version as "engineVersion", as_of::text as "asOf" from match_state`,
  );
  if (!edition) throw new Error('No list was ever computed');
  const outOfStep =
    (await countDirty(db.manager, await readingVersion(db.manager))) + (await countStaleLists(db.manager, edition));
  const kept = await read(db);
  const matchmaker = new Matchmaker(new Readings(), { matchShards: 1 });
  const anew = await db.transaction(async (tx) => {
    await tx.query(`truncate match_profile, match_mission, profile_match, mission_match`);
    while ((await matchmaker.round(tx, { day: edition.asOf })).more);
    return read(tx);
  });
  return { outOfStep, served: kept, anew };
}

/** Where the search index differs from the tables, and what must hold between tables and does not. */
export async function disorder(db: DataSource): Promise<string[]> {
  const drift = await checkProjection(db, false, false);
  const broken = await checkConsistency(db);
  return [
    ...Object.entries(drift).flatMap(([kind, wrong]) =>
      Object.entries(wrong).flatMap(([name, count]) => (count > 0 ? [`${count} ${name} ${kind} in the index`] : [])),
    ),
    ...Object.entries(broken).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : [])),
  ];
}

/** The schedules that are in Redis, with those that should be. */
export async function schedulers(ground: Ground) {
  return { held: await ground.schedules(), wanted: Object.keys(schedules).sort() };
}

/** Seconds from each fault until all that was under way then was done. */
export async function recoveries(db: DataSource, faults: readonly Fault[]): Promise<number[]> {
  const seconds: number[] = [];
  for (const { at, underWay } of faults) {
    const [row] = await db.query<{ ms: number | null }[]>(
      `select extract(epoch from max(d.done_at) - $3::timestamptz) * 1000 as ms
       from outbox_delivery d join unnest($1::uuid[], $2::text[]) as u(event_id, consumer) using (event_id, consumer)`,
      [underWay.map(({ event_id }) => event_id), underWay.map(({ consumer }) => consumer), new Date(at)],
    );
    seconds.push(Math.max(Number(row?.ms ?? 0), 0) / 1_000);
  }
  return seconds;
}
