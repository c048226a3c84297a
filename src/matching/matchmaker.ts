import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { Breath } from '#libs/kernel/breath';
import { dayNumber } from '#libs/kernel/clock';
import type { OneList } from '#libs/matching/packed/all-lists';
import { Corpus } from './corpus';
import { didMany, type Owners, refreshFacts, refreshOwners } from './dirty';
import { editionInForce, readStanding } from './edition';
import { computeWhole, followOthers, repairSide, updateSide } from './list-work';
import { HeldLists } from './held-lists';
import { countStaleLists, type Edition, type ListKind, markAllOutOfStep, type NewList, type Owner } from './lists';
import { addDue, addNews, type Numbers, readDue, settleAll, settleDue, takeNews } from './news';
import { overridesInForce } from './overrides';
import { Readings } from './readings';
import { missionSide, newList, profileSide } from './sides';
import { Sweep } from './sweep';

/** Advisory lock of whoever writes lists: "MATC". One at a time, or two changes could each miss the other. */
const LOCK = 0x4d415443;
const TAKE_LOCK = `set local lock_timeout = '30s'; select pg_advisory_xact_lock(${LOCK}); set local synchronous_commit = off`;
/** Computing stops after this long and leaves the rest to the next round, so that nobody waits long for the lock. */
const ROUND_MS = 1_000;
/** For so long at least are lists computed in a round, however long it took to take everything up: rounds come to an end. */
const LISTS_MS = 250;
/** So many changes are passed on at once, lest others’ lists hold up somebody who waits for their own. */
const PIECE = 4;
/** As long at most are lists computed whole then. */
const PIECE_MS = 20;
/** When more than so many wait for their own lists, it is looked whether very many do: a round then takes them up together. */
const OWN_FIRST = 64;

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

const nobody = (): Numbers => ({ profile: new Set(), mission: new Set() });
const sizeOf = ({ profile, mission }: Numbers): number => profile.size + mission.size;

/** Owners by both their names. */
interface NumberedOwners {
  kind: ListKind;
  owners: readonly Owner[];
}

/** What comparing lists with lists computed whole came to. What differed was written anew. */
export interface Checked {
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
  private readonly sweep = new Sweep();
  private readonly held: Record<ListKind, HeldLists> = {
    mission: new HeldLists('mission'),
    profile: new HeldLists('profile'),
  };
  /** True when most lists were out of step at the end of the last round. */
  private isBehind = false;
  /** True when a round of those who wait for their own lists left something to the next. */
  private isUnfinished = false;
  /** How many jobs of this process wait for the lock to write own lists: others’ lists give way. */
  private waiting = 0;

  constructor(
    private readonly readings: Readings,
    @Inject(ENV) private readonly env: Pick<Env, 'matchShards'>,
  ) {}

  /** One round, in the caller’s transaction. */
  round(tx: EntityManager, called: Called = {}): Promise<Round> {
    return this.locked(tx, () => this.underLock(tx, called));
  }

  /**
   * Takes these owners up as they are now and writes their own lists, in the caller’s transaction. The lists of others
   * follow with `passOn`: what is still to do is written down in the same transaction.
   */
  ownLists(tx: EntityManager, kind: ListKind, owners: readonly Owner[]): Promise<void> {
    const write = async (): Promise<void> => {
      const market = await this.asBefore(tx);
      const together = owners.length > OWN_FIRST && market && didMany(tx, market.corpus, market.reading.version);
      if (!market || (await together)) {
        this.isUnfinished = (await this.underLock(tx, {})).more;
        return;
      }
      const { edition, corpus, reading } = market;
      const { changed } = await refreshOwners(tx, corpus, reading, { kind, ids: owners.map(({ id }) => id) });
      const { missions, profiles } = await this.sides(tx, corpus, nobody(), nobody());
      const nums = owners.map(({ num }) => num);
      const { lists } = kind === 'mission' ? await computeWhole(missions, nums) : await computeWhole(profiles, nums);
      await this.held[kind].write(tx, edition, lists);
      await addNews(tx, { ...nobody(), [kind]: changed });
    };
    return this.locked(tx, write, true);
  }

