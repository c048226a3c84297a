import type { MissionFacts, ProfileFacts } from '#libs/matching/model';
import { Dictionaries } from '#libs/matching/packed/dictionary';
import { type Layer, layerOf } from '#libs/matching/packed/layers';
import { missionNumbers } from '#libs/matching/packed/mission-row';
import { MissionSegment } from '#libs/matching/packed/mission-segment';
import { encodeProfile, profileNumbers } from '#libs/matching/packed/profile-row';
import { ProfileSegment } from '#libs/matching/packed/profile-segment';
import { type PreparedProfile, prepareMission, prepareProfile } from '#libs/matching/prepare';
import { rankOf } from '#libs/matching/score';
import { TradeFair } from '#libs/matching/testing/trade-fair';
import { tieBreak } from '#libs/matching/tie-break';
import { type Ranked, Top } from '#libs/matching/top';
import type { Size } from './report';

export const SIZES: Record<Size, { n: number; m: number }> = {
  s: { n: 2_000, m: 500 },
  m: { n: 15_000, m: 5_000 },
  l: { n: 100_000, m: 20_000 },
  xl: { n: 1_000_000, m: 200 },
};
/** How many a list has where lists are timed. */
export const LISTED = 100;
/** People that object loops are timed on, and reckoned up from: as objects, more would not fit a small machine. */
const MOST_OBJECTS = 15_000;
/** Missions whose lists are computed by the specification over everybody. */
const CERTAIN_MISSIONS = 4;
const SEED = 7;

/** People and missions of one size, packed, with the first few as objects. */
export interface Market {
  size: Size;
  n: number;
  m: number;
  fair: TradeFair;
  dictionaries: Dictionaries;
  /** The packed rows one after the other. */
  rows: Uint8Array;
  profiles: Layer<ProfileSegment>;
  missions: Layer<MissionSegment>;
  missionFacts: readonly MissionFacts[];
  /** The first people, as facts and prepared. */
  facts: readonly ProfileFacts[];
  prepared: readonly PreparedProfile[];
  /** The lists of the first missions, every pair ranked by the specification. */
  certain: readonly (readonly Ranked[])[];
}

/** Bytes put one after the other, the room doubled when it is full. */
class Growing {
  #bytes = new Uint8Array(1 << 20);
  #length = 0;

  add(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  get all(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Makes a market, the same for the same size. */
export function openMarket(size: Size): Market {
  const { n, m } = SIZES[size];
  const fair = new TradeFair(SEED);
  const { context } = fair;
  const dictionaries = new Dictionaries();
  const missionFacts = Array.from({ length: m }, (_, at) => fair.mission(at + 1));
  const certainMissions = missionFacts.slice(0, CERTAIN_MISSIONS).map((facts) => prepareMission(facts, context));
  const tops = certainMissions.map(() => new Top(LISTED));
  const growing = new Growing();
  const facts: ProfileFacts[] = [];
  const prepared: PreparedProfile[] = [];
  for (let num = 1; num <= n; num++) {
    const person = fair.profile(num);
    const ready = prepareProfile(person, context);
    certainMissions.forEach((mission, at) =>
      tops[at]!.offer(num, rankOf(mission, ready), tieBreak(mission.facts.num, num)),
    );
    growing.add(encodeProfile(profileNumbers(person, context, dictionaries)));
    if (num <= MOST_OBJECTS) {
      facts.push(person);
      prepared.push(ready);
    }
  }
  const missions = new MissionSegment(
    missionFacts.map((mission) => missionNumbers(mission, context, dictionaries)),
    dictionaries,
  );
  const rows = growing.all;
  const profiles = new ProfileSegment(rows, dictionaries);
  return {
    size,
    n,
    m,
    fair,
    dictionaries,
    rows,
    profiles: layerOf(profiles),
    missions: layerOf(missions),
    missionFacts,
    facts,
    prepared,
    certain: tops.map((top) => top.list()),
  };
}
