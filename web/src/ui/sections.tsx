import { Link, type LinkProps } from '@tanstack/react-router';
import styles from './sections.module.css';

export interface Section {
  key: string;
  name: string;
  count?: number;
  /** The count asks for something. */
  due?: boolean;
  current: boolean;
  link: LinkProps;
}

/** The parts of a list as links: each has its address. */
export function Sections({ label, sections }: { label: string; sections: readonly Section[] }) {
  return (
    <nav className={styles.sections} aria-label={label}>
      {sections.map((section) => (
        <Link
          key={section.key}
          {...section.link}
          className={styles.section}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{ 'aria-current': section.current ? 'page' : undefined }}
          inactiveProps={{ 'aria-current': section.current ? 'page' : undefined }}
        >
          {section.name}
          {section.count === undefined ? null : (
            <span className={section.due && section.count > 0 ? styles.due : styles.count}>{section.count}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
