import type { ApplicationState, TimelineEntry } from '#libs/contracts/application';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import styles from './timeline.module.css';

/** Who moved the application, when, to which state; the last first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { w, f } = useSpeech();
  const mine: Partial<Record<string, string>> = hatOf(useMe()) === 'freelancer' ? w.applicationStateMine : {};
  const state = (name: string) => mine[name] ?? w.applicationState[name as ApplicationState] ?? name;
  return (
    <ol className={styles.timeline}>
      {entries.toReversed().map((entry) => (
        <li key={entry.at + entry.move}>
          <span>{w.applications.byWhom(state(entry.to), w.applications.by[entry.by])}</span>
          <time dateTime={entry.at}>{f.instant(entry.at)}</time>
        </li>
      ))}
    </ol>
  );
}
