import type { EntityManager } from 'typeorm';
import type { MatchContext, ProfileFacts } from '#libs/matching/model';
import { type PreparedMission, type PreparedProfile, prepareMission, prepareProfile } from '#libs/matching/prepare';
import type { StoredMission } from './facts';

/** A profile or a mission as the worker holds it in memory. */
export interface Member<Prepared> {
  id: string;
  num: number;
  rev: number;
  /** Stands in the lists of others. */
  active: boolean;
  sourceVersion: string;
  prepared: Prepared;
}

interface FactsRow<Facts> {
  id: string;
  num: number;
  rev: number;
  active: boolean;
  source_version: string;
  facts: Facts;
}

const CHANGED = (table: string, key: string) => `
  select ${key} as id, num, rev, active, source_version, facts from ${table} where changed_xid >= $1::xid8`;

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

/**
 * Everybody the worker compares, prepared once and kept in step with match_profile and match_mission. Rows are read
 * from the oldest transaction that was still open at the last reading: what commits late is not missed, what is read
 * twice is recognised by its revision.
 */
export class Corpus {
  readonly profiles = new Map<number, Member<PreparedProfile>>();
  readonly missions = new Map<number, Member<PreparedMission>>();
  #horizon = '0';

  /** `today`: the day number that scores are for. */
  constructor(readonly today: number) {}

  /** Reads what changed since the last call; everything on the first, and when rows vanished without a trace. */
  async catchUp(tx: Pick<EntityManager, 'query'>): Promise<void> {
    const [now] = await tx.query<{ horizon: string }[]>(
      `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`,
    );
    const read = async (): Promise<void> => {
      for (const row of await tx.query<FactsRow<ProfileFacts>[]>(CHANGED('match_profile', 'profile_id'), [
        this.#horizon,
      ]))
        this.#keep(this.profiles, row, (facts) => readyProfile(facts, this.today));
      for (const row of await tx.query<FactsRow<StoredMission>[]>(CHANGED('match_mission', 'mission_id'), [
        this.#horizon,
      ]))
        this.#keep(this.missions, row, (stored) => readyMission(stored, this.today));
    };
    await read();
    const [count] = await tx.query<{ profiles: number; missions: number }[]>(
      `select (select count(*)::int from match_profile) as profiles, (select count(*)::int from match_mission) as missions`,
    );
    if (count && (count.profiles !== this.profiles.size || count.missions !== this.missions.size)) {
      this.profiles.clear();
      this.missions.clear();
      this.#horizon = '0';
      await read();
    }
    this.#horizon = now?.horizon ?? '0';
  }

  putProfile(row: FactsRow<ProfileFacts>): void {
    this.#keep(this.profiles, row, (facts) => readyProfile(facts, this.today));
  }

  putMission(row: FactsRow<StoredMission>): void {
    this.#keep(this.missions, row, (stored) => readyMission(stored, this.today));
  }

  #keep<Facts, Prepared>(
    members: Map<number, Member<Prepared>>,
    row: FactsRow<Facts>,
    prepare: (facts: Facts) => Prepared,
  ): void {
    const known = members.get(row.num);
    if (known && known.rev === row.rev && known.sourceVersion === row.source_version && known.active === row.active)
      return;
    members.set(row.num, {
      id: row.id,
      num: row.num,
      rev: row.rev,
      active: row.active,
      sourceVersion: row.source_version,
      prepared: prepare(row.facts),
    });
  }
}
