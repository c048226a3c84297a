import type { LanguageLevel, RemoteMode, SkillLevel } from './model';

/**
 * Everything an explanation can say, as codes with their parameters. The engine chooses the phrase, words.ts says it in
 * French or English: both sides of a mission read the same sentence because there is only one.
 */
export interface PhraseParams {
  // What the mission says, what the person says.
  'says.text': { text: string };
  'says.nothing': Record<never, never>;
  'says.needed-skill': { skill: string; must?: boolean; minLevel?: SkillLevel };
  'says.owned-skill': { skill: string; level?: SkillLevel; years?: number; lastUsedYear?: number };
  'says.budget': { max: number; min?: number };
  'says.budget-hidden': Record<never, never>;
  'says.rate': { min?: number; target?: number };
  'says.rate-hidden': Record<never, never>;
  'says.starts': { day: number };
  'says.days-per-week': { days: number };
  'says.available': { day?: number; days?: number };
  'says.needs-years': { years: number };
  'says.has-years': { years: number };
  'says.works': { mode: RemoteMode; place?: string };
  'says.lives': { place: string; mobilityKm?: number };
  'says.accepts-modes': { modes: readonly RemoteMode[] };
  'says.language': { language: string; level?: LanguageLevel };
  'says.sectors': { sectors: readonly string[] };
  'says.lasts': { weeks: number };
  'says.wants-weeks': { min?: number; max?: number };
  'says.occupations': { occupations: readonly string[] };
  // How the two fit.
  'skill.exact': Record<never, never>;
  'skill.below-level': { asked: SkillLevel };
  'skill.dormant': { lastUsedYear: number };
  'skill.related': { owned: string };
  'skill.missing': Record<never, never>;
  'occupation.same': { occupation?: string };
  'occupation.near': { occupation?: string };
  'occupation.far': Record<never, never>;
  'words.all': { words: readonly string[] };
  'words.some': { words: readonly string[] };
  'words.none': Record<never, never>;
  'rate.within': Record<never, never>;
  'rate.negotiable': Record<never, never>;
  'rate.above': { over?: number };
  'availability.in-time': Record<never, never>;
  'availability.late': { days: number };
  'availability.part-time': { days: number; asked: number };
  'experience.enough': Record<never, never>;
  'experience.short': { missing: number };
  'place.remote': Record<never, never>;
  'place.within': { km: number };
  'place.beyond': { km: number; reachKm: number };
  'language.enough': Record<never, never>;
  'language.lower': Record<never, never>;
  'language.missing': Record<never, never>;
  'sector.same': Record<never, never>;
  'sector.other': Record<never, never>;
  'pay.target': Record<never, never>;
  'pay.minimum': Record<never, never>;
  'pay.below': { short?: number };
  'remote.wanted': Record<never, never>;
  'remote.close': Record<never, never>;
  'remote.other': Record<never, never>;
  'duration.fits': Record<never, never>;
  'duration.short': { weeks: number };
  'duration.long': { weeks: number };
  'no-data.mission': Record<never, never>;
  'no-data.profile': Record<never, never>;
  // One sentence of advice.
  'advice.add-skill': { skill: string };
  'advice.raise-skill': { skill: string };
  'advice.name-level': { skill: string };
  'advice.show-related': { skill: string; owned: string };
  'advice.retitle': { title: string };
  'advice.discuss-rate': { amount?: number };
  'advice.discuss-dates': { days: number };
  'advice.discuss-rhythm': { asked: number };
  'advice.detail-experience': Record<never, never>;
  'advice.discuss-remote': Record<never, never>;
  'advice.discuss-place': { km: number };
  'advice.add-language': { language: string };
  'advice.add-sector': { sector: string };
  'advice.discuss-duration': Record<never, never>;
  'advice.fill-profile': { field: CriterionKey };
  'advice.fill-mission': { field: CriterionKey };
  // The reasons of a line in a list.
  'reason.skills': { met: readonly string[]; asked: number };
  'reason.skill-gap': { skill: string; reason: Phrase };
  // What a person decided about the pair.
  'override.lifted': { by: string; day: number; reason: string };
  'override.met': { by: string; day: number; reason: string };
  // Why a pair is blocked.
  'block.not-visible': Record<never, never>;
  'block.must-skill': { skill: string };
  'block.rate': { asked?: number; budget?: number };
  'block.availability': { days: number };
  'block.unavailable': Record<never, never>;
  'block.language': { language: string };
  'block.unreachable': { km: number; reachKm: number };
  'block.remote-only': Record<never, never>;
  'block.excluded-organisation': Record<never, never>;
  'block.excluded-sector': { sector: string };
}

export type PhraseCode = keyof PhraseParams;
export type PhraseOf<C extends PhraseCode> = { code: C; params: PhraseParams[C] };
export type Phrase = { [C in PhraseCode]: PhraseOf<C> }[PhraseCode];

/** The criteria, in the order in which every explanation shows them. */
export const MISSION_CRITERIA = [
  'required-skills',
  'preferred-skills',
  'occupation',
  'title-words',
  'rate',
  'availability',
  'experience',
  'place',
  'languages',
  'sector',
] as const;
export const FREELANCER_CRITERIA = [
  'pay',
  'wished-occupation',
  'remote-wish',
  'distance',
  'duration',
  'sector-wish',
] as const;

export type MissionCriterion = (typeof MISSION_CRITERIA)[number];
export type FreelancerCriterion = (typeof FREELANCER_CRITERIA)[number];
export type CriterionKey = MissionCriterion | FreelancerCriterion;

/** A phrase, its parameters checked against its code. */
export const phrase = <C extends PhraseCode>(code: C, params: PhraseParams[C]): Phrase =>
  ({ code, params }) as unknown as Phrase;
