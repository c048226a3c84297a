import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatter, type Formatter, type Locale } from '#libs/ui/format';
import { fr } from '../i18n/fr';
import type { Words } from '../i18n/words';

const CHOICE = 'aronde-language';

interface Speech {
  /** The sentences. */
  w: Words;
  /** Dates, money, distances. */
  f: Formatter;
  locale: Locale;
  speak(locale: Locale): void;
  /** The language of the account, unless another was chosen on this device. */
  speakAsUsual(locale: Locale): void;
}

const SpeechContext = createContext<Speech | null>(null);

/** The sentences of a language; English arrives as its own chunk. */
const load = async (locale: Locale): Promise<Words> => (locale === 'fr' ? fr : (await import('../i18n/en')).en);

/** The language of the page, chosen before the first paint by theme.js. */
export const firstLocale = (): Locale => (document.documentElement.lang === 'en' ? 'en' : 'fr');

/** Gives the app its language. `first` is loaded by the caller so that nothing renders in the wrong one. */
export function Speaking({ first, children }: { first: { locale: Locale; words: Words }; children: ReactNode }) {
  const [spoken, setSpoken] = useState(first);
  useEffect(() => {
    document.documentElement.lang = spoken.locale;
  }, [spoken.locale]);
  const speech = useMemo<Speech>(() => {
    const turnTo = (locale: Locale) => void load(locale).then((words) => setSpoken({ locale, words }));
    return {
      w: spoken.words,
      f: formatter(spoken.locale),
      locale: spoken.locale,
      speak: (locale) => {
        localStorage.setItem(CHOICE, locale);
        turnTo(locale);
      },
      speakAsUsual: (locale) => {
        if (localStorage.getItem(CHOICE) === null && locale !== spoken.locale) turnTo(locale);
      },
    };
  }, [spoken]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The sentences and the formatter of the chosen language. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error('useSpeech outside <Speaking>');
  return speech;
}

export const loadWords = load;
