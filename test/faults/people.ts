import type { DataSource } from 'typeorm';
import type { ApplicationState, ApplicationView } from '#libs/contracts/application';
import type { MissionView } from '#libs/contracts/mission';
import type { ProfileView } from '#libs/contracts/profile';
import { newId } from '#libs/kernel/ids';
import type { SessionService } from '../../src/accounts/sessions';
import { anOffer } from '../build/a-cast';
import { Caller, type Journal } from './journal';

/** The ground people stand on: where accounts are written, how they sign in, where the API listens. */
export interface Town {
  db: DataSource;
  sessions: SessionService;
  address: string;
  journal: Journal;
  /** Missions that take applications, as their employers published and closed them. */
  open: Set<string>;
}

const DOMAIN = 'essai.example';

async function anAccount({ db, sessions, address, journal }: Town, name: string, organisationId?: string) {
  const accountId = newId();
  const email = `${accountId}@${DOMAIN}`;
  await db.query(
    `insert into account (id, email, name, password_hash, email_verified_at, terms_version, terms_accepted_at)
     values ($1, $2, $3, 'none', now(), '1', now())`,
    [accountId, email, name],
  );
  if (organisationId) {
    await db.query(
      `insert into organisation (id, kind, name, verification, verified_at) values ($1, 'EMPLOYER', $2, 'VERIFIED', now())`,
      [organisationId, `Atelier ${name}`],
    );
    await db.query(`insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, 'ADMIN')`, [
      newId(),
      organisationId,
      accountId,
    ]);
  }
  const cookie = (await sessions.open(db, accountId)).split(';')[0] ?? '';
  return { accountId, caller: new Caller(address, cookie, journal) };
}

const SKILLS = ['React', 'TypeScript', 'Node.js', 'PostgreSQL', 'Figma', 'Docker', 'Python', 'Java'];
const some = (turn: number): string[] => [0, 1, 2].map((step) => SKILLS[(turn + step * 3) % SKILLS.length]!);

type FreelancerMove = 'offer/acceptance' | 'offer/refusal' | 'withdrawal';
type EmployerMove = 'decline' | 'review' | 'shortlisting' | 'offer';

/** The last word on an application, by whoever moved it last. */
function heard({ journal }: Town, { id, version, state }: ApplicationView): void {
  journal.say(id, version, { state });
}

/** A freelancer at work: edits the profile, applies, answers offers, sometimes withdraws. */
export class Freelancer {
  profileId = '';
  readonly applications: string[] = [];
  private readonly applied = new Set<string>();
  private turn = 0;

  private constructor(
    private readonly town: Town,
    readonly accountId: string,
    readonly caller: Caller,
  ) {}

  static async arrive(town: Town, name: string): Promise<Freelancer> {
    const { accountId, caller } = await anAccount(town, name);
    const who = new Freelancer(town, accountId, caller);
    const begun = await caller.post('/api/me/profile');
    who.profileId = begun?.id ?? '';
    who.keep(begun, 'profile.created', 'profile.changed');
    const skills = some(name.length).map((label) => ({ label }));
    await who.edit({ headline: `Développement web, ${name}`, skills, visibility: 'MEMBERS' });
    const published = await caller.post('/api/me/profile/publication');
    who.keep(published, 'profile.published', 'profile.changed');
    return who;
  }

  async act(): Promise<void> {
    const turn = (this.turn += 1);
    if (turn % 4 === 1) return this.edit({ headline: `Développement web, tour ${turn}`, dailyRateMin: 300 + turn });
    if (turn % 4 === 3) return this.answer(turn);
    return this.apply(turn);
  }

  private async edit(change: Record<string, unknown>): Promise<void> {
    this.keep(await this.caller.change('/api/me/profile', change), 'profile.changed');
  }

  private keep(view: ProfileView | undefined, ...events: string[]): void {
    if (!view) throw new Error('A profile was refused');
    const { headline, dailyRateMin, state } = view;
    this.town.journal.say(this.profileId, view.version, { headline, dailyRateMin, state });
    this.town.journal.note(this.profileId, ...events);
  }

  private async apply(turn: number): Promise<void> {
    const missionId = [...this.town.open].find((id) => !this.applied.has(id));
    if (!missionId) return this.edit({ headline: `Développement web, tour ${turn}` });
    this.applied.add(missionId);
    const view = await this.caller.post(`/api/missions/${missionId}/applications`, { message: `Tour ${turn}` });
    if (!view) return;
    this.applications.push(view.id);
    heard(this.town, view);
    this.town.journal.note(view.id, 'application.submitted');
  }

