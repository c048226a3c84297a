import type { Locale } from '#libs/errors/problem';
import { formatter } from '#libs/ui/format';
import type { Facts, Template } from '../facts';
import { en, facts, fr, link, text } from '../letter';

const path = () => '/app/competences-voisines';

const counts = ({ proposal }: Facts, l: Locale) => {
  const counted = (count: number) => formatter(l).number(count);
  return facts(
    [l === 'fr' ? fr`Personnes comptées :` : 'People counted:', proposal && counted(proposal.people)],
    [l === 'fr' ? fr`Paires qui changeraient :` : 'Pairs that would change:', proposal && counted(proposal.changes)],
  );
};

/** What waits for a decision of the platform’s administrators. */
export const decisionLetters = {
  'neighbours-proposed': {
    topic: 'DECISIONS',
    inApp: true,
    byMail: true,
    path,
    subject: (_n, l) =>
      l === 'fr'
        ? fr`Des compétences voisines attendent une décision`
        : 'Neighbouring skills are waiting for a decision',
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Le calcul des compétences que beaucoup pratiquent ensemble propose des changements parmi les compétences voisines. Les listes restent comme elles sont tant que personne ne les a lus et activés.`
          : en`The computation of the skills that many people practise together proposes changes among neighbouring skills. Lists stay as they are until somebody has read and activated them.`,
      ),
      counts(f, l),
      link(l === 'fr' ? fr`Lire et décider` : 'Read and decide', path()),
    ],
  },
} as const satisfies Record<string, Template>;
