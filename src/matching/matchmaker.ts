import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { Breath } from '#libs/kernel/breath';
import { dayNumber, now, parisDate } from '#libs/kernel/clock';
import type { OneList } from '#libs/matching/packed/all-lists';
import { engineVersion, isOlderEngine } from '#libs/matching/weights';
import { Corpus } from './corpus';
import { type Owners, refreshFacts } from './dirty';
import type { Reading } from './facts';
import {
  countStaleLists,
  markAllOutOfStep,
  type Edition,
  type ListKind,
  type NewList,
  ownersIn,
  type Range,
  readLists,
  readRange,
  writeLists,
} from './lists';
import { overridesInForce } from './overrides';
import { Readings } from './readings';
import { bestOf, isSame, missionSide, newList, patch, profileSide, rankedAnew, type Side, whole } from './sides';
import { Sweep } from './sweep';

/** Advisory lock of whoever writes lists: "MATC". One at a time, or two changes could each miss the other. */
const LOCK = 0x4d415443;
/** Computing stops after this long and leaves the rest to the next round, so that nobody waits long for the lock. */
const ROUND_MS = 1_000;

/** What a round is called for, beyond what changed. */
export interface Called {
  /** Moves all lists to this day (YYYY-MM-DD, Europe/Paris): starts in the past and the age of skills are counted from it. */
  day?: string;
  /** Whose facts are read anew and whose list is computed whole, before any other and however long others take. */
  first?: { kind: ListKind; id: string };
}

/** What one round did: changes taken up, lists written. `more`: another is due. */
export interface Round {
  changes: number;
  lists: number;
  more: boolean;
}

/** Lists written; `more`: some were left. */
interface Written {
  written: number;
  more: boolean;
}

/** What comparing a range of lists with lists computed whole came to. What differed was written anew. */
export interface Checked {
  engineVersion: string;
  compared: number;
  differing: number;
  factsDiffering: number;
}

/**
 * Keeps every list in step with profiles and missions. Whatever it is called for, it takes up all that changed: a burst
 * of changes costs a few rounds, not one a change. Everything it writes can be lost and is computed again.
 */
@Injectable()
export class Matchmaker {
  private readonly log = new Logger('matching');
  private corpus: Corpus | undefined;
  private edition: Edition | undefined;
  private run: string | undefined;
  private readonly sweep = new Sweep();
  /** True when most lists were out of step at the end of the last round. */
  private isBehind = false;

  constructor(
    private readonly readings: Readings,
    @Inject(ENV) private readonly env: Pick<Env, 'matchShards'>,
  ) {}

  /** One round, in the caller’s transaction. */
  round(tx: EntityManager, called: Called = {}): Promise<Round> {
    return this.locked(tx, () => this.underLock(tx, called));
  }

  /**
   * Reads the facts of a range anew, computes its lists whole and compares both with what is kept; writes what differs.
   * What is still to be computed at that moment is left to rounds and not compared. `run`: the first range of a run that
   * this worker takes has it read everybody anew.
   */
  check(tx: EntityManager, run: string, range: Range): Promise<Checked> {
    return this.locked(tx, async () => {
      if (this.run !== run) this.corpus = undefined;
      this.run = run;
      return this.compare(tx, range);
    });
  }

