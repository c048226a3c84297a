import type { Template } from '../facts';
import { en, facts, fr, link, text } from '../letter';
import { dayIn } from '../letter-words';

const person = { topic: null, inApp: true, byMail: true, path: () => '/app/accompagnement' } as const;
const adviser = { topic: 'MANDATES', inApp: true, byMail: true, path: () => '/app/portefeuille' } as const;

/** Mandates between a freelancer and an agency: what each side is told. */
export const mandateLetters = {
  'mandate-proposed': {
    ...person,
    subject: (n, l) =>
      l === 'fr' ? fr`${n.agency} vous propose un accompagnement` : en`${n.agency} offers to support you`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${f.agency} vous propose de vous accompagner. Lisez ce que ce mandat lui permettrait : rien ne change sans votre accord, et vous pourrez y mettre fin à tout moment, sans raison à donner.`
          : en`${f.agency} offers to support you. Read what this mandate would allow: nothing changes without your agreement, and you can end it at any time, without giving a reason.`,
      ),
      ...(f.expiresAt
        ? [facts(l === 'fr' ? [fr`Répondez avant le`, dayIn(l, f.expiresAt)] : ['Answer by', dayIn(l, f.expiresAt)])]
        : []),
      link(l === 'fr' ? fr`Lire et répondre` : 'Read and answer', '/app/accompagnement'),
    ],
  },
  'mandate-accepted': {
    ...adviser,
    subject: (n, l) => (l === 'fr' ? fr`Mandat accepté : ${n.freelancer}` : en`Mandate accepted: ${n.freelancer}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${f.freelancer} accepte d’être accompagné·e par ${f.agency}. Son profil est ouvert dans votre portefeuille.`
          : en`${f.freelancer} agrees to be supported by ${f.agency}. The profile is open in your caseload.`,
      ),
      link(l === 'fr' ? fr`Ouvrir le portefeuille` : 'Open the caseload', '/app/portefeuille'),
    ],
  },
  'mandate-declined': {
    ...adviser,
    subject: (n, l) => (l === 'fr' ? fr`Mandat décliné : ${n.freelancer}` : en`Mandate declined: ${n.freelancer}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${f.freelancer} ne souhaite pas d’accompagnement par ${f.agency} pour le moment.`
          : en`${f.freelancer} does not wish to be supported by ${f.agency} for now.`,
      ),
      link(l === 'fr' ? fr`Ouvrir le portefeuille` : 'Open the caseload', '/app/portefeuille'),
    ],
  },
  'mandate-expired': {
    ...adviser,
    subject: (n, l) =>
      l === 'fr' ? fr`Mandat resté sans réponse : ${n.freelancer}` : en`Mandate without answer: ${n.freelancer}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`La proposition d’accompagnement faite à ${f.freelancer} est restée sans réponse ; elle n’est plus valable.`
          : en`The offer of support made to ${f.freelancer} stayed without an answer; it is no longer valid.`,
      ),
      link(l === 'fr' ? fr`Ouvrir le portefeuille` : 'Open the caseload', '/app/portefeuille'),
    ],
  },
  'mandate-ended-for-person': {
    ...person,
    subject: (n, l) =>
      l === 'fr' ? fr`Fin de l’accompagnement par ${n.agency}` : en`Support by ${n.agency} has ended`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`L’accompagnement par ${f.agency} est terminé. Ses conseillers n’ont plus accès à votre profil complet ni à vos candidatures.`
          : en`Support by ${f.agency} has ended. Its advisers no longer have access to your full profile or your applications.`,
      ),
      link(l === 'fr' ? fr`Voir mon accompagnement` : 'See my support', '/app/accompagnement'),
    ],
  },
  'mandate-ended-for-adviser': {
    ...adviser,
    subject: (n, l) => (l === 'fr' ? fr`Mandat terminé : ${n.freelancer}` : en`Mandate ended: ${n.freelancer}`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Le mandat de ${f.agency} pour ${f.freelancer} est terminé. Le profil complet n’est plus accessible.`
          : en`The mandate of ${f.agency} for ${f.freelancer} has ended. The full profile is no longer accessible.`,
      ),
      link(l === 'fr' ? fr`Ouvrir le portefeuille` : 'Open the caseload', '/app/portefeuille'),
    ],
  },
} as const satisfies Record<string, Template>;
