import type { Explanation } from './explanation';
import { phrase, type Phrase } from './phrases';

/** What speaks for a pair and what is to discuss, for who reads one line of a list. */
export interface Reasons {
  strengths: Phrase[];
  against: Phrase | null;
}

/** Reasons given for a pair. */
const STRENGTHS = 2;

/** The name of the skill that a line is about; undefined for any other line. */
const skillOf = (asked: Phrase): string | undefined =>
  asked.code === 'says.needed-skill' ? asked.params.skill : undefined;

/** Two reasons for and one against, the weightiest: the skills first, then the best criterion met; what blocks before any gap. */
export function reasonsOf({ criteria, blockers, gaps }: Pick<Explanation, 'criteria' | 'blockers' | 'gaps'>): Reasons {
  const asked = criteria.find(({ key, hasData }) => key === 'required-skills' && hasData)?.rows ?? [];
  const met = asked.flatMap(({ mission, status }) => (status === 'met' ? (skillOf(mission) ?? []) : []));
  const others = criteria
    .filter(({ key, status }) => status === 'met' && !key.endsWith('-skills') && key !== 'title-words')
    .sort((a, b) => b.contribution - a.contribution)
    .flatMap(({ rows }) => (rows[0] ? [rows[0].reason] : []));
  const skills = met.length > 0 ? [phrase('reason.skills', { met, asked: asked.length })] : [];
  return { strengths: [...skills, ...others].slice(0, STRENGTHS), against: blockers[0]?.reason ?? gapOf(gaps[0]) };
}

function gapOf(gap: Explanation['gaps'][number] | undefined): Phrase | null {
  if (!gap) return null;
  const skill = skillOf(gap.asked);
  return skill === undefined ? gap.reason : phrase('reason.skill-gap', { skill, reason: gap.reason });
}
