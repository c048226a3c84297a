import type { EntityManager } from 'typeorm';
import { Breath } from '#libs/kernel/breath';
import type { MatchContext, ProfileFacts } from '#libs/matching/model';
import type { OneList } from '#libs/matching/packed/all-lists';
import { ShardedIndex } from '#libs/matching/packed/sharded-index';
import { type PreparedMission, type PreparedProfile, prepareMission, prepareProfile } from '#libs/matching/prepare';
import { NOT_LISTED, rankOf } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import { type Ranked, Top } from '#libs/matching/top';
import type { StoredMission } from './facts';
import { changedSince, type FactsRow, readCounts, readMoment } from './corpus-rows';

/** A profile or a mission as the worker holds it in memory. */
export interface Member<Prepared> {
  id: string;
  num: number;
  rev: number;
  /** Stands in the lists of others. */
  active: boolean;
  sourceVersion: string;
  /** The transaction that wrote its facts: another one may have written others of the same revision. */
  xid: string;
  prepared: Prepared;
}

type Db = Pick<EntityManager, 'query'>;

const contextOf = (neighbours: StoredMission['neighbours'], today: number): MatchContext => ({
  today,
  similarity: { neighbours: (id) => neighbours[id] ?? [] },
});

/** A stored mission ready to be compared, on this day. */
export const readyMission = ({ facts, neighbours }: StoredMission, today: number): PreparedMission =>
  prepareMission(facts, contextOf(neighbours, today));

/** A stored profile ready to be compared, on this day. */
export const readyProfile = (facts: ProfileFacts, today: number): PreparedProfile =>
  prepareProfile(facts, contextOf({}, today));

const NOBODY: ReadonlyMap<number, number> = new Map();

/** The ranks of those who can be listed. */
function listed<Prepared>(
  members: ReadonlyMap<number, Member<Prepared>>,
  rank: (member: Member<Prepared>) => number,
): Map<number, number> {
  const ranks = new Map<number, number>();
  for (const member of members.values()) {
    const found = rank(member);
    if (found !== NOT_LISTED) ranks.set(member.num, found);
  }
  return ranks;
}

/** From this number on nobody stands here. */
function spareNumber(members: ReadonlyMap<number, unknown>): number {
  let highest = 0;
  for (const num of members.keys()) highest = Math.max(highest, num);
  return highest + 1;
}

/**
 * Everybody the worker compares, prepared and packed once, kept in step with match_profile and match_mission. Rows are read
 * from the oldest transaction that was still open at the last reading: what commits late is not missed, what is read
 * twice is recognised by the transaction that wrote it and its revision: one transaction may hold two rounds.
 */
export class Corpus {
  readonly profiles = new Map<number, Member<PreparedProfile>>();
  readonly missions = new Map<number, Member<PreparedMission>>();
  #index: ShardedIndex;
  /** Who cannot be packed, if anybody: lists are then found by ranking everybody. */
  readonly #unpacked = new Set<string>();
  #horizon = '0';
  /** Transactions from there on that wrote nothing but what was put here: their rows need not be read. */
  readonly #known = new Set<string>();
  /** Grows with whatever changes here. */
  #version = 0;

  /** `today`: the day number that scores are for; `shards`: how many the profiles are held in. */
  constructor(
    readonly today: number,
    private readonly shards: number,
  ) {
    this.#index = new ShardedIndex(shards);
  }

  get version(): number {
    return this.#version;
  }

