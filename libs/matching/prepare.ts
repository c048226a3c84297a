import type {
  LanguageLevel,
  MatchContext,
  MissionFacts,
  NeededSkill,
  OwnedSkill,
  ProfileFacts,
  RemoteMode,
  Similarity,
  SkillLevel,
} from './model';
import { weightsFor } from './weights';
import { dateOfDay } from '#libs/kernel/clock';

/** The most a related skill counts for, out of 255: at equal mastery the exact one always wins. */
export const NEIGHBOUR_CAP = 200;
/** What each level is worth, out of 255. */
const LEVEL_QUALITY: Record<SkillLevel, number> = { 1: 128, 2: 200, 3: 240, 4: 255 };
/** A skill whose level nobody stated: silence costs little and pays nothing. */
const UNSTATED_QUALITY = 224;
/** Each year without use, after two, takes this much of 255; never below the floor. */
const DORMANT_PER_YEAR = 12;
const DORMANT_FLOOR = 150;
export const DORMANT_AFTER_YEARS = 2;

export const MODE_BIT: Record<RemoteMode, number> = { ONSITE: 1, HYBRID: 2, REMOTE: 4 };
export const LANGUAGE_RANK: Record<LanguageLevel, number> = { A1: 1, A2: 2, B1: 3, B2: 4, C1: 5, C2: 6, NATIVE: 6 };

/** Which needs an owned skill answers: `index << 8 | similarity` for each. */
type Answers = readonly number[];

export interface PreparedNeeds {
  needs: readonly NeededSkill[];
  weights: readonly number[];
  totalWeight: number;
  answers: ReadonlyMap<number, Answers>;
  /** Scratch of `satisfy`: best satisfaction of each need, 0..255, and the owned skill that gave it. */
  best: Int32Array;
  bestOwner: Int32Array;
}

export interface PreparedMission {
  facts: MissionFacts;
  required: PreparedNeeds;
  preferred: PreparedNeeds;
  occupations: ReadonlyMap<number, number>;
  words: ReadonlyMap<string, number>;
  weights: Int32Array;
  /** The calendar year that skill recency is counted from. */
  year: number;
}

export interface PreparedTitle {
  keys: readonly string[];
  weights: Int32Array;
  /** 1..255: what the title itself counts. */
  weight: number;
}

export interface PreparedProfile {
  facts: ProfileFacts;
  skillIds: Int32Array;
  qualities: Int32Array;
  levels: Int32Array;
  occupationIds: Int32Array;
  occupationWeights: Int32Array;
  wishIds: Int32Array;
  wishWeights: Int32Array;
  titles: readonly PreparedTitle[];
  /** Ways of working the person accepts, as MODE_BIT; 0 when they did not say. */
  modes: number;
}

/** The level a person states, or the one their years speak for; 0 when they said neither. */
export function levelOf(skill: OwnedSkill): SkillLevel | 0 {
  if (skill.level !== undefined) return skill.level;
  if (skill.years === undefined) return 0;
  if (skill.years < 1) return 1;
  if (skill.years < 3) return 2;
  return skill.years < 7 ? 3 : 4;
}

/** What a person’s skill is worth, 0..255: its level, less what lies dormant. */
export function qualityOf(skill: OwnedSkill, year: number): number {
  const level = levelOf(skill);
  const quality = level === 0 ? UNSTATED_QUALITY : LEVEL_QUALITY[level];
  if (skill.lastUsedYear === undefined) return quality;
  const idle = Math.max(0, year - skill.lastUsedYear - DORMANT_AFTER_YEARS);
  const kept = Math.max(DORMANT_FLOOR, 255 - idle * DORMANT_PER_YEAR);
  return Math.floor((quality * kept) / 255);
}

/** The calendar year of a day number. */
export const yearOf = (day: number): number => Number(dateOfDay(day).slice(0, 4));

/** True when the person has not used the skill for longer than costs nothing. */
export const isDormant = (skill: OwnedSkill, year: number): boolean =>
  skill.lastUsedYear !== undefined && year - skill.lastUsedYear > DORMANT_AFTER_YEARS;

function prepareNeeds(needs: readonly NeededSkill[], similarity: Similarity): PreparedNeeds {
  const answers = new Map<number, number[]>();
  const add = (owned: number, index: number, strength: number): void => {
    const list = answers.get(owned) ?? [];
    const at = list.findIndex((entry) => entry >> 8 === index);
    const entry = (index << 8) | strength;
    if (at < 0) list.push(entry);
    else if (list[at]! < entry) list[at] = entry;
    answers.set(owned, list);
  };
  needs.forEach((need, index) => {
    add(need.id, index, 255);
    for (const neighbour of similarity.neighbours(need.id)) {
      if (neighbour.id !== need.id) add(neighbour.id, index, Math.min(NEIGHBOUR_CAP, neighbour.similarity));
    }
  });
  const weights = needs.map((need) => Math.min(3, Math.max(1, need.weight ?? 1)) * (need.telling ?? 255));
  return {
    needs,
    weights,
    totalWeight: weights.reduce((a, b) => a + b, 0),
    answers,
    best: new Int32Array(needs.length),
    bestOwner: new Int32Array(needs.length),
  };
}

/**
 * A mission made ready to be compared with many profiles: needs indexed by the skills that answer them, weights with the
 * employer’s wishes. Comparing then reads integers only.
 */
export function prepareMission(facts: MissionFacts, context: MatchContext): PreparedMission {
  const skills = facts.skills ?? [];
  const started = facts.startDay !== undefined && facts.startDay < context.today;
  return {
    facts: started ? { ...facts, startDay: context.today } : facts,
    required: prepareNeeds(
      skills.filter(({ importance }) => importance === 'REQUIRED'),
      context.similarity,
    ),
    preferred: prepareNeeds(
      skills.filter(({ importance }) => importance === 'PREFERRED'),
      context.similarity,
    ),
    occupations: new Map((facts.occupations ?? []).map(({ occupation, weight }) => [occupation, weight])),
    words: new Map((facts.titleWords ?? []).map(({ key, weight }) => [key, weight])),
    weights: weightsFor(facts),
    year: yearOf(context.today),
  };
}

/** A profile made ready to be compared with many missions. */
export function prepareProfile(facts: ProfileFacts, context: MatchContext): PreparedProfile {
  const skills = facts.skills ?? [];
  const occupations = facts.occupations ?? [];
  const wishes = facts.wishes ?? [];
  const year = yearOf(context.today);
  return {
    facts,
    skillIds: Int32Array.from(skills, ({ id }) => id),
    qualities: Int32Array.from(skills, (skill) => qualityOf(skill, year)),
    levels: Int32Array.from(skills, levelOf),
    occupationIds: Int32Array.from(occupations, ({ occupation }) => occupation),
    occupationWeights: Int32Array.from(occupations, ({ weight }) => weight),
    wishIds: Int32Array.from(wishes, ({ occupation }) => occupation),
    wishWeights: Int32Array.from(wishes, ({ weight }) => weight),
    titles: (facts.titles ?? []).map(({ words, weight }) => ({
      keys: words.map(({ key }) => key),
      weights: Int32Array.from(words, (word) => word.weight),
      weight,
    })),
    modes: (facts.remoteModes ?? []).reduce((bits, mode) => bits | MODE_BIT[mode], 0),
  };
}
