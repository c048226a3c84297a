import type { ProfileView } from '#libs/contracts/profile';
import type { Locale } from '#libs/errors/problem';

/** What completeness reads of a profile. */
export interface MeasuredProfile {
  headline: string;
  summary: string;
  skills: number;
  experiences: number;
  dailyRateMin: number | null;
  dailyRateTarget: number | null;
  availabilityStatus: string | null;
  remoteModes: number;
  placed: boolean;
  mobilityKm: number | null;
  languages: number;
  occupations: number;
}

interface Part {
  field: string;
  /** Share of 100, by how much it helps a mission find the person. */
  worth: number;
  required: boolean;
  met: (profile: MeasuredProfile) => boolean;
  sentence: Readonly<Record<Locale, string>>;
}

const PARTS: readonly Part[] = [
  {
    field: 'headline',
    worth: 20,
    required: true,
    met: (profile) => profile.headline.trim().length >= 3,
    sentence: {
      fr: 'Écrivez votre titre : le métier que vous exercez.',
      en: 'Write your headline: the trade you practise.',
    },
  },
  {
    field: 'skills',
    worth: 25,
    required: true,
    met: (profile) => profile.skills >= 1,
    sentence: { fr: 'Ajoutez au moins une compétence.', en: 'Add at least one skill.' },
  },
  {
    field: 'skills',
    worth: 10,
    required: false,
    met: (profile) => profile.skills >= 7,
    sentence: {
      fr: 'Ajoutez des compétences : sept ou plus vous rendent bien plus visible.',
      en: 'Add skills: seven or more make you far easier to find.',
    },
  },
  {
    field: 'availabilityStatus',
    worth: 10,
    required: false,
    met: (profile) => profile.availabilityStatus !== null,
    sentence: { fr: 'Dites quand vous êtes disponible.', en: 'Say when you are available.' },
  },
  {
    field: 'dailyRateMin',
    worth: 10,
    required: false,
    met: (profile) => profile.dailyRateMin !== null || profile.dailyRateTarget !== null,
    sentence: { fr: 'Indiquez votre tarif journalier.', en: 'Give your daily rate.' },
  },
  {
    field: 'place',
    worth: 8,
    required: false,
    met: (profile) => profile.placed,
    sentence: {
      fr: 'Indiquez votre commune et jusqu’où vous vous déplacez.',
      en: 'Give your town and how far you travel.',
    },
  },
  {
    field: 'remoteModes',
    worth: 5,
    required: false,
    met: (profile) => profile.remoteModes > 0,
    sentence: { fr: 'Précisez : à distance, hybride, sur site.', en: 'Say which: remote, hybrid, on site.' },
  },
  {
    field: 'experiences',
    worth: 7,
    required: false,
    met: (profile) => profile.experiences > 0,
    sentence: { fr: 'Racontez une mission passée.', en: 'Tell about a past mission.' },
  },
  {
    field: 'summary',
    worth: 3,
    required: false,
    met: (profile) => profile.summary.trim().length >= 80,
    sentence: { fr: 'Présentez-vous en quelques phrases.', en: 'Introduce yourself in a few sentences.' },
  },
  {
    field: 'languages',
    worth: 2,
    required: false,
    met: (profile) => profile.languages > 0,
    sentence: { fr: 'Ajoutez les langues que vous parlez.', en: 'Add the languages you speak.' },
  },
];

/** 0–100, by usefulness and not by count of fields. */
export const completenessOf = (profile: MeasuredProfile): number =>
  PARTS.filter((part) => part.met(profile)).reduce((sum, part) => sum + part.worth, 0);

/** What to do next, most useful first. `required` ones stand between the profile and its publication. */
export function nextActionsFor(profile: MeasuredProfile, locale: Locale): ProfileView['nextActions'] {
  const missing = PARTS.filter((part) => !part.met(profile)).sort(
    (a, b) => Number(b.required) - Number(a.required) || b.worth - a.worth,
  );
  const seen = new Set<string>();
  return missing
    .filter((part) => !seen.has(part.field) && seen.add(part.field))
    .map((part) => ({ field: part.field, sentence: part.sentence[locale], required: part.required }));
}

/** The fields without which a profile cannot be published, with what to do. */
export const missingToPublish = (
  profile: MeasuredProfile,
): { path: string; message: Readonly<Record<Locale, string>> }[] =>
  PARTS.filter((part) => part.required && !part.met(profile)).map((part) => ({
    path: part.field,
    message: part.sentence,
  }));
