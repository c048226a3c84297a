import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { MatchRunPage, MatchRunQuery, MatchRunView } from '#libs/contracts/operations';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';
import { Cursors } from '../http/cursor';
import type { ListKind, Range } from './lists';
import type { Surveyed } from './survey';

type Db = Pick<EntityManager, 'query'>;

/** Owners in one range: a fraction of a second’s work also when each of their lists is computed again under the lock. */
const RANGE = 500;
/** A run that has not moved for this long is given up: the next may start, and the day moves. */
const STUCK = `interval '30 minutes'`;

interface RunRow extends Omit<MatchRunView, 'ranges' | 'startedAt' | 'finishedAt'> {
  total: number;
  done: number;
  startedAt: Date;
  finishedAt: Date | null;
}

const RUNS = `
  select r.id, r.trigger, a.name as by, r.state, r.engine_version as "engineVersion", r.ranges_total as total,
    r.ranges_done as done, r.lists_compared as compared, r.lists_differing as differing,
    r.facts_differing as "factsDiffering", r.started_at as "startedAt", r.finished_at as "finishedAt"
  from match_run r left join account a on a.id = r.started_by`;

const viewOf = ({ total, done, startedAt, finishedAt, ...rest }: RunRow): MatchRunView => ({
  ...rest,
  ranges: { total, done },
  startedAt: startedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

/** This run as it stands. */
export async function readRun(db: Db, id: string): Promise<MatchRunView> {
  const [row] = await db.query<RunRow[]>(`${RUNS} where r.id = $1`, [id]);
  if (!row) throw new Error(`There is no run ${id}`);
  return viewOf(row);
}

/** What is due once every list was compared, or given up: the day moves. */
const afterwards = (tx: EntityManager, runId: string): Promise<void> =>
  record(tx, { type: 'match.day-due', aggregateId: runId });

/** Starts a full recompute and answers with it, or with the one that is running: there is one at a time. */
export async function startRun(
  tx: EntityManager,
  trigger: MatchRunView['trigger'],
  accountId: string | null = null,
): Promise<MatchRunView> {
  const [most] = await tx.query<Record<ListKind, number>[]>(
    `select (select coalesce(max(num), 0) from match_profile) as profile,
       (select coalesce(max(num), 0) from match_mission) as mission`,
  );
  const ranges = (['profile', 'mission'] as const).flatMap((kind) =>
    Array.from({ length: Math.ceil((most?.[kind] ?? 0) / RANGE) }, (_, at): Range => ({
      kind,
      from: at * RANGE,
      to: (at + 1) * RANGE,
    })),
  );
  const id = newId();
  const started = await tx.query<object[]>(
    `insert into match_run (id, trigger, started_by, ranges_total, state, finished_at)
     values ($1, $2, $3, $4, case when $4 = 0 then 'DONE' else 'RUNNING' end, case when $4 = 0 then now() end)
     on conflict ((true)) where state = 'RUNNING' do nothing returning id`,
    [id, trigger, accountId, ranges.length],
  );
  if (started.length === 0) {
    const [running] = await tx.query<RunRow[]>(`${RUNS} where r.state = 'RUNNING'`);
    // It ended in between: the next one starts.
    return running ? viewOf(running) : startRun(tx, trigger, accountId);
  }
  await record(tx, ...ranges.map((range) => ({ type: 'match.range-due', aggregateId: id, payload: { ...range } })));
  if (ranges.length === 0) await afterwards(tx, id);
  return readRun(tx, id);
}

/** True while ranges of this run are to be compared. */
export async function isRunning(db: Db, id: string): Promise<boolean> {
  return (await db.query<object[]>(`select from match_run where id = $1 and state = 'RUNNING'`, [id])).length > 0;
}

/** Counts a range that was compared; the last one closes the run. True when it is over. */
export async function countRange(tx: EntityManager, id: string, found: Surveyed): Promise<boolean> {
  const [rows] = await tx.query<[{ state: string }[], number]>(
    `update match_run set ranges_done = ranges_done + 1, lists_compared = lists_compared + $2,
       lists_differing = lists_differing + $3, facts_differing = facts_differing + $4, engine_version = $5,
       progressed_at = now(), state = case when ranges_done + 1 = ranges_total then 'DONE' else state end,
       finished_at = case when ranges_done + 1 = ranges_total then now() end
     where id = $1 and state = 'RUNNING' returning state`,
    [id, found.compared, found.differing, found.factsDiffering, found.engineVersion],
  );
  if (rows[0]?.state === 'DONE') await afterwards(tx, id);
  return rows[0]?.state !== 'RUNNING';
}

/** Gives up a run that nobody moved for half an hour (a range among the dead letters), so that it holds nothing up. */
export async function giveUpStuck(db: DataSource): Promise<void> {
  await db.transaction(async (tx) => {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      `update match_run set state = 'ABANDONED', finished_at = now()
       where state = 'RUNNING' and progressed_at < now() - ${STUCK} returning id`,
    );
    for (const { id } of rows) await afterwards(tx, id);
  });
}

/** Full recomputes as administrators start and follow them. */
@Injectable()
export class MatchRuns {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  start(me: Person): Promise<MatchRunView> {
    allow(me, 'platform:administer');
    return transaction(this.db, (tx) => startRun(tx, 'OPERATOR', me.accountId));
  }

  /** Latest first. */
  async list(me: Person, query: MatchRunQuery): Promise<MatchRunPage> {
    allow(me, 'platform:administer');
    const after = this.cursors.read('match-runs', query.cursor);
    const rows = await this.db.query<RunRow[]>(
      `${RUNS} where $1::uuid is null or r.id < $1::uuid order by r.id desc limit $2`,
      [after?.[0] ?? null, query.limit + 1],
    );
    const items = rows.slice(0, query.limit).map(viewOf);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? this.cursors.sign('match-runs', [last.id]) : null };
  }
}