  /** Brings lists of others up to date for a while, in the caller’s transaction; true when there is more to do. */
  passOn(tx: EntityManager, forMs: number = PIECE_MS): Promise<boolean> {
    return this.locked(tx, async () => {
      const started = performance.now();
      const isLate = (): boolean => this.waiting > 0 || performance.now() > started + forMs;
      const market = this.isUnfinished ? undefined : await this.asBefore(tx);
      if (!market) return (this.isUnfinished = (await this.underLock(tx, {})).more);
      const { edition, corpus } = market;
      const { news, due, gone, more } = await takeNews(tx, PIECE);
      for (const num of gone.profile) corpus.removeProfile(num);
      for (const num of gone.mission) corpus.removeMission(num);
      if (sizeOf(news) + sizeOf(due) === 0) return false;
      if (news.profile.size > 0) await this.held.mission.catchUp(tx, edition);
      if (news.mission.size > 0) await this.held.profile.catchUp(tx, edition);
      const { missions, profiles } = await this.sides(tx, corpus, nobody(), news);
      const mission = await followOthers(tx, edition, missions, due.mission, isLate);
      const profile = await followOthers(tx, edition, profiles, due.profile, isLate);
      const settled: Numbers = { mission: mission.settled, profile: profile.settled };
      const left: Numbers = { mission: mission.left, profile: profile.left };
      await settleDue(tx, settled);
      await addDue(tx, left);
      return more || sizeOf(due) - sizeOf(settled) + sizeOf(left) > 0;
    });
  }

  /**
   * True when every list answers to its owner and to this edition, and this worker has it all in memory. Notices rows that
   * vanished without a trace. Says nothing of facts that do not answer to their rows, nor of what others’ lists do not know.
   */
  isInStep(tx: EntityManager): Promise<boolean> {
    return this.locked(tx, async () => {
      const market = await this.asBefore(tx, true);
      if (!market) return false;
      const { edition, corpus } = market;
      await this.held.mission.catchUpWholly(tx, edition, corpus.missions);
      await this.held.profile.catchUpWholly(tx, edition, corpus.profiles);
      return (await countStaleLists(tx, edition)) === 0;
    });
  }

  /**
   * Reads the facts of these owners anew, computes their lists whole and compares both with what is kept; writes what
   * differs. What is still to be computed at that moment is left to rounds and not compared.
   */
  check(tx: EntityManager, owners: NumberedOwners): Promise<Checked> {
    return this.locked(tx, () => this.compare(tx, owners));
  }

  /** Goes on with everybody as they were read anew for this edition, instead of those it remembers. */
  renew(tx: EntityManager, edition: Edition, corpus: Corpus): Promise<void> {
    return this.locked(tx, async () => {
      await corpus.catchUp(tx);
      this.corpus = corpus;
      this.edition = edition;
      this.sweep.stop();
    });
  }

  private async locked<T>(tx: EntityManager, work: () => Promise<T>, isForOwn = false): Promise<T> {
    if (isForOwn) this.waiting++;
    try {
      await tx.query(TAKE_LOCK);
    } finally {
      if (isForOwn) this.waiting--;
    }
    try {
      return await work();
    } catch (error) {
      // What memory holds may belong to the transaction that is about to roll back.
      this.corpus = undefined;
      for (const held of Object.values(this.held)) held.forget();
      this.sweep.stop();
      throw error;
    }
  }

  private async underLock(tx: EntityManager, { day, first }: Called): Promise<Round> {
    const started = performance.now();
    const isOver = (): boolean => performance.now() > started + ROUND_MS;
    const market = await this.gather(tx, day, isOver, first && { kind: first.kind, ids: [first.id] });
    const { taken, more: behind } = market.changes;
    const gathered = performance.now();
    const isLate = (id: string): boolean => id !== first?.id && isOver() && performance.now() > gathered + LISTS_MS;
    const lists = await this.bringInStep(tx, market, isLate, first !== undefined);
    const round = { changes: taken, lists: lists.written, more: behind || lists.more };
    this.isBehind &&= round.more;
    if (round.lists > 0) this.log.debug(`${JSON.stringify(round)} in ${Math.round(performance.now() - started)} ms`);
    return round;
  }

  private async compare(tx: EntityManager, { kind, owners }: NumberedOwners): Promise<Checked> {
    const started = performance.now();
    const isOver = (): boolean => performance.now() > started + ROUND_MS;
    const nums = owners.map(({ num }) => num);
    const market = await this.gather(tx, undefined, isOver, { kind, ids: owners.map(({ id }) => id) });
    await this.bringInStep(tx, market, isOver);
    const { edition, missions, profiles } = market;
    const due = (await readDue(tx))[kind];
    const { compared, differing } =
      kind === 'mission'
        ? await repairSide(tx, edition, missions, nums, due)
        : await repairSide(tx, edition, profiles, nums, due);
    if (differing.length > 0) this.log.warn(`lists that differed: ${kind} ${differing.map(({ id }) => id).join()}`);
    return { compared, differing: differing.length, factsDiffering: market.changes.drifted };
  }

