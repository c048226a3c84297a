import type { ReactNode } from 'react';
import { Logo } from '#libs/ui/logo';
import { SampleJoints } from '#libs/ui/sample-joints';
import { LanguageSwitch, ThemeSwitch } from '../../app/switches';
import { useSpeech } from '../../app/words';
import styles from './doorway.module.css';

/** The page before the door: what Aronde is on one side, one form on the other. */
export function Doorway({ title, children }: { title: string; children: ReactNode }) {
  const { w } = useSpeech();
  return (
    <div className={styles.doorway}>
      <aside className={styles.side}>
        <a href="/" className={styles.brand}>
          <Logo size={34} />
        </a>
        <div className={styles.pitch}>
          <p className={styles.tagline}>{w.tagline}</p>
          <div className={styles.joint}>
            <SampleJoints words={w} />
          </div>
          <p className={styles.promise}>{w.score.promise}</p>
        </div>
      </aside>
      <main id="contenu" className={styles.main} tabIndex={-1}>
        <div className={styles.form}>
          <h1>{title}</h1>
          {children}
        </div>
        <div className={styles.foot}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </main>
    </div>
  );
}
