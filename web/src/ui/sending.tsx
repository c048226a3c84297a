import type { UseFormReturnType } from '@mantine/form';
import { useRef, useState } from 'react';
import { useSpeech } from '../app/words';
import { commandKey, Refusal, type WrongField } from '../lib/http';
import styles from './sending.module.css';

export interface Sending {
  submit: (event?: React.SyntheticEvent<HTMLFormElement>) => void;
  pending: boolean;
  refusal: Refusal | null;
  /** Messages whose field is not on the form: shown in the summary. */
  elsewhere: readonly WrongField[];
}

/**
 * Sends a form. A refusal keeps what was typed, puts each message beside its field and the sentence on top. The key given
 * to `send` stays the same until a send succeeds, so that trying again never does the thing twice.
 */
export function useSending<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  send: (values: V, key: string) => Promise<unknown>,
): Sending {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const key = useRef(commandKey());
  const known = (path: string) => path.split('.')[0] !== undefined && path.split('.')[0]! in form.getValues();

  const run = async (values: V) => {
    setPending(true);
    setRefusal(null);
    try {
      await send(values, key.current);
      key.current = commandKey();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!error.passing) key.current = commandKey();
      setRefusal(error);
      form.setErrors(Object.fromEntries(error.fields.map((field) => [fieldPath(field.path), field.message])));
    } finally {
      setPending(false);
    }
  };

  return {
    submit: (event) => form.onSubmit((values) => void run(values))(event),
    pending,
    refusal,
    elsewhere: refusal?.fields.filter((field) => !known(fieldPath(field.path))) ?? [],
  };
}

/** The server names the whole request; the form knows the body only. */
const fieldPath = (path: string): string => path.replace(/^body\./, '');

/** The one sentence of a refusal, read aloud when it appears. */
export function RefusalNote({ sending }: { sending: Pick<Sending, 'refusal' | 'elsewhere'> }) {
  const { refusal, elsewhere } = sending;
  return (
    <div role="alert" className={styles.alert}>
      {refusal ? (
        <div className={styles.refusal}>
          <p>{refusal.message}</p>
          {elsewhere.length > 0 ? (
            <ul>
              {elsewhere.map((field) => (
                <li key={field.path}>{field.message}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** A read that failed inside a page: the sentence and « Réessayer ». */
export function FailureNote({ error, again }: { error: Error; again: () => void }) {
  const { w } = useSpeech();
  return (
    <div role="alert" className={styles.refusal}>
      <p>{error instanceof Refusal ? error.message : w.shell.failure.sentence}</p>
      <button type="button" className={styles.again} onClick={again}>
        {w.shell.verb.retry}
      </button>
    </div>
  );
}
