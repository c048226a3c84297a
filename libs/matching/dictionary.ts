import type { Phrase, PhraseCode, PhraseParams } from './phrases';

/** What every phrase says in one language; the compiler refuses a dictionary that lacks one. */
export type Dictionary = { [C in PhraseCode]: (params: PhraseParams[C]) => string };

/** A phrase in the language of a dictionary. */
export const said = (dictionary: Dictionary, { code, params }: Phrase): string =>
  (dictionary[code] as (params: unknown) => string)(params);
