import type { RefusalReason, WithdrawalReason } from '#libs/contracts/application';
import type { Locale } from '#libs/errors/problem';
import { en, fr } from './letter';

type Words = Record<Locale, string>;

/** Reasons of a refusal, as they follow “Raison donnée :”. */
export const refusalWords: Record<RefusalReason, Words> = {
  SKILLS: { fr: 'les compétences demandées par la mission', en: 'the skills the mission asks for' },
  LEVEL: { fr: 'le niveau ou l’expérience attendus', en: 'the level or experience expected' },
  RATE: { fr: 'le tarif', en: 'the rate' },
  AVAILABILITY: { fr: 'la disponibilité', en: 'availability' },
  LOCATION: { fr: 'le lieu ou les déplacements', en: 'the place or the travel' },
  MISSION_FILLED: { fr: 'la mission est pourvue', en: 'the mission is filled' },
  MISSION_CANCELLED: { fr: 'la mission est annulée', en: 'the mission is cancelled' },
  INCOMPLETE: { fr: 'une candidature incomplète ou peu personnalisée', en: 'an incomplete or impersonal application' },
  DUPLICATE: { fr: 'une candidature en double', en: 'a duplicate application' },
  UNREACHABLE: { fr: 'l’absence de réponse ou à l’entretien', en: 'no answer, or absence from the interview' },
  OTHER: { fr: 'une autre raison, précisée ci-dessous', en: 'another reason, given below' },
};

/** What a refused person can do about each reason: one useful next step. */
export const refusalAdvice: Record<RefusalReason, Words> = {
  SKILLS: {
    fr: fr`Ouvrez la mission : l’écart de compétences y est détaillé, et d’autres missions demandent ce que vous savez faire.`,
    en: 'Open the mission: the gap in skills is shown there, and other missions ask for what you can do.',
  },
  LEVEL: {
    fr: fr`Complétez vos expériences et vos niveaux : ils comptent dans chaque adéquation.`,
    en: 'Complete your experiences and levels: they count in every match.',
  },
  RATE: {
    fr: fr`Comparez votre tarif à ceux des missions proches, et indiquez s’il se discute.`,
    en: 'Compare your rate with nearby missions, and say whether it can be discussed.',
  },
  AVAILABILITY: {
    fr: fr`Confirmez votre disponibilité : une date récente vous rapproche des missions qui commencent bientôt.`,
    en: 'Confirm your availability: a recent date brings you closer to missions that start soon.',
  },
  LOCATION: {
    fr: fr`Précisez votre zone et les jours sur place que vous acceptez.`,
    en: 'Say how far you travel and how many days on site you accept.',
  },
  MISSION_FILLED: { fr: fr`Voyez les missions semblables encore ouvertes.`, en: 'See similar missions still open.' },
  MISSION_CANCELLED: { fr: fr`Voyez les missions semblables encore ouvertes.`, en: 'See similar missions still open.' },
  INCOMPLETE: {
    fr: fr`Deux phrases sur ce que vous apportez à cette mission changent souvent la réponse.`,
    en: 'Two sentences on what you bring to that mission often change the answer.',
  },
  DUPLICATE: {
    fr: fr`Retrouvez votre autre candidature dans votre espace.`,
    en: 'Find your other application in your space.',
  },
  UNREACHABLE: {
    fr: fr`Vérifiez votre numéro et vos créneaux ; l’employeur peut rouvrir la candidature pendant 30 jours.`,
    en: 'Check your number and your slots; the employer can reopen the application for 30 days.',
  },
  OTHER: { fr: fr`Voyez les missions semblables encore ouvertes.`, en: 'See similar missions still open.' },
};

/** Reasons of a freelancer. */
export const withdrawalWords: Record<WithdrawalReason, Words> = {
  RATE: { fr: 'le tarif', en: 'the rate' },
  SCHEDULE: { fr: 'le calendrier', en: 'the schedule' },
  DISTANCE: { fr: 'la distance ou le télétravail', en: 'distance or remote work' },
  CONTENT: { fr: 'le contenu de la mission', en: 'the content of the mission' },
  EMPLOYER: { fr: 'l’employeur', en: 'the employer' },
  ENGAGED: { fr: 'un autre engagement', en: 'another engagement' },
  OTHER: { fr: 'une autre raison', en: 'another reason' },
};

/** Why an application ended without a decision on it. */
export const endingWords: Record<string, Words> = {
  MISSION_FILLED: { fr: 'la mission est pourvue', en: 'the mission has been filled' },
  MISSION_CLOSED: { fr: 'l’employeur a clos la mission', en: 'the employer closed the mission' },
  MISSION_EXPIRED: { fr: 'la mission est arrivée à expiration', en: 'the mission has expired' },
  MISSION_SUSPENDED: { fr: 'la mission a été retirée par la plateforme', en: 'the platform withdrew the mission' },
  POOL_OVER: { fr: 'la durée de conservation au vivier est écoulée', en: 'its time in the pool is over' },
};

const days: Record<Locale, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }),
};
const moments: Record<Locale, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Paris' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Paris' }),
};
const amounts: Record<Locale, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat('fr-FR', {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 2,
    minimumFractionDigits: 0,
  }),
  en: new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 2,
    minimumFractionDigits: 0,
  }),
};

/** « 5 janvier 2027 », from an instant or a calendar date, in Paris. */
export const dayIn = (locale: Locale, at: string | Date): string =>
  days[locale].format(typeof at === 'string' && at.length === 10 ? new Date(`${at}T12:00:00Z`) : new Date(at));

/** « mardi 5 janvier 2027 à 14:30 », in Paris: interviews say where their clock is. */
export const momentIn = (locale: Locale, at: string | Date): string =>
  locale === 'fr'
    ? fr`${moments.fr.format(new Date(at))} (heure de Paris)`
    : en`${moments.en.format(new Date(at))} (Paris time)`;

/** « 12 400 € ». */
export const euros = (locale: Locale, value: number): string => amounts[locale].format(value);
