import { useEffect } from 'react';

/** Keys are words wherever something is typed or chosen. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * The list under the fingers: j and k show the next and the previous result beside it, / goes to the words. Off while
 * something is typed, and with a modifier.
 */
export function useListKeys(
  keys: readonly string[],
  shown: string | undefined,
  show: (key: string) => void,
  on: boolean,
): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
      if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('form[role=search] input')?.focus();
        return;
      }
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      const next = step === 0 ? undefined : keys[(shown ? keys.indexOf(shown) : -1) + step];
      if (next === undefined) return;
      show(next);
      document.querySelector(`[data-key="${CSS.escape(next)}"]`)?.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}
