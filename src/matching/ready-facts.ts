import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { ProfileFacts } from '#libs/matching/model';
import type { PreparedMission, PreparedProfile } from '#libs/matching/prepare';
import { readyMission, readyProfile } from './corpus';
import type { StoredMission } from './facts';

/** Profiles, and missions, that a process keeps ready: some 50 MB at most, as 3 KB a person and 10 a mission. */
const KEPT = 4_000;

/**
 * The transaction that wrote the facts of somebody (`xmin` of their row), null when they have none. Others see of what a
 * transaction wrote the end alone, so that the same number is the same facts, whoever writes them.
 */
export type Written = string | null;

interface Ready<Prepared> {
  written: Written;
  today: number;
  prepared: Prepared;
}

/** Facts of one kind made ready, by number: those asked for first leave first. */
class Kept<Facts, Prepared> {
  readonly #kept = new Map<number, Ready<Prepared>>();

  constructor(
    private readonly table: 'match_profile' | 'match_mission',
    private readonly prepare: (facts: Facts, today: number) => Prepared,
  ) {}

  /** These ready to be explained on this day, by number: what is kept when it is still what stands, else read. Those without facts are absent. */
  async of(
    db: DataSource,
    wanted: Iterable<{ num: number; written: Written }>,
    today: number,
  ): Promise<Map<number, Prepared>> {
    const found = new Map<number, Prepared>();
    const missing: number[] = [];
    for (const { num, written } of wanted) {
      const kept = this.#kept.get(num);
      if (kept?.written === written && kept.today === today) found.set(num, kept.prepared);
      else if (written !== null) missing.push(num);
    }
    if (missing.length === 0) return found;
    const rows = await db.query<{ num: number; written: string; facts: Facts }[]>(
      `select num, xmin::text as written, facts from ${this.table} where num = any($1::int[])`,
      [missing],
    );
    for (const { num, written, facts } of rows) {
      const prepared = this.prepare(facts, today);
      found.set(num, prepared);
      this.#keep(num, { written, today, prepared });
    }
    return found;
  }

  #keep(num: number, ready: Ready<Prepared>): void {
    this.#kept.delete(num);
    this.#kept.set(num, ready);
    const [first] = this.#kept.keys();
    if (this.#kept.size > KEPT && first !== undefined) this.#kept.delete(first);
  }
}

/**
 * What pairs are explained with, kept ready: a mission stands in many lists, a person in many searches, and making them ready
 * costs more than explaining them.
 */
@Injectable()
export class ReadyFacts {
  readonly #missions = new Kept<StoredMission, PreparedMission>('match_mission', readyMission);
  readonly #profiles = new Kept<ProfileFacts, PreparedProfile>('match_profile', readyProfile);

  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** `wanted` as a statement that came before read it: what was committed since may be served, what stood before it never. */
  missions(wanted: Iterable<{ num: number; written: Written }>, today: number): Promise<Map<number, PreparedMission>> {
    return this.#missions.of(this.db, wanted, today);
  }

  profiles(wanted: Iterable<{ num: number; written: Written }>, today: number): Promise<Map<number, PreparedProfile>> {
    return this.#profiles.of(this.db, wanted, today);
  }
}
