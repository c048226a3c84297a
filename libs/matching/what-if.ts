import { FULL } from './arithmetic';
import type { PreparedMission } from './prepare';

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

/** A pair that scores less than this has too little in common for one skill to open it. */
const TOO_FAR = 250;
/** What a missing skill counts where it is indispensable, where it is asked, and where it is only liked. */
const MUST_COUNTS = 4;
const REQUIRED_COUNTS = 2;
const PREFERRED_COUNTS = 1;

/**
 * The skills worth trying for somebody: asked by missions that are near but not open, and not theirs; those of the most
 * and the nearest missions first, at most `most`. A guess at what will help, made from the engine’s own ranks; what each
 * really does is then computed.
 */
export function skillsToTry(
  ranks: Ranks,
  missionOf: (num: number) => Pick<PreparedMission, 'required' | 'preferred'> | undefined,
  owned: ReadonlySet<number>,
  most: number,
): { id: number; label: string }[] {
  const found = new Map<number, { id: number; label: string; worth: number }>();
  const note = (id: number, label: string, worth: number): void => {
    const known = found.get(id);
    if (known) known.worth += worth;
    else if (!owned.has(id)) found.set(id, { id, label, worth });
  };
  for (const [num, rank] of ranks) {
    const potential = rank < 0 ? rank + FULL + 1 : rank;
    const mission = rank < POSSIBLE && potential >= TOO_FAR ? missionOf(num) : undefined;
    if (!mission) continue;
    for (const { id, label, must } of mission.required.needs)
      note(id, label, potential * (must ? MUST_COUNTS : REQUIRED_COUNTS));
    for (const { id, label } of mission.preferred.needs) note(id, label, potential * PREFERRED_COUNTS);
  }
  return [...found.values()]
    .sort((a, b) => b.worth - a.worth || a.id - b.id)
    .slice(0, most)
    .map(({ id, label }) => ({ id, label }));
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
