import { useEffect } from 'react';

/** Keys are words wherever something is typed or chosen. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export interface ListKeys {
  shown: string | undefined;
  show: (key: string) => void;
  /** What x does with the one shown. */
  dismiss?: (() => void) | undefined;
  on: boolean;
}

/**
 * The list under the fingers: j and k show the next and the previous result beside it, x sets the one shown aside, / goes
 * to the words. Off while something is typed or a dialog is open, and with a modifier.
 */
export function useListKeys(keys: readonly string[], { shown, show, dismiss, on }: ListKeys): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
      if (document.querySelector('[role=dialog]')) return;
      if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('form[role=search] input')?.focus();
        return;
      }
      if (event.key === 'x') return dismiss?.();
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
