import type { z } from 'zod';
import type { applicationDraft, ApplicationView, commentDraft, interviewDraft } from '#libs/contracts/application';
import type { contestDraft } from '#libs/contracts/contest';
import type { ProfileResults, verdictDraft } from '#libs/contracts/discovery';
import type { offerDraft } from '#libs/contracts/engagement';
import type { CandidatePage, RecommendedMissionPage } from '#libs/contracts/matching';
import type { missionDraft, MissionPage, MissionView } from '#libs/contracts/mission';
import type { savedSearchDraft, SearchScope } from '#libs/contracts/saved-search';
import { dateOfDay, dayNumber } from '#libs/kernel/clock';

/** Somebody signed in who speaks to the API. Answers with the body; throws what the API said when it refused. */
export interface Voice {
  get<T>(path: string): Promise<T>;
  post<T = unknown>(path: string, body?: object): Promise<T>;
  put<T = unknown>(path: string, body: object): Promise<T>;
}

/** Who plays in the story. */
export interface Cast {
  freelancer: Voice;
  employer: Voice;
  adviser: Voice;
}

/** Lists follow within seconds; a machine that needs longer than this has other worries. */
const LISTS_MS = 120_000;
const ASKED_EACH_MS = 250;

const TITLE = 'Développeur front-end pour une application d’autopartage';

/** What the employer publishes: close to the freelancer’s profile, one skill aside. `today`: YYYY-MM-DD. */
const aMission = (today: string): z.input<typeof missionDraft> => ({
  title: TITLE,
  description:
    'Reprendre l’application de réservation, de la recherche d’un véhicule à sa restitution, et la rendre utilisable d’une main, sur le trottoir, sous la pluie.\n\nVous aurez à :\n- refaire le parcours de réservation avec la designer\n- mettre les écrans en conformité avec le RGAA\n- transmettre à l’équipe, deux développeuses qui arrivent en mars',
  deliverables: 'Un parcours en production au bout de trois mois, puis un lot par mois.',
  skills: [
    { label: 'Vue.js', importance: 'REQUIRED', must: true },
    { label: 'TypeScript', importance: 'REQUIRED' },
    { label: 'CSS', importance: 'REQUIRED' },
    { label: 'Accessibilité numérique', importance: 'PREFERRED' },
  ],
  rateMin: 560,
  rateMax: 640,
  startsOn: inDays(today, 38),
  durationWeeks: 24,
  daysPerWeek: 4,
  remoteMode: 'HYBRID',
  place: 'Lyon',
  languages: [{ code: 'fr', level: 'C1' }],
  screeningQuestions: ['Quelle interface comparable avez-vous mise en production ?'],
  answerDays: 7,
});

const inDays = (today: string, days: number): string => dateOfDay(dayNumber(today) + days);

/**
 * A week in the demo town, told through the API by three of its people: a mission is published, another waits for a
 * moderator, a third is a draft; people apply, are read, invited, offered the work; a score is contested; searches are
 * kept. So each of them finds something to do. False when it was told already. Needs the worker: scores are shown.
 */
export async function tellStory({ freelancer, employer, adviser }: Cast, today: string): Promise<boolean> {
  const own = await employer.get<MissionPage>('/api/me/missions?limit=50');
  if (own.items.some(({ title }) => title === TITLE)) return false;

  const mission = await published(employer, aMission(today));
  await employer.post('/api/missions', { title: 'Refonte de l’espace abonnés' } satisfies z.input<typeof missionDraft>);
  await published(employer, {
    title: 'Rédacteur pour le lancement d’une ligne de nuit',
    description: 'Écrire les pages du site et les affiches. Envoyez vos textes à redaction@cadence-mobilites.example.',
    skills: [{ label: 'Rédaction web', importance: 'REQUIRED', must: true }],
    rateMin: 320,
    rateMax: 380,
    remoteMode: 'REMOTE',
    startsOn: inDays(today, 21),
    durationWeeks: 6,
  });

  const ranked = await current<CandidatePage>(employer, `/api/missions/${mission.id}/candidates?limit=50`);
  const recommended = await current<RecommendedMissionPage>(freelancer, '/api/me/recommended-missions?limit=10');
  const accompanied = await adviser.get<ProfileResults>(
    `/api/search/profiles?mission=${mission.id}&sort=MATCH&caseload=true&limit=10`,
  );

  const answers = ['Le parcours de location de vélos d’une métropole, quarante mille trajets par mois.'];
  const camille = await applied(freelancer, mission.id, {
    message:
      'Je commencerais par une semaine à observer des réservations, téléphone en main, avant d’écrire la première ligne.',
    proposedRate: 610,
    answers,
  });
  const elsewhere = recommended.items.find((item) => item.mission.id !== mission.id && !item.blocked);
  if (elsewhere)
    await applied(freelancer, elsewhere.mission.id, {
      message: 'Votre mission est dans ce que je sais faire de mieux.',
    });
  const others: ApplicationView[] = [];
  const fitting = accompanied.items.filter(({ id, match }) => id !== camille.freelancer.profileId && match?.score);
  for (const person of fitting.slice(0, 3))
    others.push(
      await applied(adviser, mission.id, {
        profileId: person.id,
        message: `J’accompagne ${person.name} depuis deux ans : ses derniers clients ont tous rappelé.`,
        answers: ['L’espace client d’une mutuelle, pendant un an.'],
      }),
    );
  await answered(employer, camille.id, others, today);

  await freelancer.post(`/api/missions/${mission.id}/contests`, {
    about: { kind: 'CRITERION', key: 'preferred-skills' },
    statement: 'J’ai mis un portail public en conformité avec le RGAA en 2021 : c’est dans mes expériences.',
  } satisfies z.input<typeof contestDraft>);
  const [best] = ranked.items;
  if (best)
    await adviser.put('/api/search/verdicts', {
      mission: mission.id,
      profileId: best.profile.id,
      verdict: 'KEPT',
      comment: 'À appeler avant vendredi.',
    } satisfies z.input<typeof verdictDraft>);
  await kept(adviser, 'PROFILES', 'Front-end autour de Lyon', { q: 'front-end', place: 'Lyon', km: '50' });
  await kept(freelancer, 'MISSIONS', 'Vue.js, sur place ou hybride', { q: 'Vue.js', remote: 'HYBRID,ONSITE' });
  return true;
}