  /** Everybody as they are now, who of them changed, and what people decided. */
  private async gather(tx: EntityManager, day: string | undefined, isOver: () => boolean, also: Owners | undefined) {
    const standing = await readStanding(tx);
    const reading = await this.readings.of(standing.vectors, tx);
    const edition = await editionInForce(tx, standing.edition, reading.version, day);
    const corpus = await this.corpusFor(tx, edition);
    const changes = await refreshFacts(tx, corpus, reading, isOver, this.isBehind, also);
    if (changes.many) await markAllOutOfStep(tx);
    await this.held.mission.catchUpWholly(tx, edition, corpus.missions);
    await this.held.profile.catchUpWholly(tx, edition, corpus.profiles);
    const { news, due } = await takeNews(tx);
    const changed: Numbers = { profile: changes.profiles, mission: changes.missions };
    return { edition, corpus, changes, news, due, ...(await this.sides(tx, corpus, changed, news)) };
  }

  /** Everybody as they are now, when lists stand as this worker left them; undefined when a whole round must come first. */
  private async asBefore(tx: EntityManager, counting = false) {
    const { edition: before, corpus: known } = this;
    if (!known || !before || this.isBehind) return undefined;
    const standing = await readStanding(tx);
    const reading = await this.readings.of(standing.vectors, tx);
    const edition = await editionInForce(tx, standing.edition, reading.version);
    if (edition.engineVersion !== before.engineVersion || edition.asOf !== before.asOf) return undefined;
    return { reading, edition, corpus: await this.corpusFor(tx, edition, counting) };
  }

  /** Both kinds of lists: whose owners `changed`, and who stands in others’ lists and changed then or before (`news`). */
  private async sides(tx: EntityManager, corpus: Corpus, changed: Numbers, news: Numbers) {
    const decisions = await overridesInForce(tx);
    const others = (kind: ListKind) => new Set([...changed[kind], ...news[kind]]);
    return {
      missions: missionSide(
        corpus,
        { changedOwners: changed.mission, changedOthers: others('profile') },
        decisions.mission,
        this.held.mission,
      ),
      profiles: profileSide(
        corpus,
        { changedOwners: changed.profile, changedOthers: others('mission') },
        decisions.profile,
        this.held.profile,
      ),
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
    const { edition, corpus, changes, news, due, missions, profiles } = market;
    const stale = await countStaleLists(tx, edition);
    const owners = missions.owners.size + profiles.owners.size;
    this.isBehind = stale * 2 > owners;
    if (stale === 0) this.sweep.stop();
    if (!mustHaveOne) {
      const untouched = stale + changes.taken + sizeOf(news) + sizeOf(due) === 0;
      if (untouched || (changes.many && changes.more)) return { written: 0, more: false };
      if (this.sweep.isDue(corpus, stale, owners)) {
        // Lists that are current and come late in the sweep, if it comes so far, do not know of them yet.
        const unaware: Numbers = { profile: missions.changedOthers, mission: profiles.changedOthers };
        await addNews(tx, unaware);
        const swept = await this.goOnSweeping(tx, market, isLate);
        if (swept.more) return swept;
        await settleAll(tx);
        return swept;
      }
    }
    const ofMissions = await updateSide(tx, edition, missions, due.mission, isLate);
    const ofProfiles = await updateSide(tx, edition, profiles, due.profile, isLate);
    await settleDue(tx, { mission: ofMissions.settled, profile: ofProfiles.settled });
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
    for (const kind of ['mission', 'profile'] as const) await this.held[kind].write(tx, edition, lists[kind]);
    return { written: lists.mission.length + lists.profile.length, more };
  }

  private async corpusFor(tx: EntityManager, edition: Edition, counting = true): Promise<Corpus> {
    const same = this.edition?.engineVersion === edition.engineVersion && this.edition.asOf === edition.asOf;
    if (!this.corpus || !same) {
      this.corpus = new Corpus(dayNumber(edition.asOf), this.env.matchShards);
      this.edition = edition;
    }
    await this.corpus.catchUp(tx, counting);
    return this.corpus;
  }
}
