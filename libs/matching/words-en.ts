import { dateOfDay } from '#libs/kernel/clock';
import { formatter } from '#libs/ui/format';
import type { RemoteMode, SkillLevel } from './model';
import type { BlockerKey } from './blockers';
import type { CriterionKey } from './phrases';
import { type Dictionary, said } from './dictionary';

const f = formatter('en');
/** As many skills are named in one reason. */
const NAMED = 4;
const S = '\u00a0';

const plural = (n: number, one: string, many: string): string => `${f.number(n)}${S}${Math.abs(n) === 1 ? one : many}`;
const quoted = (text: string): string => `“${text}”`;
const levels: Record<SkillLevel, string> = { 1: 'basics', 2: 'practice', 3: 'mastery', 4: 'expert' };
const modes: Record<RemoteMode, string> = { REMOTE: 'remote', HYBRID: 'hybrid', ONSITE: 'on site' };
const join = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const firstOf = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? '…' : '');
const date = (day: number): string => f.date(dateOfDay(day));

/** The name of each criterion, as the explanation and its fields call it. */
export const criteriaEn: Record<CriterionKey, string> = {
  'required-skills': 'Required skills',
  'preferred-skills': 'Preferred skills',
  occupation: 'Occupation',
  'title-words': 'Title',
  rate: 'Rate and budget',
  availability: 'Availability',
  experience: 'Experience',
  place: 'Place',
  languages: 'Languages',
  sector: 'Sector',
  pay: 'Pay',
  'wished-occupation': 'Wished occupation',
  'remote-wish': 'Remote work',
  distance: 'Distance',
  duration: 'Length',
  'sector-wish': 'Wished sector',
};

/** The name of each blocker, for who speaks of it without a pair at hand. */
export const blockersEn: Record<BlockerKey, string> = {
  'not-visible': 'Profile not visible',
  'excluded-organisation': 'Organisation excluded by the person',
  'excluded-sector': 'Sector excluded by the person',
  'must-skill': 'Indispensable skill missing',
  language: 'Language asked for missing',
  unavailable: 'Said to be unavailable',
  availability: 'Free too late',
  rate: 'Rate out of the budget’s reach',
  unreachable: 'Place out of reach',
  'remote-only': 'Remote work only',
};

