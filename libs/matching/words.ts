import type { Locale } from '#libs/errors/problem';
import type { CriterionKey, Phrase, PhraseCode, PhraseParams } from './phrases';
import { criteriaEn, wordsEn } from './words-en';
import { criteriaFr, wordsFr } from './words-fr';

/** What every phrase says in one language; the compiler refuses a dictionary that lacks one. */
export type Dictionary = { [C in PhraseCode]: (params: PhraseParams[C]) => string };

const dictionaries: Record<Locale, Dictionary> = { fr: wordsFr, en: wordsEn };
const criterionNames: Record<Locale, Record<CriterionKey, string>> = { fr: criteriaFr, en: criteriaEn };

/** The phrase in the reader’s language: the same sentence for the freelancer, the employer and the adviser. */
export const say = (phrase: Phrase, locale: Locale): string =>
  (dictionaries[locale][phrase.code] as (params: unknown) => string)(phrase.params);

/** What a criterion is called. */
export const criterionName = (key: CriterionKey, locale: Locale): string => criterionNames[locale][key];
