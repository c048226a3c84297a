import { ActionIcon, NativeSelect } from '@mantine/core';
import { X } from 'lucide-react';
import type { LanguageView } from '#libs/contracts/common';
import { useSpeech } from '../app/words';
import styles from './list-field.module.css';

/** The languages offered, by how often missions in France ask for them. */
const CODES = ['fr', 'en', 'de', 'es', 'it', 'pt', 'nl', 'ar', 'zh', 'ja', 'pl', 'ro', 'ru', 'uk', 'tr'];
const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'NATIVE'] as const;

/** Languages with their level. */
export function LanguagesField(props: {
  label: string;
  languages: readonly LanguageView[];
  change: (languages: LanguageView[]) => void;
}) {
  const { w, f } = useSpeech();
  const words = w.missions.form;
  const { languages, change } = props;
  const left = CODES.filter((code) => !languages.some((language) => language.code === code));
  return (
    <>
      <NativeSelect
        label={props.label}
        value=""
        onChange={(event) => {
          const code = event.currentTarget.value;
          if (code) change([...languages, { code, level: 'B2' }]);
        }}
        data={[
          { value: '', label: words.addLanguage },
          ...left.map((code) => ({ value: code, label: f.language(code) })),
        ]}
      />
      <ul className={styles.list}>
        {languages.map(({ code, level }) => (
          <li key={code} className={styles.item}>
            <span className={styles.name}>{f.language(code)}</span>
            <NativeSelect
              className={styles.choice}
              size="sm"
              aria-label={words.languageLevel(f.language(code))}
              value={level}
              onChange={(event) =>
                change(
                  languages.map((one) =>
                    one.code === code ? { code, level: event.currentTarget.value as LanguageView['level'] } : one,
                  ),
                )
              }
              data={LEVELS.map((value) => ({ value, label: w.languageLevel(value) }))}
            />
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={w.shell.verb.remove(f.language(code))}
              onClick={() => change(languages.filter((one) => one.code !== code))}
            >
              <X size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </>
  );
}
