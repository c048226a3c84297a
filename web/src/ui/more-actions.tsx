import { Ellipsis } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import styles from './more-actions.module.css';

export interface MoreAction {
  key: string;
  name: string;
  act: () => void;
}

/**
 * The rarer actions behind a button: plain buttons that open under it. Escape and a click elsewhere close them, the focus
 * comes back to the button.
 */
export function MoreActions({ label, actions }: { label: string; actions: readonly MoreAction[] }) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    place.current?.querySelector<HTMLButtonElement>('li button')?.focus();
    const away = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current?.focus();
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);
  if (actions.length === 0) return null;
  return (
    <div className={styles.place} ref={place}>
      <button ref={opener} type="button" className={styles.opener} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{label}</span>
        <Ellipsis size={20} aria-hidden />
      </button>
      {open ? (
        <ul className={styles.list}>
          {actions.map((action) => (
            <li key={action.key}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  opener.current?.focus();
                  action.act();
                }}
              >
                {action.name}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
