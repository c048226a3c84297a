import { newId } from '#libs/kernel/ids';
import { seedTaxonomy } from '../../src/taxonomy/taxonomy.import';
import type { Answer } from '../stage/contracts';
import type { Stage } from '../stage/stage';
import { anOrganisation, aPerson, type StagedPerson } from './a-person';

/** Every persona of the rights matrix, by name. */
export type Persona =
  | 'unverified'
  | 'suspended'
  | 'freelancer'
  | 'otherFreelancer'
  | 'employer'
  | 'employerMember'
  | 'employerViewer'
  | 'otherEmployer'
  | 'pendingEmployer'
  | 'adviser'
  | 'narrowAdviser'
  | 'otherAdviser'
  | 'adviserWithoutSecondFactor'
  | 'agencyAdmin'
  | 'support'
  | 'platformAdmin';

export interface Town {
  people: Record<Persona, StagedPerson>;
  /** Identifiers that exist: missions in several states, profiles, an application, mandates, organisations. */
  ids: string[];
  draftMission: string;
  openMission: string;
  closedMission: string;
  profile: string;
  hiddenProfile: string;
  application: string;
  mandate: string;
  /** The adviser’s, shared within the agency. */
  savedSearch: string;
  /** The freelancer reported an error in their score for the open mission; nobody answered yet. */
  contest: string;
  employerOrganisation: string;
  agency: string;
}

const mission = {
  title: 'Refonte du site public',
  description: 'Reprendre la partie publique du site et la rendre accessible à tous, avec l’équipe.',
  skills: [{ label: 'React', must: true }, { label: 'TypeScript' }],
  rateMin: 400,
  rateMax: 520,
};

/** What was granted; fails with what was said when it was refused. */
const good = async <T>(answer: Promise<Answer<T>>): Promise<T> => (await answer).body;

async function aMission(employer: StagedPerson, state: 'DRAFT' | 'PUBLISHED' | 'CLOSED'): Promise<string> {
  const { id } = await good(employer.browser.post('/api/missions', mission));
  if (state === 'DRAFT') return id;
  await good(employer.browser.post(`/api/missions/${id}/submission`));
  if (state === 'CLOSED')
    await good(employer.browser.post(`/api/missions/${id}/closure`, { reason: 'POSTPONED', channel: 'NONE' }));
  return id;
}

async function aProfile(person: StagedPerson, visibility: string): Promise<void> {
  const { version } = await good(person.browser.get('/api/me/profile'));
  await good(
    person.browser.patch(
      '/api/me/profile',
      {
        headline: 'Développeuse front-end',
        skills: [{ label: 'React', level: 3 }, { label: 'TypeScript' }],
        visibility,
        dailyRateMin: 400,
        dailyRateTarget: 450,
      },
      { version },
    ),
  );
  await good(person.browser.post('/api/me/profile/publication'));
}

async function aMandate(
  stage: Stage,
  adviser: StagedPerson,
  agencyId: string,
  freelancer: StagedPerson,
  scopes: string[],
): Promise<string> {
  const id = newId();
  const consentId = newId();
  await stage.db.query(
    `insert into consent (id, account_id, profile_id, purpose, organisation_id, version) values ($1, $2, $3, 'MANDATE', $4, '1')`,
    [consentId, freelancer.accountId, freelancer.profileId, agencyId],
  );
  await stage.db.query(
    `insert into mandate (id, profile_id, agency_id, lead_adviser_id, proposed_by, scopes, state, consent_id, expires_at, started_at)
     values ($1, $2, $3, $4, $4, $5, 'ACTIVE', $6, now() + interval '30 days', now())`,
    [id, freelancer.profileId, agencyId, adviser.accountId, scopes, consentId],
  );
  return id;
}

/** Written straight into the table: no worker has computed a score here. */
async function aContest(stage: Stage, freelancer: StagedPerson, missionId: string): Promise<string> {
  const id = newId();
  await stage.db.query(
    `insert into match_contest (id, mission_id, profile_id, side, author_id, kind, key, statement, shown, due_at)
     values ($1, $2, $3, 'FREELANCER', $4, 'CRITERION', 'required-skills', 'React est dans mon profil.', $5, now() + interval '7 days')`,
    [
      id,
      missionId,
      freelancer.profileId,
      freelancer.accountId,
      JSON.stringify({ score: 0, potential: 0, engineVersion: '1.0.0', value: 0, lines: [] }),
    ],
  );
  return id;
}

