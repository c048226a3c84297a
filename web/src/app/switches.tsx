import { UnstyledButton } from '@mantine/core';
import { useAppearance } from './appearance';
import styles from './switches.module.css';
import { useSpeech } from './words';

/** The other language, in that language. */
export function LanguageSwitch() {
  const { w, locale, speak } = useSpeech();
  const other = locale === 'fr' ? 'en' : 'fr';
  return (
    <UnstyledButton className={styles.switch} lang={other} onClick={() => speak(other)}>
      {w.shell.otherLanguage}
    </UnstyledButton>
  );
}

/** The other theme. */
export function ThemeSwitch() {
  const { w } = useSpeech();
  const { scheme, choose } = useAppearance();
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <UnstyledButton className={styles.switch} onClick={() => choose(other)}>
      {w.shell.theme[other]}
    </UnstyledButton>
  );
}
