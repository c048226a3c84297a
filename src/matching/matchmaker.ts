import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayNumber, now, parisDate } from '#libs/kernel/clock';
import { patchList } from '#libs/matching/patch';
import type { PreparedMission, PreparedProfile } from '#libs/matching/prepare';
import { NOT_LISTED } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import type { Ranked } from '#libs/matching/top';
import { engineVersion, isOlderEngine } from '#libs/matching/weights';
import { Corpus, type Member } from './corpus';
import { type Changes, refreshFacts } from './dirty';
import type { Reading } from './facts';
import { countStaleLists, type Edition, type ListKind, type NewList, readLists, writeLists } from './lists';
import { Readings } from './readings';

/** Advisory lock of whoever writes lists: "MATC". One at a time, or two changes could each miss the other. */
const LOCK = 0x4d415443;
/** Changes taken up in one transaction. */
const BATCH = 256;
/** Computing stops after this long and leaves the rest to the next round, so that nobody waits long for the lock. */
const ROUND_MS = 1_000;

/** What one round did. `more`: another is due. */
export interface Round {
  profiles: number;
  missions: number;
  lists: number;
  more: boolean;
}

interface Side<Own> {
  kind: ListKind;
  owners: Map<number, Member<Own>>;
  changedOwners: ReadonlySet<number>;
  changedOthers: ReadonlySet<number>;
  /** The best of everybody who stands, for this owner. */
  best(num: number): Ranked[];
  /** The new rank of one of the others with each owner they can be listed with. */
  ranks(num: number): ReadonlyMap<number, number>;
  tie(own: number, other: number): number;
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

  constructor(private readonly readings: Readings) {}

  /**
   * One round, in the caller’s transaction. `day` moves all lists to that day (YYYY-MM-DD, Europe/Paris): starts in the
   * past and the age of skills are counted from it.
   */
  async round(tx: EntityManager, day?: string): Promise<Round> {
    await tx.query(`set local lock_timeout = '30s'`);
    await tx.query(`select pg_advisory_xact_lock($1)`, [LOCK]);
    await tx.query(`set local synchronous_commit = off`);
    try {
      return await this.underLock(tx, day);
    } catch (error) {
      // What memory holds may belong to the transaction that is about to roll back.
      this.corpus = undefined;
      throw error;
    }
  }

  private async underLock(tx: EntityManager, day: string | undefined): Promise<Round> {
    const started = performance.now();
    const reading = await this.readings.current(tx);
    const edition = await this.editionFor(tx, reading, day);
    const corpus = await this.corpusFor(tx, edition);
    const changes = await refreshFacts(tx, corpus, reading, BATCH);
    if (changes.profiles.size + changes.missions.size + (await countStaleLists(tx, edition)) === 0)
      return { profiles: 0, missions: 0, lists: 0, more: false };
    const deadline = started + ROUND_MS;
    const missions = await this.update(tx, edition, missionSide(corpus, changes), deadline);
    const profiles = await this.update(tx, edition, profileSide(corpus, changes), deadline);
    const round = {
      profiles: changes.profiles.size,
      missions: changes.missions.size,
      lists: missions.written + profiles.written,
      more: changes.more || missions.more || profiles.more,
    };
    if (round.lists > 0) this.log.debug(`${JSON.stringify(round)} in ${Math.round(performance.now() - started)} ms`);
    return round;
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
      this.corpus = new Corpus(dayNumber(edition.asOf));
      this.edition = edition;
    }
    await this.corpus.catchUp(tx);
    return this.corpus;
  }

  /** Brings the lists of one side up to date: patched where others changed, computed whole where that is not enough. */
  private async update<Own>(
    tx: EntityManager,
    edition: Edition,
    side: Side<Own>,
    deadline: number,
  ): Promise<{ written: number; more: boolean }> {
    const anew = rankedAnew(side);
    const stored = await readLists(tx, side.kind, edition, [...anew.keys()], bestOf(anew));
    const lists: NewList[] = [];
    let more = false;
    for (const own of side.owners.values()) {
      const held = stored.get(own.num);
      const fresh = held && held.rev === own.rev && !side.changedOwners.has(own.num);
      if (fresh && !held.entries) continue;
      const patched = fresh && held.entries ? patch(side, own, held.entries, anew) : undefined;
      if (patched === 'same') continue;
      if (!patched && !fresh && performance.now() > deadline) {
        more = true;
        continue;
      }
      lists.push({ id: own.id, num: own.num, rev: own.rev, entries: patched ?? whole(side, own) });
    }
    await writeLists(tx, side.kind, edition, lists);
    return { written: lists.length, more };
  }
}

/** The list computed from everybody who stands. */
function whole<Own>(side: Side<Own>, own: Member<Own>): Ranked[] {
  return side.best(own.num);
}

/** New ranks, by who was ranked anew and then by owner: owners with whom they cannot be listed are left out. */
type Anew = ReadonlyMap<number, ReadonlyMap<number, number>>;

const rankedAnew = <Own>(side: Side<Own>): Anew =>
  new Map([...side.changedOthers].map((num) => [num, side.ranks(num)]));

/** The best new rank of each owner. */
function bestOf(anew: Anew): Map<number, number> {
  const best = new Map<number, number>();
  for (const ranks of anew.values())
    for (const [owner, rank] of ranks) if (rank > (best.get(owner) ?? NOT_LISTED)) best.set(owner, rank);
  return best;
}

/** The list after the changes of others, `same` when none touches it, undefined when it must be computed whole. */
function patch<Own>(
  side: Side<Own>,
  own: Member<Own>,
  entries: readonly Ranked[],
  anew: Anew,
): Ranked[] | 'same' | undefined {
  const changes = [...anew].map(([num, ranks]): Ranked => ({ num, rank: ranks.get(own.num) ?? NOT_LISTED }));
  const patched = patchList(entries, changes, (num) => side.tie(own.num, num));
  if (!patched) return undefined;
  const unchanged =
    patched.length === entries.length &&
    patched.every(({ num, rank }, at) => num === entries[at]!.num && rank === entries[at]!.rank);
  return unchanged ? 'same' : patched;
}

const missionSide = (corpus: Corpus, changes: Changes): Side<PreparedMission> => ({
  kind: 'mission',
  owners: corpus.missions,
  changedOwners: changes.missions,
  changedOthers: changes.profiles,
  best: (num) => corpus.candidates(num),
  ranks: (num) => corpus.ranksOfProfile(num),
  tie: (mission, profile) => tieBreak(mission, profile),
});

const profileSide = (corpus: Corpus, changes: Changes): Side<PreparedProfile> => ({
  kind: 'profile',
  owners: corpus.profiles,
  changedOwners: changes.profiles,
  changedOthers: changes.missions,
  best: (num) => corpus.recommended(num),
  ranks: (num) => corpus.ranksOfMission(num),
  tie: (profile, mission) => tieBreak(mission, profile),
});
