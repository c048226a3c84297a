import { NO_DATA, perMille } from './arithmetic';
import type { EvidenceRow } from './criterion';
import type { NeededSkill, OwnedSkill } from './model';
import { phrase } from './phrases';
import { isDormant, type PreparedNeeds, type PreparedProfile } from './prepare';

/** Similarity of a skill to itself, out of 255. */
const EXACT = 255;
/** Each level under the one asked keeps this much of 255. */
const BELOW_LEVEL: readonly number[] = [255, 176, 112, 64];

/**
 * How well one owned skill answers one need, 0..255: similarity × quality, less when the level is under the one asked.
 * `level` and `asked` are 0 when nobody stated them.
 */
export function satisfactionOf(similarity: number, quality: number, level: number, asked: number): number {
  const short = level === 0 ? 0 : Math.max(0, asked - level);
  const kept = short === 0 ? quality : Math.floor((quality * BELOW_LEVEL[short]!) / 255);
  return Math.floor((similarity * kept) / 255);
}

/**
 * Fills `needs.best` (0..255) and `needs.bestOwner` (index into the profile’s skills, −1 for none) with the best answer
 * to each need.
 */
export function satisfy(needs: PreparedNeeds, profile: PreparedProfile): void {
  const { best, bestOwner, answers } = needs;
  best.fill(0);
  bestOwner.fill(-1);
  const { skillIds, qualities, levels } = profile;
  for (let at = 0; at < skillIds.length; at++) {
    const answered = answers.get(skillIds[at]!);
    if (answered === undefined) continue;
    for (let i = 0; i < answered.length; i++) {
      const need = answered[i]! >> 8;
      const asked = needs.needs[need]!.minLevel ?? 0;
      const satisfaction = satisfactionOf(answered[i]! & 255, qualities[at]!, levels[at]!, asked);
      if (satisfaction > best[need]!) {
        best[need] = satisfaction;
        bestOwner[need] = at;
      }
    }
  }
}

/**
 * The weighted mean of the satisfactions, 0..1000; NO_DATA when the mission needs nothing. A profile that lists no skill
 * satisfies none: an empty list must not outrank an honest one.
 */
export function measureNeeds(needs: PreparedNeeds, profile: PreparedProfile): number {
  if (needs.needs.length === 0) return NO_DATA;
  satisfy(needs, profile);
  let sum = 0;
  for (let i = 0; i < needs.best.length; i++) sum += needs.weights[i]! * needs.best[i]!;
  return perMille(sum, needs.totalWeight * 255);
}

const owned = (skill: OwnedSkill) =>
  phrase('says.owned-skill', {
    skill: skill.label,
    level: skill.level,
    years: skill.years,
    lastUsedYear: skill.lastUsedYear,
  });

const needed = (need: NeededSkill) =>
  phrase('says.needed-skill', { skill: need.label, must: need.must, minLevel: need.minLevel });

function answerTo(
  need: NeededSkill,
  skill: OwnedSkill | undefined,
  level: number,
  year: number,
): Pick<EvidenceRow, 'person' | 'reason' | 'advice'> {
  if (!skill) {
    return {
      person: phrase('says.nothing', {}),
      reason: phrase('skill.missing', {}),
      advice: phrase('advice.add-skill', { skill: need.label }),
    };
  }
  const person = owned(skill);
  if (skill.id !== need.id) {
    return {
      person,
      reason: phrase('skill.related', { owned: skill.label }),
      advice: phrase('advice.show-related', { skill: need.label, owned: skill.label }),
    };
  }
  if (level > 0 && need.minLevel !== undefined && level < need.minLevel) {
    return {
      person,
      reason: phrase('skill.below-level', { asked: need.minLevel }),
      advice: phrase('advice.raise-skill', { skill: need.label }),
    };
  }
  if (skill.lastUsedYear !== undefined && isDormant(skill, year)) {
    return {
      person,
      reason: phrase('skill.dormant', { lastUsedYear: skill.lastUsedYear }),
      advice: phrase('advice.raise-skill', { skill: need.label }),
    };
  }
  const reason = phrase('skill.exact', {});
  return level === 0
    ? { person, reason, advice: phrase('advice.name-level', { skill: need.label }) }
    : { person, reason };
}

/** One row a needed skill, in the mission’s order. */
export function rowsOfNeeds(needs: PreparedNeeds, profile: PreparedProfile, year: number): EvidenceRow[] {
  satisfy(needs, profile);
  return needs.needs.map((need, at) => {
    const owner = needs.bestOwner[at]!;
    const skill = owner < 0 ? undefined : profile.facts.skills?.[owner];
    const { person, reason, advice } = answerTo(need, skill, owner < 0 ? 0 : profile.levels[owner]!, year);
    return {
      mission: needed(need),
      person,
      reason,
      advice,
      value: perMille(needs.best[at]!, EXACT),
      share: needs.weights[at]!,
      skillId: need.id,
    };
  });
}
