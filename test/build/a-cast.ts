import { newId } from '#libs/kernel/ids';
import { SessionService } from '../../src/accounts/sessions';
import type { Browser, Stage } from '../stage/stage';

let serial = 0;
const next = (): number => (serial += 1);

/** Somebody signed in, with the browser they use. */
export interface Someone {
  accountId: string;
  email: string;
  name: string;
  browser: Browser;
}
export interface Freelancer extends Someone {
  profileId: string;
}
export interface Member extends Someone {
  organisationId: string;
}

/** An account with a confirmed address, written straight to the database: signing up has its own journey. */
export async function anAccount(stage: Stage, name: string, locale: 'fr' | 'en' = 'fr'): Promise<Someone> {
  const accountId = newId();
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${next()}@essai.example`;
  await stage.db.query(
    `insert into account (id, email, name, locale, password_hash, email_verified_at, terms_version, terms_accepted_at)
     values ($1, $2, $3, $4, 'none', now(), '1', now())`,
    [accountId, email, name, locale],
  );
  return { accountId, email, name, browser: stage.browser() };
}

/** Signs in again, so that the session knows the organisations joined since. */
export async function signIn(stage: Stage, who: Someone): Promise<void> {
  const cookie = await stage.get(SessionService).open(stage.db, who.accountId, { mfa: true });
  who.browser.cookie = cookie.split(';')[0];
}

/** A freelancer with a published profile. */
export async function aFreelancer(
  stage: Stage,
  name = 'Camille Roche',
  options: { locale?: 'fr' | 'en' } = {},
): Promise<Freelancer> {
  const who = await anAccount(stage, name, options.locale);
  const profileId = newId();
  await stage.db.query(
    `insert into profile (id, account_id, state, visibility, display_name, headline, published_at)
     values ($1, $2, 'PUBLISHED', 'PUBLIC', $3, 'Développement web', now())`,
    [profileId, who.accountId, name],
  );
  await signIn(stage, who);
  return { ...who, profileId };
}

async function aMember(stage: Stage, name: string, organisationId: string, role: string): Promise<Member> {
  const who = await anAccount(stage, name);
  await stage.db.query(`insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, $4)`, [
    newId(),
    organisationId,
    who.accountId,
    role,
  ]);
  await signIn(stage, who);
  return { ...who, organisationId };
}

async function anOrganisation(stage: Stage, kind: 'EMPLOYER' | 'AGENCY', name: string): Promise<string> {
  const id = newId();
  await stage.db.query(
    `insert into organisation (id, kind, name, verification, verified_at) values ($1, $2, $3, 'VERIFIED', now())`,
    [id, kind, name],
  );
  return id;
}

/** The administrator of a verified employer. */
export const anEmployer = async (stage: Stage, name = 'Atelier Vasseur'): Promise<Member> =>
  aMember(stage, 'Hélène Vasseur', await anOrganisation(stage, 'EMPLOYER', name), 'ADMIN');

/** Another member of the same organisation. */
export const aColleague = (stage: Stage, of: Member, role = 'MEMBER', name = 'Paul Duval'): Promise<Member> =>
  aMember(stage, name, of.organisationId, role);

/** An adviser of a verified agency. */
export const anAdviser = async (stage: Stage, name = 'Agence de Lyon'): Promise<Member> =>
  aMember(stage, 'Claire Aubry', await anOrganisation(stage, 'AGENCY', name), 'ADVISER');

/** An accepted mandate, with its consent. */
export async function aMandate(
  stage: Stage,
  adviser: Member,
  freelancer: Freelancer,
  scopes = ['VIEW_FULL', 'APPLY_ON_BEHALF'],
): Promise<string> {
  const [consentId, id] = [newId(), newId()];
  await stage.db.query(
    `insert into consent (id, account_id, profile_id, purpose, organisation_id, version) values ($1, $2, $3, 'MANDATE', $4, '1')`,
    [consentId, freelancer.accountId, freelancer.profileId, adviser.organisationId],
  );
  await stage.db.query(
    `insert into mandate (id, profile_id, agency_id, lead_adviser_id, proposed_by, scopes, state, consent_id, expires_at, started_at)
     values ($1, $2, $3, $4, $4, $5, 'ACTIVE', $6, now() + interval '30 days', now())`,
    [id, freelancer.profileId, adviser.organisationId, adviser.accountId, scopes, consentId],
  );
  return id;
}

/** A published mission of this employer. */
export async function aMission(
  stage: Stage,
  employer: Member,
  changes: { title?: string; seats?: number; answerDays?: number; questions?: string[]; anonymous?: boolean } = {},
): Promise<string> {
  const id = newId();
  await stage.db.query(
    `insert into mission (id, organisation_id, contact_account_id, state, title, seats, answer_days, screening_questions,
                          anonymous_employer, max_applications, published_at, expires_at)
     values ($1, $2, $3, 'PUBLISHED', $4, $5, $6, $7, $8, 500, now(), now() + interval '60 days')`,
    [
      id,
      employer.organisationId,
      employer.accountId,
      changes.title ?? 'Développer une API de réservation',
      changes.seats ?? 1,
      changes.answerDays ?? 10,
      JSON.stringify(changes.questions ?? []),
      changes.anonymous ?? false,
    ],
  );
  return id;
}

/** An application sent by the freelancer, through the API. */
export async function anApplication(who: Freelancer, missionId: string, draft: object = {}): Promise<string> {
  const answer = await who.browser.post(`/api/missions/${missionId}/applications`, draft);
  if (answer.status !== 201) throw new Error(`The application was refused: ${answer.text}`);
  return answer.body.id;
}

/** Terms that are always valid: a start in two months. */
export const anOffer = () => {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  return {
    terms: { price: { kind: 'DAILY', dailyRate: 480, days: 12 }, startsOn: day(60), endsOn: day(90) },
    message: 'Bienvenue à l’atelier.',
  };
};

/** Walks an application to OFFERED. */
export async function anOfferedApplication(employer: Member, who: Freelancer, missionId: string): Promise<string> {
  const id = await anApplication(who, missionId);
  for (const [path, body] of [
    ['review', undefined],
    ['offer', anOffer()],
  ] as const) {
    const answer = await employer.browser.post(`/api/applications/${id}/${path}`, body);
    if (answer.status !== 200) throw new Error(`${path} was refused: ${answer.text}`);
  }
  return id;
}

/** A freelancer whose published profile says this, written through the API. */
export async function aFreelancerWho(stage: Stage, name: string, says: object): Promise<Freelancer> {
  const who = await aFreelancer(stage, name);
  await rewrite(who, says);
  return who;
}

/** The freelancer changes their own profile. */
export async function rewrite(who: Freelancer, says: object): Promise<void> {
  const mine = await who.browser.get('/api/me/profile');
  const edited = await who.browser.patch('/api/me/profile', says, { version: mine.body.version });
  if (edited.status !== 200) throw new Error(`The profile was refused: ${edited.text}`);
}
