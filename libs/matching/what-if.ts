import type { PreparedMission, PreparedProfile } from './prepare';
import { measureAll } from './score';
import { CRITERIA } from './weights';

/** From this score on, in thousandths, a pair reads as “possible”: worth a look for both sides. */
export const POSSIBLE = 500;

/** Everybody an owner can be listed with, and the rank of each: `rankOf`, without those that are not listed. */
export type Ranks = ReadonlyMap<number, number>;

/** Those that are open: nothing blocks, and the score reaches the band “possible”. `shown` leaves out what nobody may see. */
export function openOf(ranks: Ranks, shown: (num: number) => boolean = () => true): Map<number, number> {
  const open = new Map<number, number>();
  for (const [num, rank] of ranks) if (rank >= POSSIBLE && shown(num)) open.set(num, rank);
  return open;
}

/** What is in one and not in the other, the highest rank first, then by number. */
export const gained = (before: Ranks, after: Ranks): number[] =>
  [...after]
    .filter(([num]) => !before.has(num))
    .sort(([a, rankA], [b, rankB]) => rankB - rankA || a - b)
    .map(([num]) => num);

/** What ties somebody to a mission’s trade: what they already do of it, what they are, what they call themselves. */
const TIES = (['required-skills', 'occupation', 'title-words'] as const).map((key) => CRITERIA.indexOf(key));
/** A mission none of whose ties reaches this, in thousandths, is another trade: one skill does not lead there. */
const NEAR = 250;
/** What a missing skill counts where it is indispensable, where it is asked, and where it is only liked. */
const MUST_COUNTS = 4;
const REQUIRED_COUNTS = 2;
const PREFERRED_COUNTS = 1;

/** A skill to try, and how much is hoped of it: to be compared with that of others only. */
export interface SkillToTry {
  id: number;
  label: string;
  worth: number;
}

/** The most hopeful first. */
export const worthFirst = (a: SkillToTry, b: SkillToTry): number => b.worth - a.worth || a.id - b.id;

/**
 * The skills worth trying for somebody: asked by missions of their trade that are not open, and not theirs; those of the
 * most and the nearest missions first, at most `most`. A guess at what will help, made from the engine’s own measures; what
 * each really does is then computed.
 */
export function skillsToTry(
  profile: PreparedProfile,
  ranks: Ranks,
  missionOf: (num: number) => PreparedMission | undefined,
  most: number,
): SkillToTry[] {
  const owned = new Set(profile.skillIds);
  const found = new Map<number, SkillToTry>();
  const note = (id: number, label: string, worth: number): void => {
    const known = found.get(id);
    if (known) known.worth += worth;
    else if (!owned.has(id)) found.set(id, { id, label, worth });
  };
  const values = new Int32Array(CRITERIA.length);
  for (const [num, rank] of ranks) {
    const mission = rank < POSSIBLE ? missionOf(num) : undefined;
    if (!mission) continue;
    measureAll(mission, profile, values);
    const near = Math.max(...TIES.map((at) => values[at]!));
    if (near < NEAR) continue;
    for (const { id, label, must } of mission.required.needs)
      note(id, label, near * (must ? MUST_COUNTS : REQUIRED_COUNTS));
    for (const { id, label } of mission.preferred.needs) note(id, label, near * PREFERRED_COUNTS);
  }
  return [...found.values()].sort(worthFirst).slice(0, most);
}

/**
 * Of steps that go further and further, those worth telling: the first that brings anything, and the first of those that
 * bring the most.
 */
export function stepsToTell<Step extends { gain: number }>(steps: readonly Step[]): Step[] {
  const first = steps.find(({ gain }) => gain > 0);
  if (!first) return [];
  const best = steps.reduce((a, b) => (b.gain > a.gain ? b : a));
  return best.gain > first.gain ? [first, best] : [first];
}
