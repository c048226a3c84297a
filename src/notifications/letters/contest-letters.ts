import type { Locale } from '#libs/errors/problem';
import type { BlockerKey } from '#libs/matching/blockers';
import type { CriterionKey } from '#libs/matching/phrases';
import { blockerName, criterionName } from '#libs/matching/words';
import type { Facts, Template } from '../facts';
import { en, facts, fr, link, quote, text } from '../letter';
import { dayIn } from '../letter-words';

const path = () => '/app/signalements';
const letter = { topic: null, inApp: true, byMail: true, path } as const;
const answering = { ...letter, path: () => '/app/signalements' } as const;

/** What is contested, by its name in the reader’s language. */
const point = ({ contest }: Facts, l: Locale): string | null =>
  contest &&
  (contest.kind === 'BLOCKER'
    ? blockerName(contest.key as BlockerKey, l)
    : criterionName(contest.key as CriterionKey, l));

const mostFacts = (f: Facts, l: Locale) =>
  facts(
    [l === 'fr' ? fr`Mission :` : 'Mission:', f.mission],
    [l === 'fr' ? fr`Personne :` : 'Person:', f.freelancer],
    [l === 'fr' ? fr`Point signalé :` : 'Point reported:', point(f, l)],
    ...(f.answerDueAt && f.contest?.state === 'OPEN'
      ? ([[l === 'fr' ? fr`Réponse promise le` : 'Answer promised by', dayIn(l, f.answerDueAt)]] as const)
      : []),
  );

const outcomes: Record<Locale, Partial<Record<string, string>>> = {
  fr: {
    CORRECTED: fr`Les faits ont été corrigés ; l’adéquation suit.`,
    UPHELD: fr`L’adéquation reste comme elle est.`,
    OVERRIDDEN: fr`Une personne a décidé autrement que le calcul, pour cette mission ; les deux côtés lisent son motif.`,
  },
  en: {
    CORRECTED: 'The facts were put right; the match follows.',
    UPHELD: 'The match stays as it is.',
    OVERRIDDEN: 'A person decided otherwise than the computation, for this mission; both sides read the reason.',
  },
};

const read = (l: Locale) => link(l === 'fr' ? fr`Lire la réponse` : 'Read the answer', path());
const answerIt = (l: Locale) => link(l === 'fr' ? fr`Lire et répondre` : 'Read and answer', answering.path());

/** Errors reported in a score: who is to answer hears of them, whoever is concerned hears of the answer. */
export const contestLetters = {
  'contest-to-answer': {
    ...answering,
    subject: (n, l) =>
      l === 'fr' ? fr`Erreur signalée dans une adéquation : ${n.mission}` : en`Error reported in a match: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Une adéquation est contestée et c’est à vous d’y répondre : ce que le calcul dit est-il juste pour cette personne et cette mission ?`
          : en`A match is contested and the answer is yours to give: is what the computation says right for this person and this mission?`,
      ),
      mostFacts(f, l),
      ...quote(f.contest?.statement),
      answerIt(l),
    ],
  },
  'contest-late': {
    ...answering,
    subject: (n, l) =>
      l === 'fr' ? fr`Signalement sans réponse : ${n.mission}` : en`Report without an answer: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`La réponse promise à ce signalement n’est pas venue. L’équipe de la plateforme peut maintenant y répondre aussi.`
          : en`The answer promised to this report did not come. The platform’s team may now answer it too.`,
      ),
      mostFacts(f, l),
      ...quote(f.contest?.statement),
      answerIt(l),
    ],
  },
  'contest-answered': {
    ...letter,
    subject: (n, l) =>
      l === 'fr' ? fr`Réponse au signalement : ${n.mission}` : en`Answer to the report: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Une personne a répondu à l’erreur signalée dans cette adéquation.`
          : en`A person answered the error reported in this match.`,
      ),
      mostFacts(f, l),
      ...outcome(f, l),
      ...quote(f.contest?.answer),
      ...quote(f.contest?.decision),
      read(l),
    ],
  },
  'contest-revoked': {
    ...letter,
    subject: (n, l) =>
      l === 'fr'
        ? fr`Fin d’une décision sur une adéquation : ${n.mission}`
        : en`A decision on a match ended: ${n.mission}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`La décision prise sur cette adéquation a pris fin : le calcul vaut de nouveau, tel quel.`
          : en`The decision taken on this match has ended: the computation stands again as it is.`,
      ),
      mostFacts(f, l),
      read(l),
    ],
  },
} as const satisfies Record<string, Template>;

function outcome(f: Facts, l: Locale) {
  const said = f.contest && outcomes[l][f.contest.state];
  return said ? [text(said)] : [];
}
