import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createTransport, type Transporter } from 'nodemailer';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { headerValue, type RenderedLetter } from './letter';
import { keepInDatabase, type Sink, startSink } from './sink';

/** All of one sending, connection included: below the time a transaction may stay idle. */
const DEADLINE_MS = 12_000;

export interface Mail extends RenderedLetter {
  to: { name: string; address: string };
  messageId: string;
  /** Where the mail programme itself may stop the letters of this topic. */
  unsubscribe: string | null;
}

/** What the server said: accepted, refused for good, or to be tried again later. */
export type Outcome = { kind: 'sent' } | { kind: 'refused' | 'later'; why: string };

interface SmtpError extends Error {
  responseCode?: number;
  command?: string;
  code?: string;
}

/**
 * A refusal for good is a 5xx about the addresses or the message. Everything else (4xx, connection, time, the login of
 * our own account) may pass later.
 */
export function outcomeOf(error: SmtpError): Outcome {
  const permanent = (error.responseCode ?? 0) >= 500 && ['RCPT TO', 'MAIL FROM', 'DATA'].includes(error.command ?? '');
  const why = `${error.code ?? error.name} ${error.responseCode ?? ''} ${error.command ?? ''}`
    .replace(/\s+/g, ' ')
    .trim();
  return { kind: permanent ? 'refused' : 'later', why };
}

/** Mail through SMTP. Without SMTP_URL (development and demo) an embedded catcher of this process receives it. */
@Injectable()
export class MailTransport implements OnApplicationShutdown {
  private readonly log = new Logger('mail');
  private transporter: Promise<Transporter> | undefined;
  private sink: Sink | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    @InjectDataSource() private readonly db: DataSource,
  ) {}

  /** Sends one mail. Never throws for what the server answers. */
  async send(mail: Mail): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error('deadline'), { code: 'EDEADLINE' })), DEADLINE_MS);
    });
    try {
      const transporter = await (this.transporter ??= this.open());
      const sending = transporter.sendMail({
        from: headerValue(this.env.mailFrom),
        to: { name: headerValue(mail.to.name), address: headerValue(mail.to.address) },
        subject: headerValue(mail.subject),
        text: mail.text,
        html: mail.html,
        messageId: headerValue(mail.messageId),
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(mail.unsubscribe
            ? {
                'List-Unsubscribe': headerValue(`<${mail.unsubscribe}>`),
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }
            : {}),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      sending.catch(() => undefined);
      await Promise.race([sending, late]);
      return { kind: 'sent' };
    } catch (error) {
      return outcomeOf(error as SmtpError);
    } finally {
      clearTimeout(timer);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.transporter?.catch(() => undefined))?.close();
    await this.sink?.stop();
  }

  private async open(): Promise<Transporter> {
    try {
      const url = this.env.smtpUrl ?? (await this.startOwnSink());
      return createTransport({
        url,
        pool: true,
        maxConnections: 2,
        // The row of the letter decides when it is tried again.
        maxRequeues: 0,
        connectionTimeout: 3_000,
        greetingTimeout: 3_000,
        socketTimeout: 8_000,
        dnsTimeout: 2_000,
      } as never);
    } catch (error) {
      this.transporter = undefined;
      throw error;
    }
  }

  private async startOwnSink(): Promise<string> {
    this.sink = await startSink({ keep: keepInDatabase(this.db) });
    this.log.log('SMTP_URL is not set: mails stay on this machine (GET /demo/mails in demo mode)');
    return this.sink.url;
  }
}
