import { newId } from '#libs/kernel/ids';
import { ensureProfile } from '../../src/profiles/ensure-profile';
import { SessionService } from '../../src/accounts/sessions';
import type { Browser, Stage } from '../stage/stage';

export interface PersonDraft {
  name?: string;
  email?: string;
  /** Joins this organisation (created by `anOrganisation`). */
  organisationId?: string;
  role?: 'ADMIN' | 'MEMBER' | 'VIEWER' | 'ADVISER' | 'VALIDATOR';
  platformRole?: 'ADMIN' | 'SUPPORT' | 'AUDITOR';
  /** Has a freelancer profile. */
  freelancer?: boolean;
  verified?: boolean;
  suspended?: boolean;
  /** Passed the second factor; true by default. */
  mfa?: boolean;
}

export interface StagedPerson {
  accountId: string;
  email: string;
  name: string;
  profileId: string | null;
  cookie: string;
  browser: Browser;
}

let people = 0;

/** A signed-in person, written straight into the tables: no mail, no hashing. */
export async function aPerson(stage: Stage, draft: PersonDraft = {}): Promise<StagedPerson> {
  const accountId = newId();
  const name = draft.name ?? `Camille Personne ${(people += 1)}`;
  const email = draft.email ?? `personne-${accountId}@exemple.fr`;
  await stage.db.query(
    `insert into account (id, email, name, password_hash, terms_version, terms_accepted_at, email_verified_at, platform_role)
     values ($1, $2, $3, 'none', 'test', now(), case when $4 then now() end, $5)`,
    [accountId, email, name, draft.verified ?? true, draft.platformRole ?? null],
  );
  const profileId = draft.freelancer ? await ensureProfile(stage.db.manager, accountId, name) : null;
  if (draft.organisationId)
    await stage.db.query(`insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, $4)`, [
      newId(),
      draft.organisationId,
      accountId,
      draft.role ?? 'MEMBER',
    ]);
  const cookie =
    (await stage.get(SessionService).open(stage.db, accountId, { mfa: draft.mfa ?? true })).split(';')[0] ?? '';
  if (draft.suspended) await stage.db.query(`update account set status = 'SUSPENDED' where id = $1`, [accountId]);
  return { accountId, email, name, profileId, cookie, browser: stage.browser(cookie) };
}

/** An organisation, verified by default. */
export async function anOrganisation(
  stage: Stage,
  draft: { kind?: 'EMPLOYER' | 'AGENCY'; name?: string; verified?: boolean } = {},
): Promise<string> {
  const id = newId();
  const verified = draft.verified ?? true;
  await stage.db.query(
    `insert into organisation (id, kind, name, verification, verified_at) values ($1, $2, $3, $4, case when $4 = 'VERIFIED' then now() end)`,
    [id, draft.kind ?? 'EMPLOYER', draft.name ?? 'Atelier Cadence', verified ? 'VERIFIED' : 'PENDING'],
  );
  return id;
}
