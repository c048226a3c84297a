import type { Locale } from '#libs/errors/problem';
import type { BlockerKey } from './blockers';
import { type Dictionary, said } from './dictionary';
import type { CriterionKey, Phrase } from './phrases';
import { blockersEn, criteriaEn, wordsEn } from './words-en';
import { blockersFr, criteriaFr, wordsFr } from './words-fr';

const dictionaries: Record<Locale, Dictionary> = { fr: wordsFr, en: wordsEn };
const criterionNames: Record<Locale, Record<CriterionKey, string>> = { fr: criteriaFr, en: criteriaEn };

/** The phrase in the reader’s language: the same sentence for the freelancer, the employer and the adviser. */
export const say = (phrase: Phrase, locale: Locale): string => said(dictionaries[locale], phrase);

/** What a criterion is called. */
export const criterionName = (key: CriterionKey, locale: Locale): string => criterionNames[locale][key];

const blockerNames: Record<Locale, Record<BlockerKey, string>> = { fr: blockersFr, en: blockersEn };

/** What a blocker is called when no pair is at hand. */
export const blockerName = (key: BlockerKey, locale: Locale): string => blockerNames[locale][key];
