/** What no ending gives: the feminine, or the other word for the same trade, and the key it counts as. */
const IRREGULAR = new Map(
  Object.entries({
    femme: 'homm',
    commise: 'commi',
    hotesse: 'hot',
    hote: 'hot',
    steward: 'hot',
    stewardess: 'hot',
    maitresse: 'maitr',
    contremaitresse: 'contremaitr',
    doctoresse: 'docteur',
    poetesse: 'poet',
    mairesse: 'mair',
    druidesse: 'druid',
    pretresse: 'pretr',
    barmaid: 'barman',
    garconne: 'garcon',
    garcon: 'garcon',
    compagne: 'compagnon',
    copine: 'copain',
    torera: 'torer',
    torero: 'torer',
    pizzaiola: 'pizzaiol',
    pizzaiolo: 'pizzaiol',
    designeuse: 'designer',
    webdesigneuse: 'webdesigner',
    dispatcheur: 'dispatcher',
    dispatcheuse: 'dispatcher',
    bookeuse: 'booker',
    rewriteuse: 'rewriter',
    reportrice: 'reporter',
    manageuse: 'manager',
    leadeuse: 'leader',
    tradeuse: 'trader',
    brokeuse: 'broker',
    streameuse: 'streamer',
    hackeuse: 'hacker',
    coache: 'coach',
    heroine: 'hero',
    heros: 'hero',
    actress: 'actor',
    waitress: 'waiter',
    hostess: 'host',
    masseuse: 'masseur',
    travaux: 'travail',
    materiaux: 'materiau',
    vitraux: 'vitrail',
    jeux: 'jeu',
    lieux: 'lieu',
    enjeux: 'enjeu',
    milieux: 'milieu',
    cheveux: 'cheveu',
    feux: 'feu',
    deux: 'deux',
    mieux: 'mieux',
    nouvelle: 'nouveau',
    belle: 'beau',
    vieille: 'vieux',
    blanche: 'blanc',
    fraiche: 'frais',
    franche: 'franc',
    longue: 'long',
    publique: 'public',
    grecque: 'grec',
    turque: 'turc',
    neuve: 'neuf',
    brute: 'brut',
  }),
);

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?:wo)?m[ae]n$|person$/, 'man'],
  [/eaux$/, 'eau'],
  [/yaux$/, 'yau'],
  [/aux$/, 'al'],
  [/(?:euse|eure|eresse|eux)$/, 'eur'],
  [/([td])rice$/, '$1eur'],
  [/ere$/, 'er'],
  [/ique$/, 'ic'],
  [/if$/, 'iv'],
];

/** Doubled by the feminine: technicien, technicienne; cadet, cadette; chef, cheffe; professionnel, professionnelle. */
const DOUBLED = /(nn|ll|tt|ff)$/;

/**
 * The key that the masculine, the feminine and their plurals share: “développeuses”, “développeur” → `developpeur`;
 * “chargée”, “chargé” → `charg`; “technicienne” → `technicien`. Takes one folded token; names with signs or digits
 * in them (c++, html5) and words of three letters or fewer are their own key. A key, never to be shown.
 */
export function neutral(token: string): string {
  if (token.length < 4 || !/^[a-z]+$/.test(token)) return token;
  const known = IRREGULAR.get(token);
  if (known) return known;
  let word = token.endsWith('s') && !token.endsWith('ss') ? token.slice(0, -1) : token;
  const singular = IRREGULAR.get(word);
  if (singular) return singular;
  for (const [ending, key] of ENDINGS) {
    if (word.length > 4 && ending.test(word)) return word.replace(ending, key);
  }
  if (!word.endsWith('e')) return word;
  while (word.length > 3 && word.endsWith('e')) word = word.slice(0, -1);
  return DOUBLED.test(word) ? word.slice(0, -1) : word;
}
