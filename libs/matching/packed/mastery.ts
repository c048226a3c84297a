import type { OwnedSkill } from '../model';
import { DORMANT_AFTER_YEARS, levelOf, qualityOf } from '../prepare';
import { satisfactionOf } from '../satisfaction';

/** Years of idleness told apart: longer ones weigh no more. */
const IDLE_STEPS = 10;
const LEVELS = 5;
/** How many masteries there are: every level (0: not stated) at every idleness. Fits six bits. */
export const MASTERIES = LEVELS * IDLE_STEPS;
/** Minimum levels a need may ask, 0 for none. */
const ASKED = 5;
/** Numbers in SATISFACTIONS per mastery. */
export const PER_MASTERY = ASKED << 8;

/** A person’s skill as one number: its level and how long it has lain idle in `year`. */
export function masteryOf(skill: OwnedSkill, year: number): number {
  const idle = skill.lastUsedYear === undefined ? 0 : Math.max(0, year - skill.lastUsedYear - DORMANT_AFTER_YEARS);
  return levelOf(skill) * IDLE_STEPS + Math.min(IDLE_STEPS - 1, idle);
}

/** Any year does: only the distance to it counts. */
const YEAR = 2_000;

/** What each mastery is worth, 0..255, as prepare.ts reckons it. */
export const QUALITIES = Uint8Array.from({ length: MASTERIES }, (_, mastery) => {
  const level = Math.floor(mastery / IDLE_STEPS) as 0 | 1 | 2 | 3 | 4;
  const lastUsedYear = YEAR - DORMANT_AFTER_YEARS - (mastery % IDLE_STEPS);
  return qualityOf({ id: 0, label: '', lastUsedYear, ...(level === 0 ? {} : { level }) }, YEAR);
});

/** How well each mastery answers each need, 0..255: at `mastery * PER_MASTERY + (asked level << 8 | similarity)`. */
export const SATISFACTIONS = Uint8Array.from({ length: MASTERIES * PER_MASTERY }, (_, at) => {
  const mastery = Math.floor(at / PER_MASTERY);
  const level = Math.floor(mastery / IDLE_STEPS);
  return satisfactionOf(at & 255, QUALITIES[mastery]!, level, (at % PER_MASTERY) >> 8);
});
