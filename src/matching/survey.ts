import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { Breath } from '#libs/kernel/breath';
import { dayNumber } from '#libs/kernel/clock';
import { type Listed, rankedOf } from '#libs/matching/packed/pools';
import { agree } from '#libs/matching/served';
import { Corpus } from './corpus';
import { editionInForce, readStanding } from './edition';
import { type Edition, type ListKind, type Owner, type Range, readLists } from './lists';
import { type Checked, Matchmaker } from './matchmaker';
import { overridesInForce } from './overrides';
import { readAnew } from './read-anew';
import { Readings } from './readings';

/** Everybody read anew for one run, and every list of them, found together. */
interface Found {
  edition: Edition;
  corpus: Corpus;
  /** Whose facts are kept otherwise. */
  differing: Record<ListKind, ReadonlySet<number>>;
  /** Lists that were not compared yet, by the number of their owner. */
  lists: Record<ListKind, Map<number, Listed>>;
}

/** What a range of a full recompute came to, and with which engine. */
export interface Surveyed extends Checked {
  engineVersion: string;
}

/** True of two lists that hold the same numbers: told without making an object of each place. */
const isSame = (one: Listed, other: Listed): boolean =>
  one.nums.length === other.nums.length &&
  one.nums.every((num, at) => num === other.nums[at] && one.ranks[at] === other.ranks[at]);

/**
 * What a full recompute compares with. In each worker that takes a range of a run everybody is read anew once and every list
 * found together, while others go on changing and have their lists: no lock is held. A list that agrees with what is
 * stored is right; those that do not, or whose facts differ, are few, and are computed once more under the lock of
 * matching, when everybody is as they are by then.
 */
@Injectable()
export class Survey {
  private run: string | undefined;
  private found: Promise<Found> | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly matchmaker: Matchmaker,
    private readonly readings: Readings,
    @Inject(ENV) private readonly env: Pick<Env, 'matchShards'>,
  ) {}

  /** Compares the facts and lists of a range with those kept, and writes what differs, in the caller’s transaction. */
  async check(tx: EntityManager, run: string, range: Range): Promise<Surveyed> {
    const found = await this.of(run);
    const { right, doubtful } = await this.compare(tx, found, range);
    const { engineVersion } = found.edition;
    if (doubtful.length === 0) return { engineVersion, compared: right, differing: 0, factsDiffering: 0 };
    const looked = await this.matchmaker.check(tx, { kind: range.kind, owners: doubtful });
    return { engineVersion, ...looked, compared: right + looked.compared };
  }

  /** Lets go of what was found: every range was compared, or the run is over. */
  forget(): void {
    this.run = undefined;
    this.found = undefined;
  }

  private of(run: string): Promise<Found> {
    if (this.run === run && this.found) return this.found;
    this.run = run;
    this.found = this.find().catch((error: unknown) => {
      this.forget();
      throw error;
    });
    return this.found;
  }

  private async find(): Promise<Found> {
    const db = this.db.manager;
    const standing = await readStanding(db);
    const reading = await this.readings.of(standing.vectors, db);
    const edition = await editionInForce(db, standing.edition, reading.version);
    const corpus = new Corpus(dayNumber(edition.asOf), this.env.matchShards);
    const differing = await readAnew(db, corpus, reading);
    await this.db.transaction((tx) => corpus.catchUp(tx));
    const lists: Found['lists'] = { profile: new Map(), mission: new Map() };
    const breath = new Breath();
    for await (const { of, num, nums, ranks } of corpus.allLists() ?? []) {
      lists[of].set(num, { nums, ranks });
      await breath.taken();
    }
    // What the worker remembers of everybody was never compared with the tables: it goes on with what was read.
    await this.db.transaction((tx) => this.matchmaker.renew(tx, edition, corpus));
    return { edition, corpus, differing, lists };
  }

  /** How many lists of a range agree with those found, and whose do not, or have other facts, or decisions of people. */
  private async compare(tx: EntityManager, { edition, corpus, differing, lists }: Found, { kind, from, to }: Range) {
    const members = kind === 'profile' ? corpus.profiles : corpus.missions;
    const owners = Array.from({ length: to - from }, (_, at) => members.get(from + 1 + at) ?? []).flat();
    const stored = await readLists(
      tx,
      edition,
      kind,
      owners.map(({ num }) => num),
    );
    const decisions = (await overridesInForce(tx))[kind];
    const doubtful: Owner[] = [];
    for (const { id, num, rev } of owners) {
      const kept = stored.get(num);
      const list = lists[kind].get(num);
      lists[kind].delete(num);
      const isRight = kept?.rev === rev && list && (isSame(list, kept) || agree(rankedOf(list), rankedOf(kept)));
      if (!isRight || decisions.has(num) || differing[kind].has(num)) doubtful.push({ id, num });
    }
    return { right: owners.length - doubtful.length, doubtful };
  }
}