export const wordsEn: Dictionary = {
  'says.text': ({ text }) => text,
  'says.nothing': () => 'Not stated',
  'says.needed-skill': ({ skill, must, minLevel }) =>
    join([skill, must ? 'indispensable' : undefined, minLevel ? `level: ${levels[minLevel]}` : undefined]),
  'says.owned-skill': ({ skill, level, years, lastUsedYear }) =>
    join([
      skill,
      level ? levels[level] : undefined,
      years === undefined ? undefined : plural(years, 'year', 'years'),
      lastUsedYear === undefined ? undefined : `last used in ${lastUsedYear}`,
    ]),
  'says.budget': ({ min, max }) => capital(f.dayRates(min, max) ?? ''),
  'says.budget-hidden': () => 'Budget not shown',
  'says.rate': ({ min, target }) =>
    target === undefined || min === undefined || min >= target
      ? f.dayRate(target ?? min ?? 0)
      : `${f.dayRate(target)}, ${f.euros(min)} at least`,
  'says.rate-hidden': () => 'Rate not shown',
  'says.starts': ({ day }) => `Starts on ${date(day)}`,
  'says.days-per-week': ({ days }) => `${plural(days, 'day', 'days')} a week`,
  'says.available': ({ day, days }) =>
    capital(
      join([
        day === undefined ? undefined : `free on ${date(day)}`,
        days === undefined ? undefined : `${plural(days, 'day', 'days')} a week`,
      ]),
    ),
  'says.needs-years': ({ years }) => `At least ${plural(years, 'year', 'years')} of experience`,
  'says.has-years': ({ years }) => `${plural(years, 'year', 'years')} of experience`,
  'says.works': ({ mode, place }) => capital(join([modes[mode], mode === 'REMOTE' ? undefined : place])),
  'says.lives': ({ place, mobilityKm }) =>
    mobilityKm === undefined ? place : `${place}, travels up to ${f.distance(mobilityKm)}`,
  'says.accepts-modes': ({ modes: accepted }) => capital(accepted.map((mode) => modes[mode]).join(', ')),
  'says.language': ({ language, level }) =>
    capital(join([f.language(language), level === 'NATIVE' ? 'mother tongue' : level])),
  'says.sectors': ({ sectors }) => sectors.join(', '),
  'says.lasts': ({ weeks }) => f.weeks(weeks),
  'says.wants-weeks': ({ min, max }) =>
    min !== undefined && max !== undefined
      ? `${f.weeks(min)} to ${f.weeks(max)}`
      : min !== undefined
        ? `At least ${f.weeks(min)}`
        : `At most ${f.weeks(max ?? 0)}`,
  'says.occupations': ({ occupations }) => occupations.join(', '),
  'skill.exact': () => 'The skill is there.',
  'skill.below-level': ({ asked }) => `There, below the level asked (${levels[asked]}).`,
  'skill.dormant': ({ lastUsedYear }) => `There, but little used since ${lastUsedYear}.`,
  'skill.related': ({ owned }) => `Related skill: ${quoted(owned)}.`,
  'skill.missing': () => 'Not in the profile.',
  'occupation.same': ({ occupation }) => (occupation ? `Same occupation: ${occupation}.` : 'Same occupation.'),
  'occupation.near': ({ occupation }) =>
    occupation ? `Near occupation, through ${quoted(occupation)}.` : 'Near occupation.',
  'occupation.far': () => 'Distant occupations.',
  'words.all': ({ words }) => `The whole title in common: ${words.join(', ')}.`,
  'words.some': ({ words }) => `Words of the title in common: ${words.join(', ')}.`,
  'words.none': () => 'No word of the title in common.',
  'rate.within': () => 'The rate is within the budget.',
  'rate.negotiable': () => 'The minimum rate is within the budget, the wished one is not.',
  'rate.above': ({ over }) =>
    over === undefined ? 'The rate is above the budget.' : `The rate is ${f.euros(over)} a day above the budget.`,
  'availability.in-time': () => 'Free in time.',
  'availability.late': ({ days }) => `Free ${plural(days, 'day', 'days')} after the start.`,
  'availability.part-time': ({ days, asked }) =>
    `Free ${plural(days, 'day', 'days')} a week out of ${f.number(asked)} asked.`,
  'experience.enough': () => 'The experience asked is there.',
  'experience.short': ({ missing }) => `${plural(missing, 'year', 'years')} of experience missing.`,
  'place.remote': () => 'The work is done remotely.',
  'place.within': ({ km }) => `${f.distance(km)} away, within reach.`,
  'place.beyond': ({ km, reachKm }) => `${f.distance(km)} away, beyond the ${f.distance(reachKm)} of reach.`,
  'language.enough': () => 'Spoken at the level asked.',
  'language.lower': () => 'Spoken, below the level asked.',
  'language.missing': () => 'Not in the profile.',
  'sector.same': () => 'Known sector.',
  'sector.other': () => 'Another sector.',
  'pay.target': () => 'Pays the wished rate.',
  'pay.minimum': () => 'Pays more than the minimum, less than wished.',
  'pay.below': ({ short }) =>
    short === undefined ? 'Pays less than the minimum.' : `Pays ${f.euros(short)} a day less than the minimum.`,
  'remote.wanted': () => 'An accepted way of working.',
  'remote.close': () => 'Close to an accepted way of working.',
  'remote.other': () => 'Not an accepted way of working.',
  'duration.fits': () => 'The wanted length.',
  'duration.short': ({ weeks }) => `${f.weeks(weeks)} shorter than wanted.`,
  'duration.long': ({ weeks }) => `${f.weeks(weeks)} longer than wanted.`,
  'no-data.mission': () => 'The mission does not say: this criterion does not count.',
  'no-data.profile': () => 'The profile does not say: this criterion does not count.',
  'advice.add-skill': ({ skill }) => `Add ${quoted(skill)} to the profile, if it is practised.`,
  'advice.raise-skill': ({ skill }) => `Show recent work with ${quoted(skill)}.`,
  'advice.name-level': ({ skill }) => `State the level and the years of ${quoted(skill)}.`,
  'advice.show-related': ({ skill, owned }) => `Say how ${quoted(owned)} prepares for ${quoted(skill)}.`,
  'advice.retitle': ({ title }) => `Name in the profile’s title what comes close to ${quoted(title)}, if true.`,
  'advice.discuss-rate': ({ amount }) =>
    amount === undefined
      ? 'Talk about the rate from the start.'
      : `Talk about the ${f.euros(amount)} a day between the two.`,
  'advice.discuss-dates': ({ days }) => `Ask whether the start can wait ${plural(days, 'day', 'days')}.`,
  'advice.discuss-rhythm': ({ asked }) => `Ask whether less than ${plural(asked, 'day', 'days')} a week will do.`,
  'advice.detail-experience': () => 'Detail the experience close to the mission.',
  'advice.discuss-remote': () => 'Talk about where and how often to be there.',
  'advice.discuss-place': ({ km }) => `Check whether ${f.distance(km)} of travel remain possible.`,
  'advice.add-language': ({ language }) => `State the level in ${f.language(language)}.`,
  'advice.add-sector': ({ sector }) => `Add the sector ${quoted(sector)}, if it is known.`,
  'advice.discuss-duration': () => 'Talk about the length from the start.',
  'advice.fill-profile': ({ field }) => `Complete the profile: ${criteriaEn[field].toLowerCase()}.`,
  'advice.fill-mission': ({ field }) => `Complete the mission: ${criteriaEn[field].toLowerCase()}.`,
  'reason.skills': ({ met, asked }) => `${met.length} of ${asked} skill${asked === 1 ? '' : 's'}: ${firstOf(met)}`,
  'reason.skill-gap': ({ skill, reason }) => `${skill}: ${lowered(said(wordsEn, reason))}`,
  'override.lifted': ({ by, day, reason }) =>
    `Lifted by ${by} on ${date(day)}. Reason: ${quoted(reason.replace(/\.$/, ''))}.`,
  'override.met': ({ by, day, reason }) =>
    `Taken as met by ${by} on ${date(day)}. Reason: ${quoted(reason.replace(/\.$/, ''))}.`,
  'block.not-visible': () => 'The profile is not visible.',
  'block.must-skill': ({ skill }) => `Indispensable skill missing: ${quoted(skill)}.`,
  'block.rate': ({ asked, budget }) => {
    if (asked === undefined) return 'Rate out of reach of the budget.';
    return budget === undefined
      ? `Rate of ${f.euros(asked)} a day, out of reach of the budget.`
      : `Rate of ${f.euros(asked)} a day, more than 1.4 times the budget of ${f.euros(budget)}.`;
  },
  'block.availability': ({ days }) => `Free ${plural(days, 'day', 'days')} after the start.`,
  'block.unavailable': () => 'Not available for now.',
  'block.language': ({ language }) => `Language asked, missing: ${f.language(language)}.`,
  'block.unreachable': ({ km, reachKm }) => `On site ${f.distance(km)} away, for a reach of ${f.distance(reachKm)}.`,
  'block.remote-only': () => 'Works remotely only, mission on site.',
  'block.excluded-organisation': () => 'Organisation ruled out by the person.',
  'block.excluded-sector': ({ sector }) => `Sector ruled out by the person: ${sector}.`,
};
