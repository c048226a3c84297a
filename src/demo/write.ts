import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { readSeed } from '#libs/taxonomy/seed/seed';
import { hashPassword } from '../accounts/passwords';
import { writeMission, writeProfile } from '../imports/write';
import { Lexicon } from '../taxonomy/lexicon';
import { seedTaxonomy } from '../taxonomy/taxonomy.import';
import { aTown, type Town } from './town';
import { AGENCIES } from './words';

export interface DemoAccount {
  kind: string;
  email: string;
  password: string;
}

const BATCH = 100;
const CASELOAD = 14;

const hashed = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Organisations of the demo by name, created when missing; verified. */
async function organisations(
  db: DataSource,
  kind: 'EMPLOYER' | 'AGENCY',
  names: readonly string[],
): Promise<Map<string, string>> {
  for (const name of names)
    await db.query(
      `insert into organisation (id, kind, name, verification, verified_at, accreditation, source, external_ref, covered_departements)
       values ($1, $2, $3, 'VERIFIED', now(), $4, 'demo', $3, $5) on conflict do nothing`,
      [
        newId(),
        kind,
        name,
        kind === 'AGENCY' ? 'VALIDATED' : 'NOT_REQUIRED',
        kind === 'AGENCY' ? ['69', '75', '44'] : [],
      ],
    );
  const rows = await db.query<{ id: string; name: string }[]>(
    `select id, name from organisation where source = 'demo' and kind = $1`,
    [kind],
  );
  return new Map(rows.map((row) => [row.name, row.id]));
}

async function inBatches<T>(
  db: DataSource,
  rows: readonly T[],
  write: (tx: EntityManager, row: T) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await db.transaction(async (tx) => {
      for (const row of rows.slice(at, at + BATCH)) await write(tx, row);
    });
}

/** The account of this address, created when missing: demo data, address confirmed. Returns its id. */
async function account(
  db: DataSource,
  demo: DemoAccount,
  name: string,
  passwordHash: string,
  platform: boolean,
): Promise<string> {
  await db.query(
    `insert into account (id, email, name, password_hash, terms_version, terms_accepted_at, email_verified_at, platform_role, demo)
     values ($1, $2, $3, $4, 'demo', now(), now(), $5, true) on conflict (email) do nothing`,
    [newId(), demo.email, name, passwordHash, platform ? 'ADMIN' : null],
  );
  const [row] = await db.query<{ id: string }[]>(`select id from account where email = $1`, [demo.email]);
  return (row as { id: string }).id;
}

async function join(
  db: DataSource,
  organisationId: string | undefined,
  accountId: string,
  role: string,
): Promise<void> {
  await db.query(
    `insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, $4) on conflict do nothing`,
    [newId(), organisationId, accountId, role],
  );
}

/** One account of each kind: a freelancer with a full profile, an employer with missions, an adviser with a caseload. */
async function accounts(db: DataSource, demo: readonly DemoAccount[], secret: string, town: Town): Promise<void> {
  const [freelance, employer, adviser, agencyAdmin, platform] = demo as [
    DemoAccount,
    DemoAccount,
    DemoAccount,
    DemoAccount,
    DemoAccount,
  ];
  const passwordHash = await hashPassword(freelance.password, secret);
  const employers = await organisations(db, 'EMPLOYER', town.companies);
  const agencies = await organisations(db, 'AGENCY', AGENCIES);
  const agencyId = agencies.get(AGENCIES[0] as string);
  const freelanceId = await account(db, freelance, 'Camille Roux', passwordHash, false);
  await join(
    db,
    employers.get(town.companies[0] as string),
    await account(db, employer, 'Hugo Mercier', passwordHash, false),
    'ADMIN',
  );
  const adviserId = await account(db, adviser, 'Claire Aubert', passwordHash, false);
  await join(db, agencyId, adviserId, 'ADVISER');
  await join(db, agencyId, await account(db, agencyAdmin, 'Nadia Ferreira', passwordHash, false), 'ADMIN');
  await account(db, platform, 'Sacha Lemoine', passwordHash, true);
  await db.query(
    `update profile set account_id = $1, display_name = 'Camille Roux' where account_id is null
       and not exists (select 1 from profile where account_id = $1)
       and id = (select p.id from profile p where p.source = 'demo' and p.departement = '69'
                 order by (select count(*) from profile_skill s join occupation_skill os on os.skill_id = s.skill_id
                           join occupation o on o.id = os.occupation_id where s.profile_id = p.id and o.code = 'dev-front-end') desc, p.num limit 1)`,
    [freelanceId],
  );
  await caseload(db, agencyId ?? '', adviserId, freelanceId);
}

/** People of the Rhône and beside whom the demo agency accompanies, with their consent: those of the freelancer’s trade first. */
async function caseload(db: DataSource, agencyId: string, adviserId: string, freelanceId: string): Promise<void> {
  const people = await db.query<{ id: string; accountId: string | null }[]>(
    `select id, account_id as "accountId" from profile p where source = 'demo' and departement in ('69', '38', '42')
       and not exists (select 1 from mandate where profile_id = p.id)
     order by account_id nulls last,
       (select count(*) >= 3 from profile_skill s join profile_skill own using (skill_id) join profile me on me.id = own.profile_id
        where s.profile_id = p.id and me.account_id = $1) desc, num limit ${CASELOAD}`,
    [freelanceId],
  );
  const [held] = await db.query<{ n: number }[]>(`select count(*)::int as n from mandate where agency_id = $1`, [
    agencyId,
  ]);
  if ((held?.n ?? 0) > 0) return;
  for (const { id, accountId } of people)
    await db.transaction(async (tx) => {
      const consentId = newId();
      const scopes = ['VIEW_FULL', 'EDIT_PROFILE', 'PROPOSE', 'APPLY_ON_BEHALF', 'REFER_TO_SERVICE'];
      await tx.query(
        `insert into consent (id, account_id, profile_id, purpose, organisation_id, version, evidence) values ($1, $2, $3, 'MANDATE', $4, '1', '{"demo":true}')`,
        [consentId, accountId, id, agencyId],
      );
      await tx.query(
        `insert into mandate (id, profile_id, agency_id, lead_adviser_id, proposed_by, scopes, state, consent_id, expires_at, started_at)
         values ($1, $2, $3, $4, $4, $5, 'ACTIVE', $6, now() + interval '30 days', now())`,
        [newId(), id, agencyId, adviserId, scopes, consentId],
      );
      await record(tx, { type: 'profile.audience-changed', aggregateId: id });
    });
}

/**
 * Writes the demo town: referential, people, missions, organisations, one account of each kind. Run again after an
 * interruption it finds what is there and goes on; what exists is left alone.
 */
export async function writeTown(
  db: DataSource,
  size: { profiles: number; missions: number; seed: number },
  today: string,
  demo: readonly DemoAccount[],
  secret: string,
): Promise<{ profiles: number; missions: number }> {
  await seedTaxonomy(db);
  const town = aTown(readSeed(), size, today);
  const lexicon = new Lexicon(db);
  const employers = await organisations(db, 'EMPLOYER', town.companies);
  await inBatches(db, town.profiles, (tx, profile) => writeProfile(tx, lexicon, profile, hashed(profile), 'demo'));
  await accounts(db, demo, secret, town);
  await inBatches(db, town.missions, (tx, { company, ...mission }) =>
    writeMission(tx, lexicon, employers.get(company) ?? '', mission, hashed(mission), 'demo'),
  );
  return { profiles: town.profiles.length, missions: town.missions.length };
}
