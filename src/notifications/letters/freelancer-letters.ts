import type { Locale } from '#libs/errors/problem';
import type { Facts, Names, Template } from '../facts';
import { en, facts, fr, link, quote, text } from '../letter';
import { dayIn, endingWords, momentIn, refusalAdvice, refusalWords } from '../letter-words';
import { offerFacts } from './offer-facts';

const application = (id: string): string => `/app/candidatures/${id}`;
const path: Template['path'] = ({ aggregateId }) => application(aggregateId);
const openIt = (f: Facts, l: Locale) =>
  link(l === 'fr' ? fr`Ouvrir la candidature` : 'Open the application', application(f.aggregateId));
const others = (l: Locale) =>
  link(l === 'fr' ? fr`Voir les missions recommandées` : 'See recommended missions', '/app/');
const employer = (n: Names, l: Locale): string => n.employer || (l === 'fr' ? 'l’employeur' : 'the employer');
const Employer = (n: Names, l: Locale): string => n.employer || (l === 'fr' ? 'L’employeur' : 'The employer');

const decision = { topic: null, inApp: true, byMail: true, path } as const;
const progress = { ...decision, topic: 'PROGRESS' } as const;

const modes = {
  VIDEO: { fr: 'en visioconférence', en: 'by video call' },
  PHONE: { fr: 'par téléphone', en: 'by telephone' },
  ONSITE: { fr: 'sur place', en: 'on site' },
} as const;

