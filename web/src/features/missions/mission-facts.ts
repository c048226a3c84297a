import type { MissionCard, MissionView } from '#libs/contracts/mission';
import type { Fact } from '#libs/ui/facts';
import { dotted, type Formatter } from '#libs/ui/format';
import type { Words } from '../../i18n/words';

/** The six facts of every mission, and those only the full view has. */
export function missionFacts(mission: MissionCard | MissionView, w: Words, f: Formatter): (Fact | null)[] {
  const rate = f.dayRates(mission.rateMin, mission.rateMax);
  const full = 'languages' in mission ? mission : null;
  return [
    rate ? { name: w.facts.rate, value: rate } : null,
    full?.fixedBudget ? { name: w.facts.budget, value: f.euros(full.fixedBudget) } : null,
    mission.durationWeeks ? { name: w.facts.duration, value: f.weeks(mission.durationWeeks) } : null,
    {
      name: w.facts.start,
      value: mission.startsOn ? f.date(mission.startsOn) : w.facts.asSoonAsPossible,
    },
    mission.place ? { name: w.facts.place, value: placeName(mission.place) } : null,
    mission.remoteMode ? { name: w.facts.remote, value: w.remoteMode[mission.remoteMode] } : null,
    mission.daysPerWeek ? { name: w.facts.rhythm, value: w.facts.daysPerWeek(mission.daysPerWeek) } : null,
    full?.experienceYearsMin
      ? {
          name: w.missions.one.experience,
          value: w.missions.one.experienceYears(w.count.years(full.experienceYearsMin)),
        }
      : null,
    full && full.languages.length > 0
      ? {
          name: w.facts.languages,
          value: full.languages.map(({ code, level }) => `${f.language(code)} (${w.languageLevel(level)})`).join(', '),
        }
      : null,
    mission.seats > 1 ? { name: w.facts.seats, value: String(mission.seats) } : null,
    mission.applyDeadline ? { name: w.facts.deadline, value: f.date(mission.applyDeadline) } : null,
  ];
}

/** “Lyon (69)”. */
export const placeName = (place: { name: string; departement: string | null }): string =>
  place.departement ? `${place.name} (${place.departement})` : place.name;

/** Employer and place on one line. */
export const missionBy = (mission: MissionCard, w: Words): string =>
  dotted([mission.employer.name || w.missions.one.anonymous, mission.place ? placeName(mission.place) : null]);

/** The skill’s name in the reader’s language. */
export const skillName = (skill: { label: string; labelEn: string | null }, f: Formatter): string =>
  f.locale === 'en' ? (skill.labelEn ?? skill.label) : skill.label;

/** What a row says of a mission: rate, start, length, place of work. */
export const missionRowFacts = (mission: MissionCard, w: Words, f: Formatter): string[] =>
  [
    f.dayRates(mission.rateMin, mission.rateMax),
    mission.durationWeeks ? f.weeks(mission.durationWeeks) : null,
    mission.startsOn ? w.facts.startsOn(f.shortDate(mission.startsOn, new Date())) : null,
    mission.remoteMode ? w.remoteMode[mission.remoteMode] : null,
  ].filter((fact) => fact !== null);
