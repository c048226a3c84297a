import { FULL, NO_DATA } from '../arithmetic';
import { cosineOf } from '../criteria/occupation';
import { remoteValue } from '../criteria/remote-wish';
import { FREELANCER_CRITERIA, type FreelancerCriterion } from '../phrases';
import { weights } from '../weights';
import type { CompiledMission } from './compiled-mission';
import { durationOf, meanOf, payOf } from './kernel';
import { Memo, UNKNOWN } from './memo';
import { CRITERION, WEIGHTS } from './mission-columns';
import { flagsOfRow } from './profile-row';
import { NOTHING_16, type ProfileSegment } from './profile-segment';

const { modesIn } = flagsOfRow;

/** A weighted sum of values, and above its bits the weights that had data: added up as one number. */
const SUM_BITS = 20;
const SUM = (1 << SUM_BITS) - 1;
const counted = (weight: number, value: number): number =>
  value === NO_DATA ? 0 : (weight << SUM_BITS) + weight * value;

/** The sum of a person’s side must leave room above its bits, and the weights below the sign. */
const WHOLE = FREELANCER_CRITERIA.reduce((sum, key) => sum + weights.freelancer[key], 0);
if (WHOLE * FULL > SUM || WHOLE >= 1 << (31 - SUM_BITS))
  throw new RangeError('The weights of a person’s side take too many bits');

/** Weeks below which lengths are kept. */
const LONG = 128;

/** The person’s side, 0..1000; NO_DATA when none of it has data. */
export const fitOf = (side: number): number => meanOf(side & SUM, side >> SUM_BITS);

/** True when the person’s side comes to at least `fit`, or has no data. */
export const reachesFit = (side: number, fit: number): boolean =>
  2 * (side & SUM) >= (side >> SUM_BITS) * (2 * fit - 1);

/** What a mission is worth to people, in tables by what they say: their side of the score. */
export class PersonSide {
  #mission!: CompiledMission;
  /** Single criteria counted, by ways of working, sectors, wishes and lengths. */
  readonly #remote = new Int32Array(8);
  readonly #sectors = new Memo();
  readonly #wishes = new Memo();
  readonly #lengths = new Memo();
  /** What the way there and the pay add at most. */
  perfect = 0;
  #distance = 0;
  #pay = 0;
  #duration = 0;
  #sectorWish = 0;
  #wished = 0;

  compile(mission: CompiledMission): void {
    const { missions, m } = mission;
    this.#mission = mission;
    const mode = missions.modes[m]!;
    const weight = (criterion: FreelancerCriterion): number => missions.weights[m * WEIGHTS + CRITERION[criterion]]!;
    // By name once a mission: for each person it would be felt.
    this.#distance = weight('distance');
    this.#pay = weight('pay');
    this.#duration = weight('duration');
    this.#sectorWish = weight('sector-wish');
    this.#wished = weight('wished-occupation');
    for (let modes = 0; modes < this.#remote.length; modes++)
      this.#remote[modes] = counted(
        weight('remote-wish'),
        modes === 0 || mode === 0 ? NO_DATA : remoteValue(mode, modes),
      );
    this.#sectors.forget(missions.dictionaries.sectorSets.size);
    this.#wishes.forget(missions.dictionaries.wishes.size);
    this.#lengths.forget(LONG * LONG);
    this.perfect = counted(this.#distance, FULL) + counted(this.#pay, FULL);
  }

  /** What person `p` finds without the way there and the pay, which `perfect` stands for until they are known. */
  wishes(profiles: ProfileSegment, p: number): number {
    return (
      this.#remote[modesIn(profiles.flags[p]!)]! +
      this.#sector(profiles.sectors[p]!) +
      this.#wish(profiles.wishes[p]!) +
      this.#length(profiles, p)
    );
  }

  /** The whole side, as fitOf and reachesFit read it; `km`: as CompiledMission.km. */
  of(profiles: ProfileSegment, p: number, km: number, wishes: number = this.wishes(profiles, p)): number {
    const { missions, m } = this.#mission;
    return (
      wishes +
      counted(this.#distance, this.#mission.way(profiles, p, km)) +
      counted(this.#pay, payOf(profiles, p, missions, m))
    );
  }

  #length(profiles: ProfileSegment, p: number): number {
    const { missions, m } = this.#mission;
    const min = (profiles.weeksMin[p]! + 1) & NOTHING_16;
    const max = (profiles.weeksMax[p]! + 1) & NOTHING_16;
    if ((min | max) >= LONG) return counted(this.#duration, durationOf(profiles, p, missions, m));
    const known = this.#lengths.values[min * LONG + max]!;
    if (known !== UNKNOWN) return known;
    return this.#lengths.keep(min * LONG + max, counted(this.#duration, durationOf(profiles, p, missions, m)));
  }

  #sector(sectors: number): number {
    const known = this.#sectors.values[sectors]!;
    if (known !== UNKNOWN) return known;
    return this.#sectors.keep(sectors, counted(this.#sectorWish, this.#mission.sector(sectors)));
  }

  /** The cosine of the mission and what they wish, counted; nothing when either is silent. */
  #wish(wish: number): number {
    const known = this.#wishes.values[wish]!;
    if (known !== UNKNOWN) return known;
    if (wish === 0 || !this.#mission.hasOccupations) return this.#wishes.keep(wish, 0);
    const { starts, entries } = this.#mission.missions.dictionaries.wishes;
    let product = 0;
    for (let at = starts[wish]!; at < starts[wish + 1]!; at++)
      product += this.#mission.occupations[entries[at]! >> 8]! * (entries[at]! & 255);
    return this.#wishes.keep(wish, counted(this.#wished, cosineOf(product)));
  }
}
