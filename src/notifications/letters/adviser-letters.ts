import type { Locale } from '#libs/errors/problem';
import type { Facts, Template } from '../facts';
import { en, fr, link, quote, text } from '../letter';
import { endingWords, refusalWords } from '../letter-words';

const path: Template['path'] = ({ aggregateId }) => `/app/candidatures/${aggregateId}`;
const openIt = (f: Facts, l: Locale) => link(l === 'fr' ? fr`Ouvrir la candidature` : 'Open the application', path(f));
const news = { topic: 'PROGRESS', inApp: true, byMail: true, path } as const;
const employer = (f: Facts, l: Locale): string => f.employer || (l === 'fr' ? 'l’employeur' : 'the employer');

/** One line of news to the adviser who follows the person. */
const line = (
  subject: { fr: string; en: string },
  sentence: { fr: (f: Facts) => string; en: (f: Facts) => string },
): Template => ({
  ...news,
  subject: (n, l) =>
    l === 'fr' ? fr`${subject.fr} : ${n.freelancer}, ${n.mission}` : en`${subject.en}: ${n.freelancer}, ${n.mission}`,
  body: (f, l) => [text(sentence[l](f)), openIt(f, l)],
});

/** What the adviser of a freelancer is told about applications they sent on the person’s behalf. */
export const adviserLetters = {
  'adviser-received': line(
    { fr: 'Candidature transmise', en: 'Application passed on' },
    {
      fr: (f) =>
        fr`La candidature de ${f.freelancer} à « ${f.mission} » est arrivée chez ${employer(f, 'fr')}. La personne en a reçu l’accusé.`,
      en: (f) =>
        en`The application of ${f.freelancer} for “${f.mission}” has reached ${employer(f, 'en')}. The person has the receipt.`,
    },
  ),
  'adviser-shortlisted': line(
    { fr: 'Présélection', en: 'Shortlisted' },
    {
      fr: (f) => fr`${f.freelancer} est présélectionné·e pour « ${f.mission} ».`,
      en: (f) => en`${f.freelancer} is shortlisted for “${f.mission}”.`,
    },
  ),
  'adviser-interview': line(
    { fr: 'Entretien proposé', en: 'Interview proposed' },
    {
      fr: (f) =>
        fr`${f.freelancer} a des créneaux d’entretien à choisir pour « ${f.mission} ». Un mot pour l’aider à s’y préparer ?`,
      en: (f) =>
        en`${f.freelancer} has interview slots to choose from for “${f.mission}”. A word to help them prepare?`,
    },
  ),
  'adviser-held': line(
    { fr: 'Mise en attente', en: 'On hold' },
    {
      fr: (f) => fr`La candidature de ${f.freelancer} à « ${f.mission} » est en attente.`,
      en: (f) => en`The application of ${f.freelancer} for “${f.mission}” is on hold.`,
    },
  ),
  'adviser-offer': line(
    { fr: 'Offre envoyée', en: 'Offer sent' },
    {
      fr: (f) => fr`${f.freelancer} a reçu une offre pour « ${f.mission} », valable sept jours.`,
      en: (f) => en`${f.freelancer} received an offer for “${f.mission}”, valid for seven days.`,
    },
  ),
  'adviser-accepted': line(
    { fr: 'Offre acceptée', en: 'Offer accepted' },
    {
      fr: (f) => fr`${f.freelancer} a accepté l’offre pour « ${f.mission} ».`,
      en: (f) => en`${f.freelancer} accepted the offer for “${f.mission}”.`,
    },
  ),
  'adviser-offer-ended': line(
    { fr: 'Offre sans suite', en: 'Offer ended' },
    {
      fr: (f) =>
        fr`L’offre faite à ${f.freelancer} pour « ${f.mission} » est restée sans suite ; la candidature reste présélectionnée.`,
      en: (f) =>
        en`The offer made to ${f.freelancer} for “${f.mission}” came to nothing; the application stays shortlisted.`,
    },
  ),
  'adviser-declined': {
    ...news,
    subject: (n, l) =>
      l === 'fr'
        ? fr`Candidature déclinée : ${n.freelancer}, ${n.mission}`
        : en`Application declined: ${n.freelancer}, ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${employer(f, l)} ne donne pas suite à la candidature de ${f.freelancer} à « ${f.mission} »${f.reason ? fr` ; raison donnée : ${refusalWords[f.reason].fr}` : ''}.`
          : en`${employer(f, l)} will not take further the application of ${f.freelancer} for “${f.mission}”${f.reason ? en`; reason given: ${refusalWords[f.reason].en}` : ''}.`,
      ),
      ...quote(f.adviserWords),
      openIt(f, l),
    ],
  },
  'adviser-expired': line(
    { fr: 'Sans réponse', en: 'No answer' },
    {
      fr: (f) => fr`La candidature de ${f.freelancer} à « ${f.mission} » est classée sans réponse après trente jours.`,
      en: (f) => en`The application of ${f.freelancer} for “${f.mission}” is filed as unanswered after thirty days.`,
    },
  ),
  'adviser-obsolete': line(
    { fr: 'Fin de la mission', en: 'Mission ended' },
    {
      fr: (f) =>
        fr`La candidature de ${f.freelancer} à « ${f.mission} » s’arrête : ${(endingWords[f.ending] ?? endingWords.MISSION_CLOSED!).fr}.`,
      en: (f) =>
        en`The application of ${f.freelancer} for “${f.mission}” stops: ${(endingWords[f.ending] ?? endingWords.MISSION_CLOSED!).en}.`,
    },
  ),
  'adviser-withdrawn': line(
    { fr: 'Candidature retirée', en: 'Application withdrawn' },
    {
      fr: (f) => fr`La candidature de ${f.freelancer} à « ${f.mission} » a été retirée.`,
      en: (f) => en`The application of ${f.freelancer} for “${f.mission}” was withdrawn.`,
    },
  ),
  'adviser-cancelled': line(
    { fr: 'Engagement annulé', en: 'Engagement cancelled' },
    {
      fr: (f) => fr`L’engagement de ${f.freelancer} pour « ${f.mission} » a été annulé avant son début.`,
      en: (f) => en`The engagement of ${f.freelancer} for “${f.mission}” was cancelled before it started.`,
    },
  ),
} as const satisfies Record<string, Template>;
