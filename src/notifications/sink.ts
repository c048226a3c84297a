import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { DataSource } from 'typeorm';
import { newId } from '#libs/kernel/ids';

/** A mail as the catcher keeps it. */
export interface CaughtMail {
  messageId: string | null;
  recipient: string;
  subject: string;
  text: string;
  html: string | null;
}

export interface Sink {
  /** `smtp://127.0.0.1:port` */
  url: string;
  stop: () => Promise<void>;
}

const SIZE_LIMIT = 2_000_000;

/**
 * A real SMTP server on this machine that delivers nothing: demo and development read their mails from it.
 * It listens on the loopback only; port 0 takes any free one.
 */
export async function startSink(options: { port?: number; keep: (mail: CaughtMail) => Promise<void> }): Promise<Sink> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: SIZE_LIMIT,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, answer) {
      simpleParser(stream)
        .then(async (mail) => {
          for (const { address } of session.envelope.rcptTo)
            await options.keep({
              messageId: mail.messageId ?? null,
              recipient: address,
              subject: mail.subject ?? '',
              text: mail.text ?? '',
              html: typeof mail.html === 'string' ? mail.html : null,
            });
          answer();
        })
        .catch((error: Error) => answer(error));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Keeps caught mails in PostgreSQL, where GET /demo/mails reads them. */
export const keepInDatabase =
  (db: DataSource) =>
  async (mail: CaughtMail): Promise<void> => {
    await db.query(
      `insert into demo_mail (id, message_id, recipient, subject, body_text, body_html) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), mail.messageId, mail.recipient, mail.subject, mail.text, mail.html],
    );
  };
