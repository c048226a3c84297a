import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSpeech } from '../app/words';
import styles from './dialog.module.css';
import { RefusalNote, type Sending } from './sending';

/** A question over the page; the focus goes in and comes back to the button that opened it. */
export function Dialog(props: { title: string; close: () => void; children: ReactNode }) {
  const { w } = useSpeech();
  return (
    <Modal
      opened
      onClose={props.close}
      title={props.title}
      size="lg"
      classNames={{ content: styles.content, header: styles.header, title: styles.title }}
      closeButtonProps={{ 'aria-label': w.shell.verb.close }}
    >
      {props.children}
    </Modal>
  );
}

/** A dialog that sends a form: its fields, the refusal if any, one action and the way out. */
export function FormDialog(props: {
  title: string;
  action: string;
  sending: Sending;
  close: () => void;
  children?: ReactNode;
}) {
  const { w } = useSpeech();
  return (
    <Dialog title={props.title} close={props.close}>
      <form className={styles.form} onSubmit={props.sending.submit}>
        <RefusalNote sending={props.sending} />
        {props.children}
        <div className={styles.actions}>
          <Button type="submit" variant="action" loading={props.sending.pending}>
            {props.action}
          </Button>
          <Button variant="default" onClick={props.close}>
            {w.shell.verb.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
