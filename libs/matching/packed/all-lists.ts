import { FULL } from '../arithmetic';
import { NOT_LISTED } from '../score';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH, type Ranked } from '../top';
import { BLOCKED_BELOW, type MissionSearch } from './mission-search';
import type { Layer } from './layers';
import type { ProfileSegment } from './profile-segment';
import { Shortlists } from './shortlists';

/** Above any rank: a list that takes nobody. */
const CLOSED = FULL + 1;
/** A list’s worth and a quarter of the best bounds are ranked first: they raise the floor for the others. */
const HEAD_START = 1.25;

/**
 * The lists both ways, person by person: each pair is compared once and offered to the mission’s list and to the
 * person’s. A pair whose bound reaches neither is not ranked.
 */
export class AllLists {
  readonly #own: Shortlists;
  readonly #missions: Shortlists;
  readonly #bounds: Int16Array;
  readonly #counts = new Uint32Array(FULL + BLOCKED_BELOW + 1);

  /** `stands`: 1 for each mission that may stand in a person’s list; all when left out. */
  constructor(
    readonly search: MissionSearch,
    readonly stands?: Uint8Array,
    readonly length: number = LIST_LENGTH,
  ) {
    const { size } = search.segment;
    this.#own = new Shortlists(1, length);
    this.#missions = new Shortlists(size, length);
    this.#bounds = new Int16Array(size);
  }

  /** The list of a mission, once everybody was added. */
  missionList(m: number): Ranked[] {
    return this.#missions.list(m);
  }

  /** Adds everybody of a layer; `onList` is given each person’s own list. */
  addLayer({ segment, gone }: Layer<ProfileSegment>, onList?: (num: number, list: Ranked[]) => void): void {
    for (let p = 0; p < segment.size; p++) {
      if (gone !== undefined && gone[p] === 1) continue;
      this.add(segment, p);
      onList?.(segment.nums[p]!, this.ownList());
    }
  }

  /** The list of the person added last. */
  ownList(): Ranked[] {
    return this.#own.list(0);
  }

  /**
   * Compares a person with every mission. `standsForMissions` false: their own list only; `wantsOwn` false: the
   * missions’ only.
   */
  add(profiles: ProfileSegment, p: number, standsForMissions = true, wantsOwn = true): void {
    this.#own.clear(0);
    if (this.length === 0 || !this.search.gather(profiles, p)) return;
    const num = profiles.nums[p]!;
    const cut = this.#bound();
    // Those above the cut first: what is left then has a floor to reach.
    for (const above of [true, false]) this.#rankThose(num, above, cut, standsForMissions, wantsOwn);
  }

  /** Bounds every mission found; returns the bound that a list’s worth of them reach. */
  #bound(): number {
    const { search } = this;
    this.#counts.fill(0);
    for (let at = 0; at < search.count; at++) {
      const bound = search.bound(search.found[at]!);
      this.#bounds[at] = bound;
      if (bound !== NOT_LISTED) this.#counts[bound + BLOCKED_BELOW]!++;
    }
    let left = Math.ceil(this.length * HEAD_START);
    let cut = FULL;
    while (cut > -BLOCKED_BELOW && (left -= this.#counts[cut + BLOCKED_BELOW]!) > 0) cut--;
    return cut;
  }

  #rankThose(num: number, above: boolean, cut: number, standsForMissions: boolean, wantsOwn: boolean): void {
    const { search, stands } = this;
    const { nums } = search.segment.missions;
    for (let at = 0; at < search.count; at++) {
      const bound = this.#bounds[at]!;
      if (bound >= cut !== above || bound === NOT_LISTED) continue;
      const m = search.found[at]!;
      const ownFloor = wantsOwn && (stands === undefined || stands[m] === 1) ? this.#own.floors[0]! : CLOSED;
      const missionFloor = standsForMissions ? this.#missions.floors[m]! : CLOSED;
      const floor = Math.min(ownFloor, missionFloor);
      if (bound < floor) continue;
      const rank = search.rank(m, floor);
      if (rank === NOT_LISTED) continue;
      const tie = tieBreak(nums[m]!, num);
      if (rank >= ownFloor) this.#own.offer(0, nums[m]!, rank, tie);
      if (rank >= missionFloor) this.#missions.offer(m, num, rank, tie);
    }
  }
}
