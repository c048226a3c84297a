import { MODE_BIT } from '../prepare';
import type { Comparison } from './comparison';
import type { Layer } from './layers';
import { NOWHERE } from './kernel';
import * as layout from './layout';
import { CRITERION, WEIGHTS } from './mission-columns';
import type { MissionSegment } from './mission-segment';
import type { Addresses, Plan } from './plan';
import { type Postings, postingsOf } from './postings';

/** Which criterion stands in which lane of the weights: the mission’s side, then the person’s with the needs. */
const LANES: readonly (readonly [lane: number, criterion: number])[] = [
  [layout.LANE_RATE, CRITERION.rate],
  [layout.LANE_AVAILABILITY, CRITERION.availability],
  [layout.LANE_EXPERIENCE, CRITERION.experience],
  [layout.LANE_LANGUAGES, CRITERION.languages],
  [layout.LANE_SECTOR, CRITERION.sector],
  [layout.LANE_PLACE, CRITERION.place],
  [layout.LANE_OCCUPATION, CRITERION.occupation],
  [layout.LANE_TITLE, CRITERION['title-words']],
  [layout.LANES + layout.LANE_PAY, CRITERION.pay],
  [layout.LANES + layout.LANE_REMOTE, CRITERION['remote-wish']],
  [layout.LANES + layout.LANE_WISH, CRITERION['wished-occupation']],
  [layout.LANES + layout.LANE_DISTANCE, CRITERION.distance],
  [layout.LANES + layout.LANE_DURATION, CRITERION.duration],
  [layout.LANES + layout.LANE_SECTOR_WISH, CRITERION['sector-wish']],
  [layout.LANES + layout.LANE_REQUIRED, CRITERION['required-skills']],
  [layout.LANES + layout.LANE_PREFERRED, CRITERION['preferred-skills']],
];

/** Classes of missions are told apart in 16 bits. */
const MOST_CLASSES = 0x1_0000;
const NEVER = 0x7fff_ffff;

/** Numbers given to keys in the order in which they are met, the first being 0. */
class Numbering {
  readonly #known = new Map<string | number, number>();

  constructor(first: string | number) {
    this.of(first);
  }

  of(key: string | number): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#known.size);
    return this.#known.size - 1;
  }

  get size(): number {
    return this.#known.size;
  }
}

/** Puts the missions of a layer, and what finds them. */
export function layMissions(
  plan: Plan,
  comparison: Comparison,
  { segment, gone, aside }: Layer<MissionSegment>,
): Addresses {
  const { missions } = segment;
  const { size } = missions;
  if (segment.examples.some(({ length }) => length > MOST_CLASSES))
    throw new RangeError(`Missions answer a question in more than ${MOST_CLASSES} ways`);
  const needsAt = plan.put(needsOf(segment));
  const occupationsAt = plan.put(missions.occupations.entries);
  const weightsAt = plan.put(lanesOf(comparison.weights));
  const titles = new Numbering('');
  const titleOf = Array.from({ length: size }, (_, m) =>
    titles.of(missions.words.entries.subarray(missions.words.starts[m], missions.words.starts[m + 1]).join()),
  );
  const places = new Numbering(0);
  const placeOf = Array.from(missions.places, (place, m) =>
    places.of(missions.modes[m] === MODE_BIT.REMOTE ? 0 : place),
  );
  const table = new DataView(new ArrayBuffer(size * layout.MISSION_BYTES));
  const details = new DataView(new ArrayBuffer(size * layout.DETAIL_BYTES));
  for (let m = 0; m < size; m++) {
    const at = m * layout.MISSION_BYTES;
    const u16 = (field: number, value: number): void => table.setUint16(at + field, value, true);
    const i32 = (field: number, value: number): void => table.setInt32(at + field, value, true);
    for (let kind = 0; kind < layout.KINDS; kind++) u16(2 * kind, segment.classOf[m * layout.KINDS + kind]!);
    i32(layout.M_WEIGHTS, weightsAt + (comparison.weightsAt(m) / WEIGHTS) * 2 * WEIGHTS);
    i32(layout.M_PLACE, placeOf[m]!);
    i32(layout.M_RADIUS, missions.radiusKm[m]!);
    u16(layout.M_MODE, missions.modes[m]!);
    u16(layout.M_MUSTS, missions.musts[m]!);
    i32(layout.M_TITLE, titleOf[m]!);
    i32(layout.M_NUM, missions.nums[m]!);
    i32(layout.M_OCCUPATION_COUNT, missions.occupations.starts[m + 1]! - missions.occupations.starts[m]!);
    table.setFloat64(at + layout.M_REQUIRED_WHOLE, missions.requiredWhole[m]!, true);
    table.setFloat64(at + layout.M_PREFERRED_WHOLE, missions.preferredWhole[m]!, true);
    const detail = (field: number, value: number): void =>
      details.setInt32(m * layout.DETAIL_BYTES + field, value, true);
    detail(layout.D_NEEDS, needsAt + missions.needStarts[m]! * layout.NEED_BYTES);
    detail(
      layout.D_REQUIRED,
      (missions.preferredFrom[m]! - missions.needStarts[m]!) |
        ((missions.needStarts[m + 1]! - missions.preferredFrom[m]!) << 16),
    );
    detail(layout.D_OCCUPATIONS, occupationsAt + missions.occupations.starts[m]! * 4);
    detail(layout.D_ORGANISATION, missions.organisations[m]!);
    detail(layout.D_SECTOR, missions.sectors[m]!);
  }
  const words = Math.ceil(size / 64);
  const bitsOf = (has: (m: number) => boolean): Uint32Array => {
    const bits = new Uint32Array(words * 2);
    for (let m = 0; m < size; m++) if (has(m)) bits[m >> 5]! |= 1 << (m & 31);
    return bits;
  };
  const { entries } = missions.dictionaries.places;
  // An even number of them: two are reckoned at once.
  const missionPlaces = places.size + (places.size & 1);
  const points = new Float64Array(missionPlaces * 3);
  placeOf.forEach((place, m) => {
    const from = 3 * (missions.places[m]! - 1);
    if (place > 0) for (let axis = 0; axis < 3; axis++) points[axis * missionPlaces + place] = entries[from + axis]!;
  });
  // Where a title has several missions, each of its words is told once.
  const first = new Map(titleOf.map((title, m) => [title, m]));
  const byWord = postingsOf(segment.byWord.starts.length - 1, (tell) => {
    for (const [title, m] of first)
      for (let at = missions.words.starts[m]!; at < missions.words.starts[m + 1]!; at++)
        tell(missions.words.entries[at]! >> 8, (title << 8) | (missions.words.entries[at]! & 255));
  });
  const answers = answersOf(segment);
  return {
    missionCount: size,
    missions: plan.put(new Uint8Array(table.buffer)),
    details: plan.put(new Uint8Array(details.buffer)),
    ...putClasses(plan, segment),
    leasts: plan.put(padded(comparison.leastRequired, words * 64)),
    aside: plan.put(aside),
    words,
    standing: plan.put(bitsOf((m) => gone[m] === 0)),
    undemanding: plan.put(bitsOf((m) => missions.musts[m] === 0)),
    bounds: plan.put(comparison.bounds),
    wholes: plan.put(comparison.wholes),
    ...putPostings(plan, 'kind', segment.needs),
    kindStrengths: plan.put(segment.strengths),
    ...putPostings(plan, 'need', segment.needsOfKind),
    ...putPostings(plan, 'occupation', segment.byOccupation),
    ...putPostings(plan, 'word', byWord),
    ...putPostings(
      plan,
      'titled',
      postingsOf(titles.size, (tell) => titleOf.forEach((title, m) => tell(title, m))),
    ),
    kinds: segment.needsOfKind.starts.length - 1,
    skillKeys: segment.needs.starts.length - 1,
    occupationKeys: segment.byOccupation.starts.length - 1,
    wordKeys: byWord.starts.length - 1,
    answerStarts: plan.put(answers.starts),
    answers: plan.put(answers.values),
    asked: plan.put(answers.asked),
    missionWordStarts: plan.put(missions.words.starts),
    missionWords: plan.put(missions.words.entries),
    titleClasses: Math.ceil(titles.size / 8) * 8,
    missionPlaces,
    missionPoints: plan.put(points),
    nowhere: plan.put(new Int16Array(places.size).fill(NOWHERE)),
  };
}

