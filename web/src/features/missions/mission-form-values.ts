import type { MissionDraft, MissionView } from '#libs/contracts/mission';

type Importance = 'MUST' | 'REQUIRED' | 'PREFERRED';

export interface SkillLine {
  skillId: number | null;
  label: string;
  importance: Importance;
  minLevel: string;
}

export interface LanguageLine {
  code: string;
  level: NonNullable<MissionDraft['languages']>[number]['level'];
}

const WEIGHTS = ['skills', 'occupation', 'rate', 'availability', 'place', 'languages', 'experience'] as const;
export type Weighed = (typeof WEIGHTS)[number];

/** What the form holds: text as it is typed, numbers still as text. */
export interface MissionFormValues extends Record<string, unknown> {
  title: string;
  occupation: { id: number; label: string } | null;
  description: string;
  context: string;
  deliverables: string;
  skills: SkillLine[];
  seats: string;
  rateMin: string;
  rateMax: string;
  rateVisible: boolean;
  startsOn: string;
  durationWeeks: string;
  daysPerWeek: string;
  remoteMode: '' | 'REMOTE' | 'HYBRID' | 'ONSITE';
  place: { code: string; name: string } | null;
  languages: LanguageLine[];
  experienceYearsMin: string;
  securityConstraints: string;
  screeningQuestions: string[];
  visibility: NonNullable<MissionDraft['visibility']>;
  anonymousEmployer: boolean;
  applyDeadline: string;
  answerDays: string;
  weights: Record<Weighed, string>;
}

export const noMissionYet: MissionFormValues = {
  title: '',
  occupation: null,
  description: '',
  context: '',
  deliverables: '',
  skills: [],
  seats: '1',
  rateMin: '',
  rateMax: '',
  rateVisible: true,
  startsOn: '',
  durationWeeks: '',
  daysPerWeek: '',
  remoteMode: '',
  place: null,
  languages: [],
  experienceYearsMin: '',
  securityConstraints: '',
  screeningQuestions: [],
  visibility: 'PUBLIC',
  anonymousEmployer: false,
  applyDeadline: '',
  answerDays: '7',
  weights: { skills: '1', occupation: '1', rate: '1', availability: '1', place: '1', languages: '1', experience: '1' },
};

const text = (value: number | string | null): string => (value === null ? '' : String(value));
const whole = (value: string): number | null => (value.trim() === '' ? null : Number(value));

/** A mission as the form shows it. */
export function valuesOf(mission: MissionView): MissionFormValues {
  return {
    title: mission.title,
    occupation: mission.occupation,
    description: mission.description,
    context: mission.context,
    deliverables: mission.deliverables,
    skills: mission.skills.map((skill) => ({
      skillId: skill.skillId,
      label: skill.label,
      importance: skill.must ? 'MUST' : skill.importance,
      minLevel: text(skill.minLevel),
    })),
    seats: text(mission.seats),
    rateMin: text(mission.rateMin),
    rateMax: text(mission.rateMax),
    rateVisible: mission.rateVisible,
    startsOn: text(mission.startsOn),
    durationWeeks: text(mission.durationWeeks),
    daysPerWeek: text(mission.daysPerWeek),
    remoteMode: mission.remoteMode ?? '',
    place: mission.place ? { code: mission.place.code ?? mission.place.name, name: mission.place.name } : null,
    languages: mission.languages,
    experienceYearsMin: text(mission.experienceYearsMin),
    securityConstraints: mission.securityConstraints,
    screeningQuestions: mission.screeningQuestions,
    visibility: mission.visibility,
    anonymousEmployer: mission.anonymousEmployer,
    applyDeadline: text(mission.applyDeadline),
    answerDays: text(mission.answerDays),
    weights: Object.fromEntries(WEIGHTS.map((key) => [key, text(mission.weights[key] ?? 1)])) as Record<
      Weighed,
      string
    >,
  };
}

/** What the form sends; empty fields are facts not given. */
export function draftOf(values: MissionFormValues): MissionDraft {
  const weights = Object.fromEntries(
    WEIGHTS.filter((key) => values.weights[key] !== '1').map((key) => [key, Number(values.weights[key])]),
  );
  return {
    title: values.title,
    occupationId: values.occupation?.id ?? null,
    description: values.description,
    context: values.context,
    deliverables: values.deliverables,
    skills: values.skills.map((skill) => ({
      ...(skill.skillId === null ? { label: skill.label } : { skillId: skill.skillId }),
      importance: skill.importance === 'PREFERRED' ? 'PREFERRED' : 'REQUIRED',
      must: skill.importance === 'MUST',
      weight: 1,
      minLevel: whole(skill.minLevel),
    })),
    seats: whole(values.seats) ?? 1,
    rateMin: whole(values.rateMin),
    rateMax: whole(values.rateMax),
    rateVisible: values.rateVisible,
    startsOn: values.startsOn || null,
    durationWeeks: whole(values.durationWeeks),
    daysPerWeek: whole(values.daysPerWeek),
    remoteMode: values.remoteMode || null,
    place: values.place?.code ?? null,
    languages: values.languages,
    experienceYearsMin: whole(values.experienceYearsMin),
    securityConstraints: values.securityConstraints,
    screeningQuestions: values.screeningQuestions.filter((question) => question.trim() !== ''),
    visibility: values.visibility,
    anonymousEmployer: values.anonymousEmployer,
    applyDeadline: values.applyDeadline || null,
    answerDays: whole(values.answerDays),
    weights,
  };
}