  /**
   * Reads what changed since the last call; everything on the first, and when rows vanished without a trace, which takes
   * `counting` them all: whoever computes a single list may leave that to those who follow.
   */
  async catchUp(tx: Db, counting = true): Promise<void> {
    const now = await readMoment(tx, this.#horizon, [...this.#known]);
    const breath = new Breath();
    const read = async (profiles: boolean, missions: boolean): Promise<void> => {
      const from = [this.#horizon, [...this.#known]] as const;
      if (profiles)
        for await (const row of changedSince<ProfileFacts>(tx, 'profile', ...from)) {
          this.putProfile(row);
          await breath.taken();
        }
      if (missions)
        for await (const row of changedSince<StoredMission>(tx, 'mission', ...from)) {
          this.putMission(row);
          await breath.taken();
        }
    };
    await read(now.profilesChanged, now.missionsChanged);
    if (counting && !(await this.#isCounted(tx))) {
      this.profiles.clear();
      this.missions.clear();
      this.#index = new ShardedIndex(this.shards);
      this.#unpacked.clear();
      this.#horizon = '0';
      this.#known.clear();
      this.#version++;
      await read(true, true);
    }
    this.#horizon = now.horizon;
    for (const xid of this.#known) if (BigInt(xid) < BigInt(now.horizon)) this.#known.delete(xid);
  }

  /** Takes everybody who is put here from now on for known: only what other transactions write after this moment is read. */
  async begin(db: Db): Promise<void> {
    this.#horizon = (await readMoment(db, this.#horizon, [])).horizon;
  }

  async #isCounted(tx: Db): Promise<boolean> {
    const { profiles, missions } = await readCounts(tx);
    return profiles === this.profiles.size && missions === this.missions.size;
  }

  /** Whatever this transaction writes is put here by whoever writes it. */
  wrote(xid: string): void {
    this.#known.add(xid);
  }

  putProfile(row: FactsRow<ProfileFacts>): void {
    const { num, active } = row;
    if (!this.#keep(this.profiles, row, (facts) => readyProfile(facts, this.today))) return;
    this.#pack(`profile ${num}`, () => this.#index.putProfile(row.facts, contextOf({}, this.today), !active));
  }

  putMission(row: FactsRow<StoredMission>): void {
    const { num, active } = row;
    const { facts, neighbours } = row.facts;
    if (!this.#keep(this.missions, row, (stored) => readyMission(stored, this.today))) return;
    this.#pack(`mission ${num}`, () => this.#index.putMission(facts, contextOf(neighbours, this.today), !active));
  }

  removeProfile(num: number): void {
    this.profiles.delete(num);
    this.#version++;
    this.#index.removeProfile(num);
    this.#unpacked.delete(`profile ${num}`);
  }

  removeMission(num: number): void {
    this.missions.delete(num);
    this.#version++;
    this.#index.removeMission(num);
    this.#unpacked.delete(`mission ${num}`);
  }

  /** The people listed for a mission, best first. */
  candidates(num: number): Ranked[] {
    const found = this.#unpacked.size === 0 ? this.#index.topProfiles(num) : undefined;
    if (found) return found;
    const own = this.missions.get(num);
    const top = new Top();
    for (const other of this.profiles.values())
      if (own && other.active) top.offer(other.num, rankOf(own.prepared, other.prepared), tieBreak(num, other.num));
    return top.list();
  }

  /** The missions listed for a profile, best first. */
  recommended(num: number): Ranked[] {
    const found = this.#unpacked.size === 0 ? this.#index.topMissions(num) : undefined;
    if (found) return found;
    const own = this.profiles.get(num);
    const top = new Top();
    for (const other of this.missions.values())
      if (own && other.active) top.offer(other.num, rankOf(other.prepared, own.prepared), tieBreak(other.num, num));
    return top.list();
  }

  /** Every list, both ways, one after the other, of everybody as they are now; undefined when not everybody is packed. */
  allLists(): AsyncGenerator<OneList> | undefined {
    return this.#unpacked.size === 0 ? this.#index.allLists() : undefined;
  }

  /** The rank of a mission with each profile it can be listed with; none when it stands in nobody’s list. */
  ranksOfMission(num: number): ReadonlyMap<number, number> {
    const own = this.missions.get(num);
    if (!own?.active) return NOBODY;
    const found = this.#unpacked.size === 0 ? this.#index.ranksOfMission(num) : undefined;
    return found ?? listed(this.profiles, ({ prepared }) => rankOf(own.prepared, prepared));
  }

  /** The rank of a profile with each mission it can be listed with; none when it stands in nobody’s list. */
  ranksOfProfile(num: number): ReadonlyMap<number, number> {
    const own = this.profiles.get(num);
    if (!own?.active) return NOBODY;
    const found = this.#unpacked.size === 0 ? this.#index.ranksOfProfile(num) : undefined;
    return found ?? listed(this.missions, ({ prepared }) => rankOf(prepared, own.prepared));
  }

  /**
   * The rank of each of these versions of a profile with every mission that stands, as if it were one more profile: nothing
   * here changes. Missions it cannot be listed with are left out, and those whose rank does not reach `floor`.
   */
  ranksOfProfileVersions(versions: readonly ProfileFacts[], floor: number = NOT_LISTED): Map<number, number>[] {
    const first = spareNumber(this.profiles);
    const context = contextOf({}, this.today);
    return this.#suppose(versions, this.missions, floor, {
      put: (facts, at) => this.#index.putProfile({ ...facts, num: first + at }, context, true),
      ranks: (at) => this.#index.ranksOfProfile(first + at, floor),
      remove: (at) => this.#index.removeProfile(first + at),
      prepare: (facts) => {
        const own = readyProfile(facts, this.today);
        return ({ prepared }) => rankOf(prepared, own);
      },
    });
  }

  /** The rank of each of these versions of a mission with everybody who stands; as `ranksOfProfileVersions`. */
  ranksOfMissionVersions(versions: readonly StoredMission[], floor: number = NOT_LISTED): Map<number, number>[] {
    const first = spareNumber(this.missions);
    return this.#suppose(versions, this.profiles, floor, {
      put: ({ facts, neighbours }, at) =>
        this.#index.putMission({ ...facts, num: first + at }, contextOf(neighbours, this.today), true),
      ranks: (at) => this.#index.ranksOfMission(first + at, floor),
      remove: (at) => this.#index.removeMission(first + at),
      prepare: (stored) => {
        const own = readyMission(stored, this.today);
        return ({ prepared }) => rankOf(own, prepared);
      },
    });
  }

  /** Puts versions in aside, ranks them with those of the others who stand, and takes them out again. */
  #suppose<Version, Other>(
    versions: readonly Version[],
    others: ReadonlyMap<number, Member<Other>>,
    floor: number,
    by: {
      put(version: Version, at: number): void;
      ranks(at: number): ReadonlyMap<number, number> | undefined;
      remove(at: number): void;
      prepare(version: Version): (other: Member<Other>) => number;
    },
  ): Map<number, number>[] {
    const standing = (ranks: ReadonlyMap<number, number>): Map<number, number> =>
      new Map([...ranks].filter(([num, rank]) => rank >= floor && others.get(num)?.active));
    const oneByOne = () => versions.map((version) => standing(listed(others, by.prepare(version))));
    if (this.#unpacked.size > 0) return oneByOne();
    try {
      versions.forEach(by.put);
      return versions.map((_, at) => standing(by.ranks(at) ?? NOBODY));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return oneByOne();
    } finally {
      versions.forEach((_, at) => by.remove(at));
    }
  }

  /** Packs somebody; what no row can hold (a RangeError) is kept in mind. */
  #pack(who: string, put: () => void): void {
    try {
      put();
      this.#unpacked.delete(who);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#unpacked.add(who);
    }
  }

  /** Keeps a row; false when it was known already. */
  #keep<Facts, Prepared>(
    members: Map<number, Member<Prepared>>,
    row: FactsRow<Facts>,
    prepare: (facts: Facts) => Prepared,
  ): boolean {
    const known = members.get(row.num);
    const isSame = known?.xid === row.xid && known.rev === row.rev && known.active === row.active;
    if (isSame && known.sourceVersion === row.source_version) return false;
    this.#version++;
    members.set(row.num, {
      id: row.id,
      num: row.num,
      rev: row.rev,
      active: row.active,
      sourceVersion: row.source_version,
      xid: row.xid,
      prepared: prepare(row.facts),
    });
    return true;
  }
}