export function putPostings(plan: Plan, name: string, { starts, values }: Postings): Addresses {
  return { [`${name}Starts`]: plan.put(starts), [`${name}Values`]: plan.put(values) };
}

/** The class of each mission by kind of answers, 16 bits each: where they stand. */
const putClasses = (plan: Plan, { classes }: MissionSegment): Addresses => ({
  classes: plan.put(Uint32Array.from(classes, (of) => plan.put(Uint16Array.from(of)))),
});

/** A column as long as its bits: behind the last mission stands what nobody reaches. */
function padded(column: ArrayLike<number>, length: number): Int32Array {
  const whole = new Int32Array(length).fill(NEVER);
  for (let m = 0; m < column.length; m++) whole[m] = Math.min(NEVER, column[m]!);
  return whole;
}

/** Sets of weights, 16 lanes each. */
function lanesOf(weights: Int32Array): Int16Array {
  const lanes = new Int16Array(weights.length);
  for (let set = 0; set < weights.length; set += WEIGHTS)
    for (const [lane, criterion] of LANES) lanes[set + lane] = weights[set + criterion]!;
  return lanes;
}

/** Tells every need: its kind, `mission << 2` with what it is, and its weight. */
function eachNeed(
  { needsOfKind: { starts, values } }: MissionSegment,
  tell: (kind: number, need: number, weight: number) => void,
): void {
  for (let kind = 0; kind + 1 < starts.length; kind++)
    for (let at = starts[kind]!; at < starts[kind + 1]!; at += 2) tell(kind, values[at]!, values[at + 1]!);
}

/** Needs by mission, the required ones first: `kind << 1`, one more when it is indispensable, and the weight. */
function needsOf(segment: MissionSegment): Int32Array {
  const { needStarts, preferredFrom } = segment.missions;
  const values = new Int32Array(needStarts.at(-1)! * 2);
  const required = needStarts.slice();
  const preferred = preferredFrom.slice();
  eachNeed(segment, (kind, need, weight) => {
    const m = need >> 2;
    const at = 2 * ((need & layout.REQUIRED) !== 0 ? required[m]!++ : preferred[m]!++);
    values[at] = (kind << 1) | Number((need & layout.MUST) !== 0);
    values[at + 1] = weight;
  });
  return values;
}

/** By kind of need, `skill << 8 | similarity` of what answers it, and the level asked. */
function answersOf({ needs, strengths, needsOfKind }: MissionSegment): Postings & { asked: Uint8Array } {
  const kinds = needsOfKind.starts.length - 1;
  const asked = new Uint8Array(kinds);
  const postings = postingsOf(kinds, (tell) => {
    for (let skill = 0; skill + 1 < needs.starts.length; skill++)
      for (let at = needs.starts[skill]!; at < needs.starts[skill + 1]!; at++) {
        tell(needs.values[at]!, (skill << 8) | (strengths[at]! & 255));
        asked[needs.values[at]!] = strengths[at]! >> 8;
      }
  });
  return { ...postings, asked };
}
