import { Button, CloseButton } from '@mantine/core';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useSpeech } from '../app/words';
import { Refusal } from '../lib/http';
import styles from './toast.module.css';

/** How long a toast stays, in milliseconds; it waits while it is pointed at or holds the focus. */
const SHOWN_MS = 8_000;

interface Toast {
  id: number;
  message: string;
  failed: boolean;
  undo?: () => void;
}

interface Saying {
  /** Says what was done, with « Annuler » when it can be undone. */
  say(message: string, undo?: () => void): void;
  /** Says why it was not. */
  fail(error: unknown): void;
}

const ToastContext = createContext<Saying | null>(null);

/** Holds the toasts: two live regions that are always there, so that every message is read out. */
export function Toasts({ children }: { children: ReactNode }) {
  const { w } = useSpeech();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const last = useRef(0);
  const drop = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const saying = useMemo<Saying>(() => {
    const add = (toast: Omit<Toast, 'id'>) =>
      setToasts((shown) => [...shown.slice(-2), { ...toast, id: ++last.current }]);
    return {
      say: (message, undo) => add({ message, failed: false, undo }),
      fail: (error) =>
        add({ message: error instanceof Refusal ? error.message : w.shell.failure.sentence, failed: true }),
    };
  }, [w]);
  const region = (failed: boolean) => (
    <div role={failed ? 'alert' : 'status'} className={styles.region}>
      {toasts
        .filter((toast) => toast.failed === failed)
        .map((toast) => (
          <Shown key={toast.id} toast={toast} drop={drop} />
        ))}
    </div>
  );
  return (
    <ToastContext value={saying}>
      {children}
      <div className={styles.toasts}>
        {region(false)}
        {region(true)}
      </div>
    </ToastContext>
  );
}

function Shown({ toast, drop }: { toast: Toast; drop: (id: number) => void }) {
  const { w } = useSpeech();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const count = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => drop(toast.id), SHOWN_MS);
  }, [drop, toast.id]);
  const hold = () => clearTimeout(timer.current);
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      if (element) count();
      else clearTimeout(timer.current);
    },
    [count],
  );
  return (
    <div
      ref={attach}
      className={toast.failed ? `${styles.toast} ${styles.failed}` : styles.toast}
      onMouseEnter={hold}
      onMouseLeave={count}
      onFocus={hold}
      onBlur={count}
    >
      <span>{toast.message}</span>
      {toast.undo ? (
        <Button
          variant="default"
          size="compact-md"
          className={styles.undo}
          onClick={() => {
            drop(toast.id);
            toast.undo?.();
          }}
        >
          {w.shell.verb.undo}
        </Button>
      ) : null}
      <CloseButton aria-label={w.shell.verb.close} onClick={() => drop(toast.id)} />
    </div>
  );
}

/** Says what was done or why not. */
export function useToast(): Saying {
  const saying = use(ToastContext);
  if (!saying) throw new Error('useToast outside <Toasts>');
  return saying;
}