/** A small town with everybody in it: the ground of the rights matrix and of the fuzzing. */
export async function aTown(stage: Stage): Promise<Town> {
  await seedTaxonomy(stage.db);
  const employerOrganisation = await anOrganisation(stage, { name: 'Atelier Cadence' });
  const otherOrganisation = await anOrganisation(stage, { name: 'Autre Maison' });
  const pendingOrganisation = await anOrganisation(stage, { name: 'Jeune Pousse', verified: false });
  const agency = await anOrganisation(stage, { kind: 'AGENCY', name: 'Agence Gerland' });
  const narrowAgency = await anOrganisation(stage, { kind: 'AGENCY', name: 'Agence Nation' });
  const otherAgency = await anOrganisation(stage, { kind: 'AGENCY', name: 'Agence Erdre' });
  const people: Town['people'] = {
    unverified: await aPerson(stage, { verified: false, freelancer: true }),
    suspended: await aPerson(stage, { suspended: true, freelancer: true }),
    freelancer: await aPerson(stage, { name: 'Camille Roux', freelancer: true }),
    otherFreelancer: await aPerson(stage, { name: 'Sami Benali', freelancer: true }),
    employer: await aPerson(stage, { organisationId: employerOrganisation, role: 'ADMIN' }),
    employerMember: await aPerson(stage, { organisationId: employerOrganisation, role: 'MEMBER' }),
    employerViewer: await aPerson(stage, { organisationId: employerOrganisation, role: 'VIEWER' }),
    otherEmployer: await aPerson(stage, { organisationId: otherOrganisation, role: 'ADMIN' }),
    pendingEmployer: await aPerson(stage, { organisationId: pendingOrganisation, role: 'ADMIN' }),
    adviser: await aPerson(stage, { organisationId: agency, role: 'ADVISER' }),
    narrowAdviser: await aPerson(stage, { organisationId: narrowAgency, role: 'ADVISER' }),
    otherAdviser: await aPerson(stage, { organisationId: otherAgency, role: 'ADVISER' }),
    adviserWithoutSecondFactor: await aPerson(stage, { organisationId: agency, role: 'ADVISER', mfa: false }),
    agencyAdmin: await aPerson(stage, { organisationId: agency, role: 'ADMIN' }),
    support: await aPerson(stage, { platformRole: 'SUPPORT' }),
    platformAdmin: await aPerson(stage, { platformRole: 'ADMIN' }),
  };
  const { freelancer, otherFreelancer, employer } = people;
  await aProfile(freelancer, 'MEMBERS');
  await aProfile(otherFreelancer, 'HIDDEN');
  const mandate = await aMandate(stage, people.adviser, agency, freelancer, [
    'VIEW_FULL',
    'EDIT_PROFILE',
    'PROPOSE',
    'APPLY_ON_BEHALF',
  ]);
  await aMandate(stage, people.narrowAdviser, narrowAgency, freelancer, ['PROPOSE']);
  const draftMission = await aMission(employer, 'DRAFT');
  const openMission = await aMission(employer, 'PUBLISHED');
  const closedMission = await aMission(employer, 'CLOSED');
  const { id: application } = await good(
    freelancer.browser.post(`/api/missions/${openMission}/applications`, {
      message: 'Bonjour, votre mission me convient.',
    }),
  );
  const { id: savedSearch } = await good(
    people.adviser.browser.post('/api/saved-searches', {
      scope: 'PROFILES',
      name: 'React',
      query: { q: 'React' },
      shared: true,
    }),
  );
  const contest = await aContest(stage, freelancer, openMission);
  const profile = freelancer.profileId ?? '';
  const hiddenProfile = otherFreelancer.profileId ?? '';
  return {
    people,
    draftMission,
    openMission,
    closedMission,
    profile,
    hiddenProfile,
    application: application,
    mandate,
    savedSearch: savedSearch,
    contest,
    employerOrganisation,
    agency,
    ids: [
      draftMission,
      openMission,
      closedMission,
      profile,
      hiddenProfile,
      application,
      mandate,
      contest,
      employerOrganisation,
      agency,
      freelancer.accountId,
    ],
  };
}