  private async locked<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
    await tx.query(`set local lock_timeout = '30s'`);
    await tx.query(`select pg_advisory_xact_lock($1)`, [LOCK]);
    await tx.query(`set local synchronous_commit = off`);
    try {
      return await work();
    } catch (error) {
      // What memory holds may belong to the transaction that is about to roll back.
      this.corpus = undefined;
      this.sweep.stop();
      throw error;
    }
  }

  private async underLock(tx: EntityManager, { day, first }: Called): Promise<Round> {
    const started = performance.now();
    const isOver = (): boolean => performance.now() > started + ROUND_MS;
    const market = await this.gather(tx, day, isOver, first && { kind: first.kind, ids: [first.id] });
    const { taken, more: behind } = market.changes;
    const lists = await this.bringInStep(tx, market, (id) => id !== first?.id && isOver(), first !== undefined);
    const round = { changes: taken, lists: lists.written, more: behind || lists.more };
    if (round.lists > 0) this.log.debug(`${JSON.stringify(round)} in ${Math.round(performance.now() - started)} ms`);
    return round;
  }

  private async compare(tx: EntityManager, range: Range): Promise<Checked> {
    const started = performance.now();
    const ids = await ownersIn(tx, range);
    const isOver = (): boolean => performance.now() > started + ROUND_MS;
    const market = await this.gather(tx, undefined, isOver, { kind: range.kind, ids });
    await this.bringInStep(tx, market, isOver);
    const lists =
      range.kind === 'mission'
        ? await this.repair(tx, market.edition, market.missions, range)
        : await this.repair(tx, market.edition, market.profiles, range);
    return { engineVersion: market.edition.engineVersion, factsDiffering: market.changes.drifted, ...lists };
  }

  /** Computes the lists of a range whole, and writes those that differ from what is kept. */
  private async repair<Own, Other>(
    tx: EntityManager,
    edition: Edition,
    side: Side<Own, Other>,
    range: Range,
  ): Promise<{ compared: number; differing: number }> {
    const breath = new Breath();
    const differing: NewList[] = [];
    let compared = 0;
    for (const [num, { rev, entries = [] }] of await readRange(tx, edition, range)) {
      const own = side.owners.get(num);
      if (own?.rev !== rev) continue;
      const list = whole(side, own);
      compared++;
      if (!isSame(list, entries)) differing.push({ id: own.id, num, rev, entries: list });
      await breath.taken();
    }
    await writeLists(tx, side.kind, edition, differing);
    if (differing.length > 0)
      this.log.warn(`lists that differed: ${side.kind} ${differing.map(({ id }) => id).join()}`);
    return { compared, differing: differing.length };
  }

  /** Everybody as they are now, who of them changed, and what people decided. */
  private async gather(tx: EntityManager, day: string | undefined, isOver: () => boolean, also: Owners | undefined) {
    const reading = await this.readings.current(tx);
    const edition = await this.editionFor(tx, reading, day);
    const corpus = await this.corpusFor(tx, edition);
    const changes = await refreshFacts(tx, corpus, reading, isOver, this.isBehind, also);
    if (changes.many) await markAllOutOfStep(tx);
    const decisions = await overridesInForce(tx);
    return {
      edition,
      corpus,
      changes,
      missions: missionSide(corpus, changes, decisions.mission),
      profiles: profileSide(corpus, changes, decisions.profile),
    };
  }

  /**
   * Computes lists that are out of step, as many as there is time for: `mustHaveOne`, whose list comes first, must not wait
   * for the others. None while a great part of everybody is still being taken up.
   */
  private async bringInStep(
    tx: EntityManager,
    market: Awaited<ReturnType<Matchmaker['gather']>>,
    isLate: (id: string) => boolean,
    mustHaveOne = false,
  ): Promise<Written> {
    const { edition, corpus, changes, missions, profiles } = market;
    const stale = await countStaleLists(tx, edition);
    const owners = missions.owners.size + profiles.owners.size;
    this.isBehind = stale * 2 > owners;
    if (stale === 0) this.sweep.stop();
    if (!mustHaveOne) {
      if (stale + changes.taken === 0 || (changes.many && changes.more)) return { written: 0, more: false };
      if (this.sweep.isDue(corpus, stale, owners)) return this.goOnSweeping(tx, market, isLate);
    }
    const ofMissions = await this.update(tx, edition, missions, isLate);
    const ofProfiles = await this.update(tx, edition, profiles, isLate);
    return { written: ofMissions.written + ofProfiles.written, more: ofMissions.more || ofProfiles.more };
  }

  /** Writes the next lists of a sweep, until it is late. */
  private async goOnSweeping(
    tx: EntityManager,
    { edition, missions, profiles }: Awaited<ReturnType<Matchmaker['gather']>>,
    isLate: (id: string) => boolean,
  ): Promise<Written> {
    const breath = new Breath();
    const lists: Record<ListKind, NewList[]> = { mission: [], profile: [] };
    let list: OneList | undefined;
    let more = false;
    while (!more && (list = await this.sweep.next())) {
      const made = list.of === 'mission' ? newList(missions, list) : newList(profiles, list);
      if (made) lists[list.of].push(made);
      more = isLate('');
      await breath.taken();
    }
    for (const kind of ['mission', 'profile'] as const) await writeLists(tx, kind, edition, lists[kind]);
    return { written: lists.mission.length + lists.profile.length, more };
  }

  /** The edition in force; a newer engine, a new referential or another day starts a new one. */
  private async editionFor(tx: EntityManager, reading: Reading, day: string | undefined): Promise<Edition> {
    const ours = engineVersion(reading.version);
    const [row] = await tx.query<{ engine_version: string; as_of: string }[]>(
      `select engine_version, as_of::text from match_state`,
    );
    if (row && isOlderEngine(ours, row.engine_version))
      throw new Error(
        `This worker’s engine ${ours} is older than the lists’ ${row.engine_version}: replace the worker`,
      );
    const asOf = day ?? row?.as_of ?? parisDate(now());
    if (row?.engine_version !== ours || row.as_of !== asOf)
      await tx.query(
        `insert into match_state (engine_version, as_of) values ($1, $2)
         on conflict (only_row) do update set engine_version = excluded.engine_version, as_of = excluded.as_of, changed_at = now()`,
        [ours, asOf],
      );
    return { engineVersion: ours, asOf };
  }

  private async corpusFor(tx: EntityManager, edition: Edition): Promise<Corpus> {
    const same = this.edition?.engineVersion === edition.engineVersion && this.edition.asOf === edition.asOf;
    if (!this.corpus || !same) {
      this.corpus = new Corpus(dayNumber(edition.asOf), this.env.matchShards);
      this.edition = edition;
    }
    await this.corpus.catchUp(tx);
    return this.corpus;
  }

  /** Brings the lists of one side up to date: patched where others changed, computed whole where that is not enough. */
  private async update<Own, Other>(
    tx: EntityManager,
    edition: Edition,
    side: Side<Own, Other>,
    isLate: (id: string) => boolean,
  ): Promise<Written> {
    const breath = new Breath();
    const anew = await rankedAnew(side, breath);
    const stored = await readLists(tx, side.kind, edition, [...anew.keys()], bestOf(anew, side.decisions));
    const lists: NewList[] = [];
    let more = false;
    for (const own of side.owners.values()) {
      await breath.taken();
      const held = stored.get(own.num);
      const fresh = held && held.rev === own.rev && !side.changedOwners.has(own.num);
      if (fresh && !held.entries) continue;
      const patched = fresh && held.entries ? patch(side, own, held.entries, anew) : undefined;
      if (patched === 'same') continue;
      if (!patched && !fresh && isLate(own.id)) {
        more = true;
        continue;
      }
      lists.push({ id: own.id, num: own.num, rev: own.rev, entries: patched ?? whole(side, own) });
    }
    await writeLists(tx, side.kind, edition, lists);
    return { written: lists.length, more };
  }
}
