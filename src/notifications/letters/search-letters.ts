import type { Locale } from '#libs/errors/problem';
import type { Facts, Template } from '../facts';
import { en, fr, link, oneLine, text } from '../letter';

const path: Template['path'] = () => '/app/recherches';

const counted = (n: number, l: Locale): string =>
  l === 'fr' ? `${n} ${n > 1 ? 'nouveaux résultats' : 'nouveau résultat'}` : `${n} new ${n > 1 ? 'results' : 'result'}`;

/** What is new in the searches a person keeps: one letter a day at most, each result once. */
export const searchLetters = {
  'search-digest': {
    topic: 'SEARCHES',
    inApp: true,
    byMail: true,
    path,
    subject: (_n, l) => (l === 'fr' ? fr`Du nouveau dans vos recherches enregistrées` : 'News in your saved searches'),
    body: (f: Facts, l) => [
      text(
        l === 'fr'
          ? fr`Voici ce qui est apparu depuis la dernière fois. Chaque résultat n’est annoncé qu’une fois.`
          : 'Here is what appeared since last time. Each result is told once only.',
      ),
      ...f.found.flatMap((group) => [
        text(
          l === 'fr'
            ? fr`« ${oneLine(group.name)} » : ${counted(group.count, l)}`
            : en`“${oneLine(group.name)}”: ${counted(group.count, l)}`,
        ),
        ...group.results.map((result) => link(oneLine(result.title), result.path)),
        link(l === 'fr' ? fr`Ouvrir cette recherche` : 'Open this search', group.path),
      ]),
      link(l === 'fr' ? fr`Vos recherches enregistrées` : 'Your saved searches', path(f)),
    ],
  },
} as const satisfies Record<string, Template>;
