import type { Locale } from '#libs/errors/problem';
import type { Facts, Template } from '../facts';
import { en, fr, link, quote, text } from '../letter';

const path: Template['path'] = ({ missionId }) => `/app/missions/${missionId}`;
const mission = { topic: 'MISSIONS', inApp: true, byMail: true, path } as const;
const decision = { ...mission, topic: null } as const;
const openIt = (f: Facts, l: Locale) => link(l === 'fr' ? fr`Ouvrir la mission` : 'Open the mission', path(f));
const contest: Record<Locale, string> = {
  fr: fr`Répondez à ce message pour contester ; une personne relira la décision.`,
  en: 'Answer this message to contest; a person will look at the decision again.',
};

/** What the people who run a mission are told about it. */
export const missionLetters = {
  'mission-approved': {
    ...mission,
    subject: (n, l) => (l === 'fr' ? fr`Mission publiée : ${n.mission}` : en`Mission published: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Votre mission « ${f.mission} » est en ligne. Les profils qui conviennent sont déjà classés, avec les raisons.`
          : en`Your mission “${f.mission}” is online. The profiles that fit are already ranked, with reasons.`,
      ),
      link(l === 'fr' ? fr`Voir les candidats` : 'See the candidates', `/app/missions/${f.missionId}/candidats`),
    ],
  },
  'mission-returned': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`Mission à corriger : ${n.mission}` : en`Mission to correct: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Avant de publier « ${f.mission} », corrigez le point suivant, puis renvoyez-la.`
          : en`Before “${f.mission}” is published, correct the following, then send it again.`,
      ),
      ...quote(f.words),
      openIt(f, l),
    ],
  },
  'mission-rejected': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`Mission non publiée : ${n.mission}` : en`Mission not published: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Votre mission « ${f.mission} » n’a pas été publiée, pour la raison suivante.`
          : en`Your mission “${f.mission}” was not published, for the following reason.`,
      ),
      ...quote(f.words),
      text(contest[l]),
      openIt(f, l),
    ],
  },
  'mission-suspended': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`Mission retirée : ${n.mission}` : en`Mission withdrawn: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Votre mission « ${f.mission} » a été retirée par la plateforme, pour la raison suivante.`
          : en`The platform withdrew your mission “${f.mission}”, for the following reason.`,
      ),
      ...quote(f.words),
      text(contest[l]),
      openIt(f, l),
    ],
  },
  'mission-expiring': {
    ...mission,
    topic: 'REMINDERS',
    subject: (n, l) =>
      l === 'fr' ? fr`Votre mission expire bientôt : ${n.mission}` : en`Your mission expires soon: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`La mission « ${f.mission} » expire dans ${f.days} ${f.days > 1 ? 'jours' : 'jour'}. Prolongez-la d’un clic, ou dites qu’elle est pourvue : chaque candidat sera prévenu.`
          : en`The mission “${f.mission}” expires in ${f.days} ${f.days > 1 ? 'days' : 'day'}. Extend it in one click, or say it is filled: every applicant will be told.`,
      ),
      openIt(f, l),
    ],
  },
  'mission-expired': {
    ...mission,
    subject: (n, l) => (l === 'fr' ? fr`Mission expirée : ${n.mission}` : en`Mission expired: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`La mission « ${f.mission} » a expiré et les candidatures en cours sont closes. Rouvrez-la dans les 90 jours si elle reste à pourvoir.`
          : en`The mission “${f.mission}” has expired and open applications are closed. Reopen it within 90 days if it still needs someone.`,
      ),
      openIt(f, l),
    ],
  },
  'mission-filled': {
    ...mission,
    subject: (n, l) => (l === 'fr' ? fr`Mission pourvue : ${n.mission}` : en`Mission filled: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Toutes les places de « ${f.mission} » sont prises. Les autres candidats sont prévenus avec nos remerciements.`
          : en`Every place of “${f.mission}” is taken. The other applicants are told, with thanks.`,
      ),
      openIt(f, l),
    ],
  },
} as const satisfies Record<string, Template>;
