import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { MailRetry } from '../src/notifications/mail.clockwork';
import { aFreelancer, aMission, anApplication, anEmployer, type Freelancer, type Member } from './build/a-cast';
import { Stage } from './stage/stage';

type Fault = 'none' | 'busy' | 'refused' | 'drop-before' | 'drop-after' | 'slow';

/** A mail server whose moods are the test’s: what it accepted, and under which Message-ID. */
class MoodyServer {
  mood: Fault = 'none';
  readonly accepted: { to: string; messageId: string; subject: string }[] = [];
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onConnect: (_session, done) => {
        if (this.mood === 'drop-before') done(Object.assign(new Error('gone'), { responseCode: 421 }));
        else done();
      },
      onRcptTo: (_address, _session, done) => {
        if (this.mood === 'busy') done(Object.assign(new Error('try later'), { responseCode: 451 }));
        else if (this.mood === 'refused') done(Object.assign(new Error('no such person'), { responseCode: 550 }));
        else done();
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
          const to = session.envelope.rcptTo[0]?.address ?? '';
          this.accepted.push({ to, messageId: header('Message-ID'), subject: header('Subject') });
          if (this.mood === 'drop-after') {
            // Taken, but the sender never hears it: the connection dies before the 250.
            this.hangUp(session.id);
            return;
          }
          done();
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** Cuts one connection, or every open one. */
  hangUp(id?: string): void {
    const { connections } = this.server as unknown as {
      connections: Set<{ session: { id: string }; _socket: { destroy(): void } }>;
    };
    for (const client of connections) if (id === undefined || client.session.id === id) client._socket.destroy();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

describe('mail goes out once', () => {
  const server = new MoodyServer();
  let stage: Stage;
  let employer: Member;
  let missionId: string;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true, env: { SMTP_URL: await server.open() } });
    employer = await anEmployer(stage);
    missionId = await aMission(stage, employer);
  });
  afterAll(async () => {
    await stage.close();
    await server.close();
  });
  beforeEach(() => {
    server.mood = 'none';
    server.accepted.length = 0;
  });

  const letterTo = async (who: Freelancer) => {
    const rows = await stage.db.query<{ message_id: string; state: string; last_error: string | null }[]>(
      `select * from email where account_id = $1`,
      [who.accountId],
    );
    expect(rows).toHaveLength(1);
    return rows[0]!;
  };
  const arrived = (who: Freelancer) => server.accepted.filter((mail) => mail.to === who.email);
  const retryNow = async () => {
    await stage.db.query(`update email set available_at = now() where state = 'QUEUED'`);
    await stage.get(MailRetry).run();
    await stage.settle();
  };

  it('to each person who is told, under an identifier of its own', async () => {
    const person = await aFreelancer(stage, 'Léa Simon');
    await anApplication(person, missionId);
    await stage.settle();
    const letter = await letterTo(person);
    expect(letter).toMatchObject({ state: 'SENT', attempts: 1, template: 'application-received' });
    expect(arrived(person)).toEqual([expect.objectContaining({ messageId: letter.message_id })]);
    expect(server.accepted.filter((mail) => mail.to === employer.email)).toHaveLength(1);
  });

  it.each(['busy', 'drop-before'] as const)('after a server that was %s, when it comes back', async (mood) => {
    server.mood = mood;
    server.hangUp();
    const person = await aFreelancer(stage, 'Hugo Lang');
    await anApplication(person, missionId);
    await stage.settle();
    expect(await letterTo(person)).toMatchObject({ state: 'QUEUED', attempts: 1 });
    await retryNow();
    expect(await letterTo(person)).toMatchObject({ state: 'QUEUED', attempts: 2 });
    server.mood = 'none';
    await retryNow();
    expect(await letterTo(person)).toMatchObject({ state: 'SENT', attempts: 3 });
    await retryNow();
    expect(arrived(person)).toHaveLength(1);
  });

  it('and is given up, with the reason, when the address is refused for good', async () => {
    server.mood = 'refused';
    const person = await aFreelancer(stage, 'Nina Roy');
    await anApplication(person, missionId);
    await stage.settle();
    const letter = await letterTo(person);
    expect(letter.state).toBe('FAILED');
    expect(letter.last_error).toContain('550');
    expect(letter.last_error).not.toContain('@');
    await retryNow();
    expect(arrived(person)).toHaveLength(0);
  });

  it('again under the same identifier when the acceptance was lost: the reader’s mailbox sees one', async () => {
    server.mood = 'drop-after';
    const person = await aFreelancer(stage, 'Axel Brun');
    await anApplication(person, missionId);
    await stage.settle();
    server.mood = 'none';
    await retryNow();
    const letter = await letterTo(person);
    expect(letter.state).toBe('SENT');
    const copies = arrived(person);
    expect(copies.length).toBeGreaterThanOrEqual(2);
    expect(new Set(copies.map((mail) => mail.messageId))).toEqual(new Set([letter.message_id]));
  });

  it('never to somebody suspended, nor on a topic they refused', async () => {
    server.mood = 'busy';
    const [suspended, uninterested] = [await aFreelancer(stage, 'Yann Petit'), await aFreelancer(stage, 'Elsa Morin')];
    await uninterested.browser.put('/api/me/notification-preferences', { topic: 'PROGRESS', email: false });
    await anApplication(suspended, missionId);
    await anApplication(uninterested, missionId);
    await stage.settle();
    await stage.db.query(`update account set status = 'SUSPENDED' where id = $1`, [suspended.accountId]);
    server.mood = 'none';
    await retryNow();
    expect(await letterTo(suspended)).toMatchObject({ state: 'CANCELLED' });
    expect(await letterTo(uninterested)).toMatchObject({ state: 'CANCELLED' });
    expect([...arrived(suspended), ...arrived(uninterested)]).toEqual([]);
    expect((await uninterested.browser.get('/api/me/notifications')).body.unread).toBe(1);
  });

  it('in the reader’s language', async () => {
    const person = await aFreelancer(stage, 'Emma Stone', { locale: 'en' });
    await anApplication(person, missionId);
    await stage.settle();
    expect(arrived(person)[0]?.subject).toContain('Application_sent');
    expect((await person.browser.get('/demo/mails')).status).toBe(404);
  });
});