/** The employer opens applications: one is offered the work, the next is invited, a third kept in mind, the rest is new. */
async function answered(employer: Voice, first: string, others: readonly ApplicationView[], today: string) {
  await employer.post(`/api/applications/${first}/review`);
  await employer.post(`/api/applications/${first}/shortlisting`);
  await employer.post(`/api/applications/${first}/offer`, {
    terms: {
      price: { kind: 'DAILY', dailyRate: 600, days: 96 },
      startsOn: inDays(today, 38),
      endsOn: inDays(today, 38 + 24 * 7),
      remoteMode: 'HYBRID',
      placeName: 'Lyon',
      deliverables: 'Le parcours de réservation en production au bout de trois mois.',
    },
    message:
      'Votre réponse sur l’observation nous a convaincus. Deux jours par semaine à l’atelier, le reste chez vous.',
  } satisfies z.input<typeof offerDraft>);
  const [invited, shortlisted] = others;
  for (const { id } of [invited, shortlisted].filter((one) => one !== undefined))
    await employer.post(`/api/applications/${id}/review`);
  if (invited)
    await employer.post(`/api/applications/${invited.id}/interview`, {
      mode: 'VIDEO',
      message: 'Une demi-heure pour faire connaissance.',
      slots: [
        { startsAt: `${inDays(today, 4)}T09:00:00.000Z`, minutes: 30 },
        { startsAt: `${inDays(today, 5)}T13:30:00.000Z`, minutes: 30 },
      ],
    } satisfies z.input<typeof interviewDraft>);
  if (shortlisted) {
    await employer.post(`/api/applications/${shortlisted.id}/shortlisting`);
    await employer.post(`/api/applications/${shortlisted.id}/comments`, {
      body: 'Bon second choix, si les dates glissent.',
    } satisfies z.input<typeof commentDraft>);
  }
}

async function published(employer: Voice, draft: z.input<typeof missionDraft>): Promise<MissionView> {
  const { id } = await employer.post<MissionView>('/api/missions', draft);
  return employer.post<MissionView>(`/api/missions/${id}/submission`, {});
}

const applied = (who: Voice, missionId: string, draft: z.input<typeof applicationDraft>): Promise<ApplicationView> =>
  who.post<ApplicationView>(`/api/missions/${missionId}/applications`, draft);

const kept = (who: Voice, scope: SearchScope, name: string, query: Record<string, string>) =>
  who.post('/api/saved-searches', { scope, name, query, frequency: 'DAILY', shared: false } satisfies z.input<
    typeof savedSearchDraft
  >);

/** A list as soon as it answers to what is published; throws when the worker does not come. */
async function current<Page extends { freshness: string }>(who: Voice, path: string): Promise<Page> {
  const deadline = Date.now() + LISTS_MS;
  for (;;) {
    const page = await who.get<Page>(path);
    if (page.freshness === 'CURRENT') return page;
    if (Date.now() > deadline) throw new Error(`${path} was not computed: does the worker run?`);
    await new Promise((resolve) => setTimeout(resolve, ASKED_EACH_MS));
  }
}