/** What a freelancer is told about their own applications. */
export const freelancerLetters = {
  'application-received': {
    ...progress,
    subject: (n, l) => (l === 'fr' ? fr`Candidature envoyée : ${n.mission}` : en`Application sent: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Votre candidature à la mission « ${f.mission} » est arrivée chez ${employer(f, l)}.`
          : en`Your application for the mission “${f.mission}” has reached ${employer(f, l)}.`,
      ),
      ...(f.answerDueAt
        ? [
            text(
              l === 'fr'
                ? fr`Une réponse vous est promise avant le ${dayIn(l, f.answerDueAt)}. Sans nouvelle, nous relançons pour vous ; aucun score ne décide à la place d’une personne.`
                : en`You are promised an answer by ${dayIn(l, f.answerDueAt)}. Without news we remind the employer for you; no score decides in a person’s place.`,
            ),
          ]
        : []),
      openIt(f, l),
    ],
  },
  'application-shortlisted': {
    ...progress,
    subject: (n, l) =>
      l === 'fr' ? fr`Vous êtes présélectionné·e : ${n.mission}` : en`You are shortlisted: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} a présélectionné votre candidature à la mission « ${f.mission} ». Prochaine étape : un entretien ou une offre.`
          : en`${Employer(f, l)} shortlisted your application for “${f.mission}”. Next: an interview or an offer.`,
      ),
      openIt(f, l),
    ],
  },
  'application-interview': {
    ...decision,
    subject: (n, l) =>
      l === 'fr' ? fr`Choisissez un créneau d’entretien : ${n.mission}` : en`Choose an interview slot: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} vous propose un entretien${f.interview ? ` ${modes[f.interview.mode].fr}` : ''} pour la mission « ${f.mission} ».`
          : en`${Employer(f, l)} proposes an interview${f.interview ? ` ${modes[f.interview.mode].en}` : ''} for “${f.mission}”.`,
      ),
      ...(f.interview
        ? [
            facts(...f.interview.slots.map((slot) => ['–', momentIn(l, slot.startsAt)] as const), [
              l === 'fr' ? fr`Où :` : 'Where:',
              f.interview.location,
            ]),
          ]
        : []),
      ...quote(f.interview?.message),
      link(l === 'fr' ? fr`Choisir un créneau` : 'Choose a slot', application(f.aggregateId)),
    ],
  },
  'application-held': {
    ...progress,
    subject: (n, l) =>
      l === 'fr' ? fr`Candidature mise en attente : ${n.mission}` : en`Application on hold: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} garde votre candidature à « ${f.mission} » en attente. Rien n’est décidé ; vous pouvez continuer à répondre ailleurs.`
          : en`${Employer(f, l)} keeps your application for “${f.mission}” on hold. Nothing is decided; you are free to go on elsewhere.`,
      ),
      ...quote(f.words),
      openIt(f, l),
    ],
  },
  'application-pool-asked': {
    ...decision,
    subject: (n, l) =>
      l === 'fr'
        ? fr`Acceptez-vous d’être gardé·e au vivier ? ${n.mission}`
        : en`May your application be kept in the pool? ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} aimerait garder votre candidature à « ${f.mission} » pour d’autres missions, deux ans au plus. Vous seul·e décidez ; refuser ne change rien à votre rang.`
          : en`${Employer(f, l)} would like to keep your application for “${f.mission}” for other missions, two years at most. You alone decide; saying no changes nothing to your rank.`,
      ),
      link(l === 'fr' ? fr`Répondre` : 'Answer', application(f.aggregateId)),
    ],
  },
  'application-pooled': {
    ...progress,
    subject: (n, l) => (l === 'fr' ? fr`Vous êtes au vivier : ${n.mission}` : en`You are in the pool: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Comme vous l’avez accepté, ${employer(f, l)} garde votre candidature à « ${f.mission} ». Retirez-la quand vous voulez.`
          : en`As you agreed, ${employer(f, l)} keeps your application for “${f.mission}”. Withdraw it whenever you like.`,
      ),
      openIt(f, l),
    ],
  },
  'application-offer': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`Une offre vous attend : ${n.mission}` : en`An offer awaits you: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} vous propose la mission « ${f.mission} ».`
          : en`${Employer(f, l)} offers you the mission “${f.mission}”.`,
      ),
      ...offerFacts(f, l),
      ...(f.lapsesAt
        ? [text(l === 'fr' ? fr`Répondez avant le ${dayIn(l, f.lapsesAt)}.` : en`Answer by ${dayIn(l, f.lapsesAt)}.`)]
        : []),
      link(l === 'fr' ? fr`Lire l’offre et répondre` : 'Read the offer and answer', application(f.aggregateId)),
    ],
  },
  'application-offer-lapsed': {
    ...decision,
    subject: (n, l) =>
      l === 'fr' ? fr`L’offre est arrivée à son terme : ${n.mission}` : en`The offer has lapsed: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Sans réponse sous sept jours, l’offre pour « ${f.mission} » n’est plus valable. Votre candidature reste présélectionnée : ${employer(f, l)} peut vous en faire une autre.`
          : en`Without an answer within seven days, the offer for “${f.mission}” is no longer valid. Your application stays shortlisted: ${employer(f, l)} may make another.`,
      ),
      openIt(f, l),
    ],
  },
  'application-offer-retracted': {
    ...decision,
    subject: (n, l) =>
      l === 'fr' ? fr`L’offre a été retirée : ${n.mission}` : en`The offer was taken back: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} a retiré son offre pour « ${f.mission} ». Votre candidature reste présélectionnée.`
          : en`${Employer(f, l)} took back its offer for “${f.mission}”. Your application stays shortlisted.`,
      ),
      ...quote(f.words),
      openIt(f, l),
    ],
  },
  'application-accepted': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`C’est conclu : ${n.mission}` : en`It is settled: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Vous avez accepté l’offre pour la mission « ${f.mission} ». ${Employer(f, l)} voit désormais votre nom et vos coordonnées.`
          : en`You accepted the offer for “${f.mission}”. ${Employer(f, l)} can now read your name and contact details.`,
      ),
      ...offerFacts(f, l),
      openIt(f, l),
    ],
  },
  'application-declined': {
    ...decision,
    subject: (n, l) =>
      l === 'fr' ? fr`Réponse à votre candidature : ${n.mission}` : en`Answer to your application: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Merci d’avoir postulé à la mission « ${f.mission} ». ${Employer(f, l)} ne donne pas suite à votre candidature.`
          : en`Thank you for applying for the mission “${f.mission}”. ${Employer(f, l)} will not take your application further.`,
      ),
      ...(f.reason
        ? [
            text(
              l === 'fr'
                ? fr`Raison donnée : ${refusalWords[f.reason].fr}.`
                : en`Reason given: ${refusalWords[f.reason].en}.`,
            ),
          ]
        : []),
      ...quote(f.words),
      text(
        l === 'fr'
          ? fr`Une personne a pris cette décision, pas un score. ${refusalAdvice[f.reason ?? 'OTHER'].fr}`
          : en`A person took this decision, not a score. ${refusalAdvice[f.reason ?? 'OTHER'].en}`,
      ),
      others(l),
    ],
  },
  'application-expired': {
    ...decision,
    subject: (n, l) =>
      l === 'fr' ? fr`Sans réponse de l’employeur : ${n.mission}` : en`No answer from the employer: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} n’a pas répondu à votre candidature à « ${f.mission} » en trente jours, malgré nos rappels. Nous la classons sans réponse : cela compte dans les habitudes de réponse de l’employeur, jamais contre vous.`
          : en`${Employer(f, l)} did not answer your application for “${f.mission}” in thirty days, despite our reminders. We file it as unanswered: it counts in the employer’s answer habit, never against you.`,
      ),
      others(l),
    ],
  },
  'application-obsolete': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`Fin de la mission : ${n.mission}` : en`The mission has ended: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Merci d’avoir postulé à « ${f.mission} ». Votre candidature s’arrête là : ${(endingWords[f.ending] ?? endingWords.MISSION_CLOSED!).fr}. Personne n’a jugé votre candidature, et elle ne pèse sur rien d’autre.`
          : en`Thank you for applying for “${f.mission}”. Your application stops here: ${(endingWords[f.ending] ?? endingWords.MISSION_CLOSED!).en}. Nobody judged your application, and it weighs on nothing else.`,
      ),
      others(l),
    ],
  },
  'application-withdrawn': {
    ...progress,
    subject: (n, l) => (l === 'fr' ? fr`Candidature retirée : ${n.mission}` : en`Application withdrawn: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Votre candidature à « ${f.mission} » a été retirée, avec votre accord. Cela n’abaisse votre rang nulle part.`
          : en`Your application for “${f.mission}” was withdrawn, with your agreement. It lowers your rank nowhere.`,
      ),
      openIt(f, l),
    ],
  },
  'application-reopening-asked': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`Toujours intéressé·e ? ${n.mission}` : en`Still interested? ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} souhaite rouvrir votre candidature à « ${f.mission} ». Rien ne se passe sans votre accord.`
          : en`${Employer(f, l)} would like to reopen your application for “${f.mission}”. Nothing happens without your agreement.`,
      ),
      link(l === 'fr' ? fr`Répondre` : 'Answer', application(f.aggregateId)),
    ],
  },
  'application-cancelled': {
    ...decision,
    subject: (n, l) => (l === 'fr' ? fr`Engagement annulé : ${n.mission}` : en`Engagement cancelled: ${n.mission}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`L’engagement pour « ${f.mission} » a été annulé avant son début${f.byMe ? ', à votre demande' : ''}.`
          : en`The engagement for “${f.mission}” was cancelled before it started${f.byMe ? ', at your request' : ''}.`,
      ),
      ...quote(f.words),
      others(l),
    ],
  },
  'application-reminded': {
    ...progress,
    byMail: false,
    subject: (n, l) =>
      l === 'fr' ? fr`Nous avons relancé l’employeur : ${n.mission}` : en`We reminded the employer: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} n’a pas encore répondu à votre candidature à « ${f.mission} ». Un rappel vient de partir.`
          : en`${Employer(f, l)} has not answered your application for “${f.mission}” yet. A reminder has just left.`,
      ),
      openIt(f, l),
    ],
  },
  'mission-changed': {
    ...progress,
    subject: (n, l) =>
      l === 'fr' ? fr`La mission a changé : ${n.mission}` : en`The mission has changed: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${Employer(f, l)} a modifié la mission « ${f.mission} », à laquelle vous avez postulé (compétences, tarif, dates ou lieu). Relisez-la ; vous pouvez retirer votre candidature sans conséquence.`
          : en`${Employer(f, l)} changed the mission “${f.mission}” you applied for (skills, rate, dates or place). Read it again; you may withdraw without consequence.`,
      ),
      openIt(f, l),
    ],
  },
} as const satisfies Record<string, Template>;
