import { FULL, NO_DATA, perMille } from '../arithmetic';
import { statusOf, type Criterion, type EvidenceRow } from '../criterion';
import type { LanguageFact } from '../model';
import { phrase, type Phrase } from '../phrases';
import { LANGUAGE_RANK, type PreparedMission, type PreparedProfile } from '../prepare';

const says = ({ code, level }: LanguageFact): Phrase => phrase('says.language', { language: code, level });

const spokenBy = (profile: PreparedProfile, code: string): LanguageFact | undefined =>
  profile.facts.languages?.find((spoken) => spoken.code === code);

function valueOf(needed: LanguageFact, spoken: LanguageFact | undefined): number {
  if (!spoken) return 0;
  if (needed.level === undefined || spoken.level === undefined) return FULL;
  return Math.min(FULL, perMille(LANGUAGE_RANK[spoken.level], LANGUAGE_RANK[needed.level]));
}

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
