import type { Locale } from '#libs/errors/problem';
import type { Facts, Names, Template } from '../facts';
import { en, fr, link, quote, text } from '../letter';
import { dayIn, momentIn, withdrawalWords } from '../letter-words';

const application = (id: string): string => `/app/candidatures/${id}`;
const path: Template['path'] = ({ aggregateId }) => application(aggregateId);
const openIt = (f: Facts, l: Locale) =>
  link(l === 'fr' ? fr`Ouvrir la candidature` : 'Open the application', application(f.aggregateId));
const who = (n: Names, l: Locale): string => n.freelancer || (l === 'fr' ? 'La personne' : 'The person');
const through = (f: Facts, l: Locale): string =>
  f.agency ? (l === 'fr' ? fr`, avec l’appui de ${f.agency}` : en`, with the support of ${f.agency}`) : '';

const news = { topic: 'PROGRESS', inApp: true, byMail: true, path } as const;

/** What an employer is told about the applications it receives. */
export const employerLetters = {
  'employer-application': {
    ...news,
    topic: 'NEW_APPLICATIONS',
    subject: (n, l) => (l === 'fr' ? fr`Nouvelle candidature : ${n.mission}` : en`New application: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${who(f, l)} postule à votre mission « ${f.mission} »${through(f, l)}.`
          : en`${who(f, l)} applied for your mission “${f.mission}”${through(f, l)}.`,
      ),
      ...(f.answerDueAt
        ? [
            text(
              l === 'fr'
                ? fr`Vous avez promis une réponse avant le ${dayIn(l, f.answerDueAt)} : un clic suffit pour étudier, présélectionner ou décliner avec une raison.`
                : en`You promised an answer by ${dayIn(l, f.answerDueAt)}: one click is enough to study, shortlist, or decline with a reason.`,
            ),
          ]
        : []),
      openIt(f, l),
    ],
  },
  'employer-reminder': {
    ...news,
    topic: 'REMINDERS',
    subject: (n, l) =>
      l === 'fr'
        ? fr`Une candidature attend votre réponse : ${n.mission}`
        : en`An application awaits your answer: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`La candidature de ${who(f, l)} à « ${f.mission} » attend depuis ${f.days} jours. Répondez, même par un refus motivé : au trentième jour elle sera classée sans réponse, et vos habitudes de réponse sont visibles de tous.`
          : en`The application of ${who(f, l)} for “${f.mission}” has waited ${f.days} days. Answer, even with a reasoned no: on day thirty it is filed as unanswered, and your answer habit is public.`,
      ),
      openIt(f, l),
    ],
  },
  'employer-slot-chosen': {
    ...news,
    subject: (n, l) => (l === 'fr' ? fr`Entretien confirmé : ${n.mission}` : en`Interview confirmed: ${n.mission}`),
    body: (f, l) => {
      const slot = f.interview?.slots[f.interview.chosen ?? -1];
      const when = slot ? momentIn(l, slot.startsAt) : null;
      return [
        text(
          l === 'fr'
            ? fr`${who(f, l)} a choisi un créneau pour « ${f.mission} »${when ? fr` : ${when}` : ''}.`
            : en`${who(f, l)} chose a slot for “${f.mission}”${when ? en`: ${when}` : ''}.`,
        ),
        openIt(f, l),
      ];
    },
  },
  'employer-accepted': {
    ...news,
    topic: null,
    subject: (n, l) => (l === 'fr' ? fr`Offre acceptée : ${n.mission}` : en`Offer accepted: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${who(f, l)} accepte votre offre pour « ${f.mission} ». Ses coordonnées vous sont désormais ouvertes.`
          : en`${who(f, l)} accepts your offer for “${f.mission}”. Contact details are now open to you.`,
      ),
      ...(f.terms
        ? [
            text(
              l === 'fr'
                ? fr`Début : ${dayIn(l, f.terms.startsOn)}. À partir de 5 000 € hors taxes, vérifiez les documents de vigilance avant cette date.`
                : en`Start: ${dayIn(l, f.terms.startsOn)}. From €5,000 without tax, check the due-diligence documents before that date.`,
            ),
          ]
        : []),
      openIt(f, l),
    ],
  },
  'employer-offer-declined': {
    ...news,
    subject: (n, l) => (l === 'fr' ? fr`Offre déclinée : ${n.mission}` : en`Offer declined: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${who(f, l)} décline votre offre pour « ${f.mission} »${f.withdrawalReason ? fr` ; raison donnée : ${withdrawalWords[f.withdrawalReason].fr}` : ''}. La candidature reste présélectionnée : vous pouvez proposer d’autres conditions.`
          : en`${who(f, l)} declines your offer for “${f.mission}”${f.withdrawalReason ? en`; reason given: ${withdrawalWords[f.withdrawalReason].en}` : ''}. The application stays shortlisted: you may offer other terms.`,
      ),
      ...quote(f.words),
      openIt(f, l),
    ],
  },
  'employer-offer-lapsed': {
    ...news,
    subject: (n, l) =>
      l === 'fr' ? fr`Offre restée sans réponse : ${n.mission}` : en`Offer without answer: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${who(f, l)} n’a pas répondu en sept jours à votre offre pour « ${f.mission} ». L’offre n’engage plus personne ; la candidature reste présélectionnée.`
          : en`${who(f, l)} did not answer your offer for “${f.mission}” in seven days. The offer binds nobody any more; the application stays shortlisted.`,
      ),
      openIt(f, l),
    ],
  },
  'employer-withdrawn': {
    ...news,
    subject: (n, l) => (l === 'fr' ? fr`Candidature retirée : ${n.mission}` : en`Application withdrawn: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${who(f, l)} retire sa candidature à « ${f.mission} »${f.withdrawalReason ? fr` ; raison donnée : ${withdrawalWords[f.withdrawalReason].fr}` : ''}.`
          : en`${who(f, l)} withdraws the application for “${f.mission}”${f.withdrawalReason ? en`; reason given: ${withdrawalWords[f.withdrawalReason].en}` : ''}.`,
      ),
      ...quote(f.words),
      openIt(f, l),
    ],
  },
  'employer-expired': {
    ...news,
    topic: 'REMINDERS',
    subject: (n, l) =>
      l === 'fr'
        ? fr`Candidature classée sans réponse : ${n.mission}`
        : en`Application filed as unanswered: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`La candidature de ${who(f, l)} à « ${f.mission} » est restée trente jours sans réponse. Elle est classée ; vous pouvez demander sa réouverture pendant trente jours.`
          : en`The application of ${who(f, l)} for “${f.mission}” stayed thirty days without an answer. It is filed; you may ask to reopen it for thirty days.`,
      ),
      openIt(f, l),
    ],
  },
  'employer-reopened': {
    ...news,
    subject: (n, l) => (l === 'fr' ? fr`Candidature rouverte : ${n.mission}` : en`Application reopened: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${who(f, l)} accepte que sa candidature à « ${f.mission} » soit rouverte. Elle est de nouveau à l’étude.`
          : en`${who(f, l)} agrees to reopen the application for “${f.mission}”. It is under review again.`,
      ),
      openIt(f, l),
    ],
  },
  'employer-reopening-refused': {
    ...news,
    subject: (n, l) => (l === 'fr' ? fr`Réouverture déclinée : ${n.mission}` : en`Reopening declined: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${who(f, l)} préfère ne pas rouvrir sa candidature à « ${f.mission} ».`
          : en`${who(f, l)} prefers not to reopen the application for “${f.mission}”.`,
      ),
      openIt(f, l),
    ],
  },
  'employer-cancelled': {
    ...news,
    topic: null,
    subject: (n, l) => (l === 'fr' ? fr`Engagement annulé : ${n.mission}` : en`Engagement cancelled: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`L’engagement de ${who(f, l)} pour « ${f.mission} » est annulé avant son début${f.byMe ? ', à votre demande' : ''}. La place est de nouveau libre ; rouvrez la mission si elle était pourvue.`
          : en`The engagement of ${who(f, l)} for “${f.mission}” is cancelled before it started${f.byMe ? ', at your request' : ''}. The place is free again; reopen the mission if it was filled.`,
      ),
      ...quote(f.words),
      openIt(f, l),
    ],
  },
} as const satisfies Record<string, Template>;
