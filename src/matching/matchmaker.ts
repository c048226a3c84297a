import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayNumber, now, parisDate } from '#libs/kernel/clock';
import { type OverrideTarget, rankOverridden } from '#libs/matching/override';
import { patchList } from '#libs/matching/patch';
import type { PreparedMission, PreparedProfile } from '#libs/matching/prepare';
import { NOT_LISTED, rankOf } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import { type Ranked, Top } from '#libs/matching/top';
import { engineVersion, isOlderEngine } from '#libs/matching/weights';
import { Corpus, type Member } from './corpus';
import { type Changes, refreshFacts } from './dirty';
import type { Reading } from './facts';
import { countStaleLists, type Edition, type ListKind, type NewList, readLists, writeLists } from './lists';
import { type OverridesByPair, overridesInForce } from './overrides';
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

interface Side<Own, Other> {
  kind: ListKind;
  owners: Map<number, Member<Own>>;
  others: Map<number, Member<Other>>;
  changedOwners: ReadonlySet<number>;
  changedOthers: ReadonlySet<number>;
  rank(own: Member<Own>, other: Member<Other>): number;
  tie(own: number, other: number): number;
  /** What people decided, by owner and other. */
  decisions: OverridesByPair;
  rankDecided(own: Member<Own>, other: Member<Other>, decisions: readonly OverrideTarget[]): number;
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
    const decisions = await overridesInForce(tx);
    const deadline = started + ROUND_MS;
    const missions = await this.update(tx, edition, missionSide(corpus, changes, decisions.mission), deadline);
    const profiles = await this.update(tx, edition, profileSide(corpus, changes, decisions.profile), deadline);
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
  private async update<Own, Other>(
    tx: EntityManager,
    edition: Edition,
    side: Side<Own, Other>,
    deadline: number,
  ): Promise<{ written: number; more: boolean }> {
    const stored = await readLists(tx, side.kind, edition);
    const lists: NewList[] = [];
    let more = false;
    for (const own of side.owners.values()) {
      const held = stored.get(own.num);
      const fresh = held && held.rev === own.rev && !side.changedOwners.has(own.num);
      const patched = fresh ? patch(side, own, held.entries) : undefined;
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

/**
 * The list with what people decided about its pairs on top of what was computed: the one place where decisions enter
 * lists. A decision only ever raises somebody, so a list computed whole stays one; undefined for a list that knew of more
 * decisions than there are now, and must be computed whole.
 */
function withDecisions<Own, Other>(
  side: Side<Own, Other>,
  own: Member<Own>,
  entries: readonly Ranked[],
): Ranked[] | undefined {
  const decided: Ranked[] = [];
  for (const [num, decisions] of side.decisions.get(own.num) ?? []) {
    const other = side.others.get(num);
    if (other?.active) decided.push({ num, rank: side.rankDecided(own, other, decisions) });
  }
  if (decided.length === 0) return [...entries];
  return patchList(entries, decided, (num) => side.tie(own.num, num));
}

/** The list computed from everybody who stands. */
function whole<Own, Other>(side: Side<Own, Other>, own: Member<Own>): Ranked[] {
  const top = new Top();
  for (const other of side.others.values()) {
    if (other.active) top.offer(other.num, side.rank(own, other), side.tie(own.num, other.num));
  }
  const list = top.list();
  return withDecisions(side, own, list) ?? list;
}

/** The list after the changes of others, `same` when none touches it, undefined when it must be computed whole. */
function patch<Own, Other>(
  side: Side<Own, Other>,
  own: Member<Own>,
  entries: readonly Ranked[],
): Ranked[] | 'same' | undefined {
  if (side.changedOthers.size === 0) return 'same';
  const tie = (num: number): number => side.tie(own.num, num);
  const changes: Ranked[] = [];
  for (const num of side.changedOthers) {
    const other = side.others.get(num);
    changes.push({ num, rank: other?.active ? side.rank(own, other) : NOT_LISTED });
  }
  const computed = patchList(entries, changes, tie);
  if (!computed) return undefined;
  const patched = withDecisions(side, own, computed);
  if (!patched) return undefined;
  const unchanged =
    patched.length === entries.length &&
    patched.every(({ num, rank }, at) => num === entries[at]!.num && rank === entries[at]!.rank);
  return unchanged ? 'same' : patched;
}

const missionSide = (
  corpus: Corpus,
  changes: Changes,
  decisions: OverridesByPair,
): Side<PreparedMission, PreparedProfile> => ({
  kind: 'mission',
  owners: corpus.missions,
  others: corpus.profiles,
  changedOwners: changes.missions,
  changedOthers: changes.profiles,
  decisions,
  rank: (mission, profile) => rankOf(mission.prepared, profile.prepared),
  rankDecided: (mission, profile, some) => rankOverridden(mission.prepared, profile.prepared, some),
  tie: (mission, profile) => tieBreak(mission, profile),
});

const profileSide = (
  corpus: Corpus,
  changes: Changes,
  decisions: OverridesByPair,
): Side<PreparedProfile, PreparedMission> => ({
  kind: 'profile',
  owners: corpus.profiles,
  others: corpus.missions,
  changedOwners: changes.profiles,
  changedOthers: changes.missions,
  decisions,
  rank: (profile, mission) => rankOf(mission.prepared, profile.prepared),
  rankDecided: (profile, mission, some) => rankOverridden(mission.prepared, profile.prepared, some),
  tie: (profile, mission) => tieBreak(mission, profile),
});
