const FRENCH =
  'a afin ainsi alors au aucun aussi autre autres aux avec avoir bien car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment dans de des dont du elle elles en encore entre est et etc etre eu eux faire fait hors il ils je la le les leur leurs lors lorsque lui mais me meme memes moi moins mon meilleur ne ni non nos notre nous on ont or ou par parmi pas pendant peu peut plus plusieurs pour pourquoi quand que quel quelle quelles quels qui quoi sa sans se selon ses soi soit sont suis sur ta tant te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une vers via voici voila vos votre vous y';
const ENGLISH =
  'about after all also an and any are as at be been being between both but by can could do does doing down during each etc for from further had has have having he her here hers him his how i if in into is its itself just more most my no nor not of on once only or other our ours out over own per she should so some such than that the their theirs them then there these they this those through to too under until up upon very was we were what when where which while who whom why will with would you your yours';

const WORDS = new Set(`${FRENCH} ${ENGLISH}`.split(' '));

/** True for a folded word that says nothing about a trade, in French or in English. */
export const isStopWord = (folded: string): boolean => WORDS.has(folded);

/** Every such word, in order: for engines that are told which to leave out. */
export const stopWords = (): string[] => [...WORDS].sort();
