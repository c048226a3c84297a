import { seedTaxonomy } from '../../src/taxonomy/taxonomy.import';
import { aFreelancer, aMandate, anAdviser, anEmployer, type Freelancer, type Member } from '../build/a-cast';
import type { Json, Stage } from '../stage/stage';

/** The people of the browser tests, with the skills of the referential between them. */
export interface Town {
  employer: Member;
  freelancer: Freelancer;
  adviser: Member;
}

/** An employer, a freelancer whose profile says what they can do, an adviser who accompanies them. */
export async function aTownToLookAt(stage: Stage): Promise<Town> {
  await seedTaxonomy(stage.db);
  const [employer, freelancer, adviser] = [await anEmployer(stage), await aFreelancer(stage), await anAdviser(stage)];
  await aMandate(stage, adviser, freelancer);
  const mine = await freelancer.browser.get<Json>('/api/me/profile');
  const edited = await freelancer.browser.patch<Json>(
    '/api/me/profile',
    {
      headline: 'Développeuse NestJS et PostgreSQL',
      summary: 'Neuf ans de services web, surtout des API tenues en production.',
      skills: [
        { label: 'TypeScript', level: 4, years: 8 },
        { label: 'NestJS', level: 3, years: 5 },
        { label: 'PostgreSQL', level: 3, years: 6 },
      ],
      place: 'Lyon',
      mobilityKm: 30,
      remoteModes: ['REMOTE', 'HYBRID'],
      dailyRateMin: 480,
      dailyRateTarget: 540,
      availabilityStatus: 'NOW',
      languages: [{ code: 'fr', level: 'NATIVE' }],
      experienceYears: 9,
    },
    { version: mine.body.version },
  );
  if (edited.status !== 200) throw new Error(`The profile was refused: ${JSON.stringify(edited.body)}`);
  return { employer, freelancer, adviser };
}

/** A mission of the employer, written and published through the API. Returns its id. */
export async function aPublishedMission(employer: Member, title: string, changes: Json = {}): Promise<string> {
  const made = await employer.browser.post<Json>('/api/missions', {
    title,
    description:
      'Reprendre le service qui calcule les correspondances et le rendre capable de tenir l’heure de pointe.',
    skills: [
      { label: 'NestJS', must: true },
      { label: 'PostgreSQL' },
      { label: 'Kubernetes', importance: 'PREFERRED' },
    ],
    rateMin: 480,
    rateMax: 560,
    remoteMode: 'HYBRID',
    place: 'Lyon',
    durationWeeks: 26,
    daysPerWeek: 5,
    ...changes,
  });
  if (made.status !== 201) throw new Error(`The mission was refused: ${JSON.stringify(made.body)}`);
  const published = await employer.browser.post<Json>(`/api/missions/${made.body.id}/submission`, {});
  if (published.body.state !== 'PUBLISHED') throw new Error(`Not published: ${JSON.stringify(published.body)}`);
  return made.body.id as string;
}
