import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { now } from '#libs/kernel/clock';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { type EngineFailure, failureOf } from '#libs/search/engine-failure';
import type { MeiliIndexes } from '#libs/search/meilisearch.indexes';
import { ENGINE, type Engine } from '#libs/search/search.module';
import { checkEngine, checkProjection, type DriftByKind, KINDS } from './drift';
import { drain } from './in-step';
import { isBuilding, needsRebuild, rebuild, sweepBuilds } from './rebuild';
import { forget, remember } from './search-state';

const COUNTED_EVERY_MS = 60_000;
const TOLD_EVERY_MS = 60_000;
const MISSING_AGAIN_MS = 3_000;

/**
 * Keeps the engine in step, every second: sends what is marked; builds what is not there; once a minute compares the
 * counts, so that an index that lost documents is repaired at once and not at the next check. What goes wrong is an alarm
 * in the log, in health and in the metrics until it goes right again; the marks stay.
 */
@RunsOnSchedule('search.sync')
@Injectable()
export class SearchSync implements ScheduledJob {
  private readonly log = new Logger('search');
  private countedAt = 0;
  private toldAt = -TOLD_EVERY_MS;
  private alarmed: boolean | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {}

  async run(): Promise<Record<string, number>> {
    if (!this.engine) return {};
    try {
      await this.engine.admit();
      const { sent, failure } = await this.inStep(this.engine.indexes);
      await (failure ? this.alarm(failure) : this.calm());
      return { sent };
    } catch (error) {
      await this.alarm(failureOf(error));
      return { sent: 0 };
    }
  }

  private async inStep(indexes: MeiliIndexes): Promise<{ sent: number; failure?: EngineFailure }> {
    const due = now().getTime() - this.countedAt >= COUNTED_EVERY_MS;
    if (due) {
      this.countedAt = now().getTime();
      for (const kind of KINDS)
        if ((await needsRebuild(this.db, indexes, kind)) && !(await isBuilding(this.db, kind)))
          await rebuild(this.db, indexes, kind);
    }
    const done = await drain(this.db, indexes);
    if (due) await this.count(indexes);
    return done;
  }

  private async count(indexes: MeiliIndexes): Promise<void> {
    const rows = await this.db.query<{ kind: string; count: number }[]>(
      `select kind, count(*)::int as count from search_document group by kind`,
    );
    for (const kind of KINDS) {
      const wanted = rows.find((row) => row.kind === kind)?.count ?? 0;
      if ((await indexes.count(indexes.live(kind))) === wanted) continue;
      await checkEngine(this.db, indexes, true);
      return;
    }
  }

  private async alarm(failure: EngineFailure): Promise<void> {
    const at = now().getTime();
    // What is not there is built soon, and not only at the next count.
    if (failure.kind === 'missing') this.countedAt = at - COUNTED_EVERY_MS + MISSING_AGAIN_MS;
    if (at - this.toldAt >= TOLD_EVERY_MS) {
      this.toldAt = at;
      this.log.error(`the search engine is not in step: ${failure.kind}: ${failure.message}`);
    }
    this.alarmed = true;
    await remember(this.db, 'alarm', { kind: failure.kind });
  }

  private async calm(): Promise<void> {
    if (this.alarmed === false) return;
    await forget(this.db, 'alarm');
    this.alarmed = false;
    this.toldAt = -TOLD_EVERY_MS;
  }
}

const summary = (drift: DriftByKind): Record<string, number> =>
  Object.fromEntries(KINDS.map((kind) => [kind, drift[kind].missing + drift[kind].stale + drift[kind].orphan]));

/** Documents on their way from which on nothing is compared: each would be missed, and written a second time. */
const FLOOD = 500;

/** True when very many documents are on their way, as after an import. */
async function isFlooded(db: DataSource): Promise<boolean> {
  const rows = await db.query<object[]>(
    `select from outbox_delivery where state in ('PENDING', 'DISPATCHED') and consumer in ('search.profile', 'search.mission')
     offset ${FLOOD} limit 1`,
  );
  return rows.length > 0;
}

/**
 * Compares by revision what PostgreSQL searches with its rows, and the engine with PostgreSQL; repairs what differs. Left to
 * the next time while very many documents are on their way.
 */
@RunsOnSchedule('search.check')
@Injectable()
export class SearchCheck implements ScheduledJob {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {}

  async run(): Promise<Record<string, number>> {
    return (await isFlooded(this.db)) ? {} : check(this.db, this.engine, false);
  }
}

/** The same to the letter: labels of the referential that changed, mandates. */
@RunsOnSchedule('search.nightly')
@Injectable()
export class SearchNightly implements ScheduledJob {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENGINE) private readonly engine: Engine,
  ) {}

  run(): Promise<Record<string, number>> {
    return check(this.db, this.engine, true);
  }
}

async function check(db: DataSource, engine: Engine, contents: boolean): Promise<Record<string, number>> {
  const projection = summary(await checkProjection(db, contents, true));
  if (!engine) return projection;
  await sweepBuilds(db, engine.indexes);
  const drift = summary(await checkEngine(db, engine.indexes, true));
  return Object.fromEntries(KINDS.map((kind) => [kind, (projection[kind] ?? 0) + (drift[kind] ?? 0)]));
}