  private async answer(turn: number): Promise<void> {
    const { items } = await this.caller.read('/api/me/applications?group=TO_ANSWER&limit=5');
    const offered = items.find((item) => item.state === 'OFFERED');
    if (offered && turn % 8 === 3) return this.move(offered.id, 'offer/acceptance', 'application.accepted');
    if (offered)
      return this.move(offered.id, 'offer/refusal', 'application.offer-declined', { reason: 'RATE', message: 'Non.' });
    const last = this.applications.at(-1);
    if (last && turn % 8 === 7) return this.move(last, 'withdrawal', 'application.withdrawn', { reason: 'SCHEDULE' });
    return this.edit({ headline: `Développement web, tour ${turn}` });
  }

  private async move(id: string, path: FreelancerMove, event: string, body?: unknown): Promise<void> {
    const view = await this.caller.post(`/api/applications/${id}/${path}`, body);
    if (!view) return;
    heard(this.town, view);
    this.town.journal.note(id, event);
  }
}

/** Missions an employer keeps online at a time. */
const ONLINE = 3;

/** An employer at work: publishes, decides on applications, edits and closes missions. */
export class Employer {
  readonly missions: string[] = [];
  private turn = 0;

  private constructor(
    private readonly town: Town,
    readonly accountId: string,
    readonly caller: Caller,
  ) {}

  static async arrive(town: Town, name: string): Promise<Employer> {
    const { accountId, caller } = await anAccount(town, name, newId());
    const who = new Employer(town, accountId, caller);
    for (let count = 0; count < ONLINE; count += 1) await who.publish(count);
    return who;
  }

  async act(): Promise<void> {
    const turn = (this.turn += 1);
    const online = this.missions.filter((id) => this.town.open.has(id));
    if (turn % 12 === 6 || online.length === 0) return this.publish(turn);
    if (online.length > ONLINE) return this.close(online[0]!);
    const missionId = online[turn % online.length]!;
    if (turn % 6 === 3) {
      const view = await this.caller.change(`/api/missions/${missionId}`, { context: `Contexte du tour ${turn}` });
      return this.keep(view, 'mission.changed');
    }
    return this.decide(missionId, turn);
  }

  private async publish(turn: number): Promise<void> {
    const draft = await this.caller.post('/api/missions', {
      title: `Refonte du site public, tour ${turn}`,
      description: 'Reprendre la partie publique du site et la rendre accessible à tous, avec l’équipe.',
      skills: some(turn).map((label) => ({ label })),
      rateMin: 350,
      rateMax: 600,
      seats: 50,
    });
    if (!draft) throw new Error('A draft was refused');
    this.missions.push(draft.id);
    this.keep(draft, 'mission.created');
    const view = await this.caller.post(`/api/missions/${draft.id}/submission`);
    this.keep(view, 'mission.published', 'mission.changed');
    this.town.open.add(draft.id);
  }

  private async close(id: string): Promise<void> {
    this.town.open.delete(id);
    const view = await this.caller.post(`/api/missions/${id}/closure`, { reason: 'POSTPONED', channel: 'NONE' });
    this.keep(view, 'mission.closed', 'mission.changed');
  }

  private keep(view: MissionView | undefined, ...events: string[]): void {
    if (!view) throw new Error('A mission was refused');
    const { title, context, state } = view;
    this.town.journal.say(view.id, view.version, { title, context, state });
    this.town.journal.note(view.id, ...events);
  }

  private async decide(missionId: string, turn: number): Promise<void> {
    const { items } = await this.caller.read(`/api/missions/${missionId}/applications?limit=20`);
    const waiting = items.filter((item) => item.moves.includes('decline'));
    const next = waiting[turn % Math.max(waiting.length, 1)];
    if (!next) return;
    const [path, event, body] = this.decision(next.state, turn);
    const view = await this.caller.post(`/api/applications/${next.id}/${path}`, body);
    if (!view) return;
    heard(this.town, view);
    this.town.journal.note(next.id, event);
  }

  private decision(state: ApplicationState, turn: number): [EmployerMove, string, unknown?] {
    if (turn % 7 === 0) return ['decline', 'application.declined', { reason: 'LEVEL', message: 'Bonne suite.' }];
    if (state === 'SUBMITTED') return ['review', 'application.reviewed'];
    if (state === 'UNDER_REVIEW') return ['shortlisting', 'application.shortlisted'];
    return ['offer', 'application.offered', anOffer()];
  }
}

/** Somebody who acts until told to stop; a failure of theirs fails the journey. */
export function atWork(who: { act(): Promise<void> }): { stop: () => Promise<void> } {
  let going = true;
  const work = (async () => {
    while (going) await who.act();
  })();
  work.catch(() => undefined);
  return {
    stop: () => {
      going = false;
      return work;
    },
  };
}
