import { FULL, NO_DATA, perMille } from '../arithmetic';
import { statusOf, type Criterion, type EvidenceRow } from '../criterion';
import type { LanguageFact } from '../model';
import { phrase, type Phrase } from '../phrases';
import { LANGUAGE_RANK, type PreparedMission, type PreparedProfile } from '../prepare';

const says = ({ code, level }: LanguageFact): Phrase => phrase('says.language', { language: code, level });

const spokenBy = (profile: PreparedProfile, code: string): LanguageFact | undefined =>
  profile.facts.languages?.find((spoken) => spoken.code === code);

/** What a spoken language is worth by the ranks of both levels, 0 for a level nobody stated: 0..1000. */
export const levelValue = (spoken: number, needed: number): number =>
  needed === 0 || spoken === 0 ? FULL : Math.min(FULL, perMille(spoken, needed));

/** The rank of a level, 0 when none was stated. */
export const rankOfLevel = ({ level }: LanguageFact): number => (level === undefined ? 0 : LANGUAGE_RANK[level]);

const valueOf = (needed: LanguageFact, spoken: LanguageFact | undefined): number =>
  spoken ? levelValue(rankOfLevel(spoken), rankOfLevel(needed)) : 0;

const silent = (mission: PreparedMission, profile: PreparedProfile): boolean =>
  !mission.facts.languages?.length || !profile.facts.languages?.length;

function measure(mission: PreparedMission, profile: PreparedProfile): number {
  if (silent(mission, profile)) return NO_DATA;
  const needed = mission.facts.languages!;
  let sum = 0;
  for (let at = 0; at < needed.length; at++) sum += valueOf(needed[at]!, spokenBy(profile, needed[at]!.code));
  return Math.floor(sum / needed.length);
}

/** The languages asked that a person who lists theirs does not speak at all. */
export const languagesMissing = (mission: PreparedMission, profile: PreparedProfile): string[] =>
  silent(mission, profile)
    ? []
    : mission.facts.languages!.filter(({ code }) => !spokenBy(profile, code)).map(({ code }) => code);

/** True when a language asked is not spoken at all. A person who lists no language blocks nothing. */
export function languageBlocks(mission: PreparedMission, profile: PreparedProfile): boolean {
  if (silent(mission, profile)) return false;
  const needed = mission.facts.languages!;
  for (let at = 0; at < needed.length; at++) if (!spokenBy(profile, needed[at]!.code)) return true;
  return false;
}

/** The languages the mission needs, each by the level asked. */
export const languages: Criterion = {
  key: 'languages',
  measure,
  rows: (mission, profile): EvidenceRow[] =>
    mission.facts.languages!.map((needed) => {
      const spoken = spokenBy(profile, needed.code);
      const value = valueOf(needed, spoken);
      const reason = value === FULL ? 'language.enough' : spoken ? 'language.lower' : 'language.missing';
      return {
        mission: says(needed),
        person: spoken ? says(spoken) : phrase('says.nothing', {}),
        reason: phrase(reason, {}),
        advice: statusOf(value) === 'met' ? undefined : phrase('advice.add-language', { language: needed.code }),
        value,
        share: 1,
      };
    }),
  silence: (mission, profile) => {
    const [needed] = mission.facts.languages ?? [];
    const [spoken] = profile.facts.languages ?? [];
    return {
      mission: needed ? says(needed) : phrase('says.nothing', {}),
      person: spoken ? says(spoken) : phrase('says.nothing', {}),
    };
  },
};
