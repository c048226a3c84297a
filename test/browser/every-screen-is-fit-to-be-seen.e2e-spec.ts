import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { missionResults, profileResults } from '#libs/contracts/discovery';
import { candidatePage } from '#libs/contracts/matching';
import { profileWhatIf } from '#libs/contracts/what-if';
import { GuardedSearch } from '#libs/search/guarded-search';
import { missionPath, profilePath } from '../../src/public-site/address';
import { aBusyTown, type BusyTown } from './a-town-to-look-at';
import type { Stage } from '../stage/stage';
import { axe, overflows, shifted, unreachable, type Guest, type Looking, type Window, Windows } from './windows';

/** Where the pictures go: `SCREENSHOTS=dir npx jest --selectProjects browser --testPathPatterns every-screen`. */
const PICTURES = process.env.SCREENSHOTS;
const MOST_SHIFT = 0.02;
const [DESK, PHONE, SMALL] = [1440, 390, 320];

interface Screen {
  name: string;
  who: (town: BusyTown) => Guest;
  path: (town: BusyTown) => string;
  /** What is on the page once it is all there; in English when the screen is also looked at in English. */
  shows: string;
  inEnglish?: string;
  /** What is done before looking. */
  then?: (page: Page, width: number) => Promise<unknown>;
  /** PostgreSQL answers in the place of the search engine while one looks. */
  degraded?: true;
  /** Exists on a phone only. */
  phoneOnly?: true;
  /** Also looked at 320 pixels wide. */
  small?: true;
}

const nobody = () => null;
const click = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click();
const dialog = (page: Page) => page.getByRole('dialog').getByRole('button').first().waitFor();

/** On a phone the answer to the offer stands in the bar at the bottom, like everything one does there. */
const answerOffer = async (page: Page) => {
  await click('Accepter l’offre')(page);
  await dialog(page);
};

const app = (path: string) => () => `/app${path}`;
const camille = (town: BusyTown) => town.freelancer;
const employer = (town: BusyTown) => town.employer;
const adviser = (town: BusyTown) => town.adviser;

const screens: Screen[] = [
  // the public site
  { name: 'home', who: nobody, path: () => '/', shows: 'Missions récentes', inEnglish: 'Recent missions', small: true },
  { name: 'missions', who: nobody, path: () => '/missions', shows: '3 missions', inEnglish: '3 missions' },
  { name: 'no mission found', who: nobody, path: () => '/missions?q=zzqqxx', shows: 'Voir toutes les missions' },
  {
    name: 'missions of related occupations',
    who: nobody,
    path: () => '/missions?q=développeur front-end',
    shows: 'Métiers proches',
    inEnglish: 'Related occupations',
    small: true,
  },
  {
    name: 'public mission',
    who: nobody,
    path: (town) => missionPath('fr', town.mission),
    shows: 'Postuler',
    small: true,
  },
  {
    name: 'closed mission',
    who: nobody,
    path: (town) => missionPath('fr', town.closed),
    shows: 'Cette mission ne prend plus de candidatures',
  },
  {
    name: 'public profile',
    who: nobody,
    path: (town) => profilePath('fr', { id: town.freelancer.profileId, headline: 'Développeuse NestJS et PostgreSQL' }),
    shows: 'Proposer une mission',
  },
  {
    name: 'how the ranking works',
    who: nobody,
    path: () => '/classement',
    shows: 'Compétence indispensable absente',
    inEnglish: 'Indispensable skill missing',
    small: true,
    // With letters as far apart as some people need them (WCAG 1.4.12), the keyboard alone brings out the last column.
    then: async (page, width) => {
      if (width !== SMALL) return;
      await page.addStyleTag({ content: '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' });
      const table = page.getByRole('region', { name: 'La personne convient-elle à la mission ?', exact: true });
      await table.focus();
      const scrolled = page.evaluate(
        "new Promise((done) => document.activeElement.addEventListener('scroll', () => done(), { once: true }))",
      );
      await page.keyboard.press('ArrowRight');
      await scrolled;
    },
  },
  {
    name: 'public missions while the engine rests',
    who: nobody,
    path: () => '/missions?q=nest',
    shows: 'moteur de recherche est au repos',
    inEnglish: 'search engine is resting',
    small: true,
    degraded: true,
  },
  { name: 'no such public page', who: nobody, path: () => '/missions/rien', shows: 'Cette page n’existe pas' },
  // before the door
  {
    name: 'sign in',
    who: nobody,
    path: app('/connexion'),
    shows: 'Mot de passe oublié',
    inEnglish: 'Create an account',
  },
  { name: 'sign up', who: nobody, path: app('/inscription'), shows: 'Vous venez pour' },
  {
    name: 'sign in refused',
    who: nobody,
    path: app('/connexion'),
    shows: 'Mot de passe oublié',
    then: async (page) => {
      await page.getByLabel('Adresse électronique').fill('personne@essai.example');
      await page.getByLabel('Mot de passe', { exact: true }).fill('rien de tel ici');
      await page.getByRole('button', { name: 'Se connecter' }).click();
      await page.getByRole('alert').getByRole('paragraph').waitFor();
    },
  },
  { name: 'forgotten password', who: nobody, path: app('/mot-de-passe'), shows: 'Adresse électronique' },
  // a freelancer
  { name: 'recommended', who: camille, path: app('/'), shows: '2 compétences sur 2', inEnglish: '2 of 2 skills' },
  { name: 'recommended to a newcomer', who: (town) => town.newcomer, path: app('/'), shows: 'Remplir mon profil' },
  {
    name: 'what if',
    who: camille,
    path: app('/et-si'),
    shows: 'Avec « Kubernetes »',
    inEnglish: 'With “Kubernetes”',
    small: true,
    then: (page) =>
      page
        .getByText(/^Voir cette mission|^See this mission/)
        .first()
        .click(),
  },
  {
    name: 'what if of two changes',
    who: camille,
    path: app('/et-si'),
    shows: 'Avec « Kubernetes »',
    then: async (page) => {
      await page.route('**/api/me/what-if', async (route) => {
        const answer = await route.fetch();
        const { suppositions, ...rest } = profileWhatIf.parse(await answer.json());
        const { change, ...effect } = suppositions[0]!;
        const pairs = [{ changes: [change, { kind: 'RATE', from: 480, to: 390 }], ...effect }];
        await route.fulfill({ response: answer, json: { ...rest, suppositions: [], pairs } });
      });
      await page.reload();
      await page.getByText('en demandant au moins 390').waitFor();
      await page.unroute('**/api/me/what-if');
    },
  },
  { name: 'what if without a profile', who: (town) => town.newcomer, path: app('/et-si'), shows: 'Remplir mon profil' },
  {
    name: 'what if that fails to load',
    who: camille,
    path: app('/et-si'),
    shows: 'Avec « Kubernetes »',
    then: async (page) => {
      await page.route('**/api/me/what-if', (route) => route.abort());
      await page.reload();
      await page.getByRole('button', { name: 'Réessayer' }).waitFor();
      await page.unroute('**/api/me/what-if');
    },
  },
  {
    name: 'skill to add',
    who: camille,
    path: app('/profil?competence=Kubernetes#competences'),
    shows: 'Qui voit votre profil',
    then: (page) => page.getByRole('option', { name: 'Kubernetes' }).first().waitFor(),
  },
  { name: 'mission search', who: camille, path: app('/missions'), shows: 'Aucune candidature' },
  {
    name: 'mission search while the engine rests',
    who: camille,
    path: app('/missions'),
    shows: 'Aucune candidature',
    then: async (page) => {
      await page.route('**/api/search/missions*', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({
          response: answer,
          json: { ...missionResults.parse(await answer.json()), degraded: true },
        });
      });
      await page.reload();
      await page.getByText('moteur de recherche est au repos').waitFor();
      await page.unroute('**/api/search/missions*');
    },
  },
  {
    name: 'mission search with estimated counts',
    who: camille,
    path: app('/missions'),
    shows: 'Aucune candidature',
    then: async (page) => {
      await page.route('**/api/search/missions*', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({
          response: answer,
          json: { ...missionResults.parse(await answer.json()), sampled: true },
        });
      });
      await page.reload();
      await page.getByText('nombres des filtres sont estimés').waitFor();
      await page.unroute('**/api/search/missions*');
    },
  },
  { name: 'mission search without result', who: camille, path: app('/missions?q=zzqqxx'), shows: 'Aucune' },
  {
    name: 'mission and fit',
    who: camille,
    path: (town) => `/app/missions/${town.quiet.id}`,
    shows: 'La mission propose',
    inEnglish: 'The mission offers',
    small: true,
  },
  {
    name: 'apply',
    who: camille,
    path: (town) => `/app/missions/${town.quiet.id}/postuler`,
    shows: 'Ce que l’employeur lira',
  },
  {
    name: 'my applications',
    who: camille,
    path: app('/candidatures?groupe=TO_ANSWER'),
    shows: 'Développeur NestJS pour une plateforme de mobilité',
  },
  { name: 'no application over', who: camille, path: app('/candidatures?groupe=OVER'), shows: 'Aucune' },
  {
    name: 'applications that fail to load',
    who: camille,
    path: app('/candidatures?groupe=RUNNING'),
    shows: 'Mes candidatures',
    then: async (page) => {
      await page.route('**/api/me/applications*', (route) => route.abort());
      await page.reload();
      await page.getByRole('button', { name: 'Réessayer' }).waitFor();
      await page.unroute('**/api/me/applications*');
    },
  },
  {
    name: 'my application',
    who: camille,
    path: (town) => `/app/candidatures/${town.offered}`,
    shows: 'Historique',
  },
  {
    name: 'dialog of an offer',
    who: camille,
    path: (town) => `/app/candidatures/${town.offered}`,
    shows: 'Historique',
    then: answerOffer,
  },
  { name: 'my profile', who: camille, path: app('/profil'), shows: 'Qui voit votre profil' },
  {
    name: 'dialog of an experience',
    who: camille,
    path: app('/profil'),
    shows: 'Qui voit votre profil',
    then: async (page) => {
      await click('Ajouter une expérience')(page);
      await dialog(page);
    },
  },
  { name: 'my agencies', who: camille, path: app('/accompagnement'), shows: 'Agence de Lyon' },
  {
    name: 'reports',
    who: camille,
    path: app('/signalements'),
    shows: 'Kubernetes confirmé par une référence.',
    inEnglish: 'Take the report back',
    small: true,
  },
  {
    name: 'dialog of a report',
    who: camille,
    path: (town) => `/app/missions/${town.quiet.id}`,
    shows: 'La mission propose',
    then: async (page) => {
      await click('Signaler une erreur')(page);
      await dialog(page);
    },
  },
  { name: 'account', who: camille, path: app('/compte'), shows: 'cet appareil' },
  {
    name: 'menu of a phone',
    who: camille,
    path: app('/candidatures?groupe=OVER'),
    shows: 'Aucune',
    phoneOnly: true,
    then: async (page) => {
      await page.getByRole('button', { name: /^Plus/ }).click();
      await page.getByRole('dialog').getByText('Accompagnement').waitFor();
    },
  },
  { name: 'no such page', who: camille, path: app('/rien'), shows: 'Cette page n’existe pas' },
  // an employer
  { name: 'own missions', who: employer, path: app('/'), shows: 'Refonte du site public' },
  { name: 'no mission yet', who: (town) => town.newEmployer, path: app('/'), shows: 'Aucune mission pour l’instant' },
  { name: 'new mission', who: employer, path: app('/missions/nouvelle'), shows: 'Ce qui compte le plus' },
  {
    name: 'new mission refused',
    who: employer,
    path: app('/missions/nouvelle'),
    shows: 'Ce qui compte le plus',
    then: async (page) => {
      await page.getByLabel('Intitulé').fill('Refonte');
      await page.getByLabel('Tarif minimum (€ / jour)').fill('600');
      await page.getByLabel('Tarif maximum (€ / jour)').fill('400');
      await click('Publier')(page);
      await page.getByRole('alert').getByRole('paragraph').waitFor();
    },
  },
  {
    name: 'own mission',
    who: employer,
    path: (town) => `/app/missions/${town.mission.id}`,
    shows: 'Ce qui est demandé',
    then: async (page) => {
      await click('Autres actions')(page);
      await page.getByRole('button', { name: 'Dupliquer' }).waitFor();
    },
  },
  {
    name: 'what if of a mission',
    who: (town) => town.rival,
    path: (town) => `/app/missions/${town.demanding}/et-si`,
    shows: 'n’était plus indispensable',
    inEnglish: 'no longer indispensable',
    small: true,
  },
  {
    name: 'what if of a mission that costs nobody',
    who: employer,
    path: (town) => `/app/missions/${town.quiet.id}/et-si`,
    shows: 'Aucun critère seul',
  },
  {
    name: 'ranked candidates',
    who: employer,
    path: (town) => `/app/missions/${town.mission.id}/candidats`,
    shows: 'Développeur Node.js',
  },
  {
    name: 'ranked candidates with places shared out',
    who: employer,
    path: (town) => `/app/missions/${town.mission.id}/candidats`,
    shows: 'Développeur Node.js',
    small: true,
    then: async (page) => {
      await page.route('**/api/missions/*/candidates*', async (route) => {
        const answer = await route.fetch();
        const body = candidatePage.parse(await answer.json());
        const items = body.items.map((item) => ({ ...item, rankByScore: 12, newcomersPlace: true }));
        await route.fulfill({ response: answer, json: { ...body, items, reordered: true } });
      });
      await page.reload();
      await page.getByText('Nouveau venu').first().waitFor();
      await page.unroute('**/api/missions/*/candidates*');
    },
  },
  {
    name: 'applications received',
    who: employer,
    path: (town) => `/app/missions/${town.mission.id}/candidatures`,
    shows: 'Développeur Node.js',
    then: (page) => page.getByRole('checkbox', { name: /Yanis/ }).check(),
  },
  {
    name: 'no application received',
    who: employer,
    path: (town) => `/app/missions/${town.quiet.id}/candidatures`,
    shows: 'Voir les candidats classés',
  },
  {
    name: 'dialog of a refusal',
    who: employer,
    path: (town) => `/app/candidatures/${town.received}`,
    shows: 'Historique',
    then: async (page) => {
      await click('Autres actions')(page);
      await click('Décliner')(page);
      await dialog(page);
    },
  },
  {
    name: 'application received',
    who: employer,
    path: (town) => `/app/candidatures/${town.received}`,
    shows: 'Disponible tout de suite.',
  },
  {
    name: 'candidates',
    who: employer,
    path: app('/candidats'),
    shows: 'Développeur Node.js',
    inEnglish: '2 candidates',
  },
  {
    name: 'filters of a phone',
    who: employer,
    path: app('/candidats'),
    shows: 'Développeur Node.js',
    phoneOnly: true,
    then: async (page) => {
      await click('Filtres')(page);
      await dialog(page);
    },
  },
  {
    name: 'candidate and fit',
    who: employer,
    path: (town) => `/app/profils/${town.freelancer.profileId}?mission=${town.mission.id}`,
    shows: 'La personne apporte',
  },
  {
    name: 'news',
    who: employer,
    path: app('/nouvelles'),
    shows: 'Tout marquer comme lu',
    inEnglish: 'Mark all as read',
    then: (page) =>
      page
        .getByRole('link', { name: /NestJS/ })
        .first()
        .waitFor(),
  },
  { name: 'no news', who: (town) => town.newcomer, path: app('/nouvelles'), shows: 'Rien de nouveau' },
  { name: 'no report', who: (town) => town.newEmployer, path: app('/signalements'), shows: 'Aucun signalement' },
  { name: 'organisation', who: employer, path: app('/structure'), shows: 'Inviter une personne' },
  // an adviser, the platform
  { name: 'caseload', who: adviser, path: app('/portefeuille'), shows: 'Camille Roche' },
  {
    name: 'what if of a caseload',
    who: adviser,
    path: app('/portefeuille/et-si'),
    shows: 'Kubernetes',
    inEnglish: 'would open',
    small: true,
    then: (page) =>
      page
        .getByText(/^Voir cette personne|^See this person/)
        .first()
        .click(),
  },
  {
    name: 'dialog of a mandate',
    who: adviser,
    path: app('/portefeuille'),
    shows: 'Camille Roche',
    then: async (page) => {
      await click('Proposer un mandat')(page);
      await dialog(page);
    },
  },
  {
    name: 'reports to answer',
    who: adviser,
    path: app('/signalements'),
    shows: 'Mon intitulé dit NestJS',
    inEnglish: 'Answer promised by',
  },
  {
    name: 'dialog of an answer',
    who: adviser,
    path: app('/signalements'),
    shows: 'Mon intitulé dit NestJS',
    then: async (page) => {
      await click('Répondre')(page);
      await page.getByLabel('Je décide autrement').check();
      await page.getByLabel('Motif de la décision').waitFor();
    },
  },
  { name: 'reports answered', who: adviser, path: app('/signalements?vue=suivis'), shows: 'Décidé autrement' },
  { name: 'candidates of an adviser', who: adviser, path: app('/'), shows: 'Développeur Node.js' },
  {
    name: 'candidates for a mission',
    who: adviser,
    path: (town) => `/app/candidats?mission=${town.quiet.id}`,
    shows: 'Développeur Node.js',
    inEnglish: '2 candidates',
    small: true,
  },
  {
    name: 'candidates for a mission with places shared out',
    who: adviser,
    path: (town) => `/app/candidats?mission=${town.quiet.id}`,
    shows: 'Développeur Node.js',
    small: true,
    then: async (page) => {
      await page.route('**/api/search/profiles*', async (route) => {
        const answer = await route.fetch();
        const body = profileResults.parse(await answer.json());
        const items = body.items.map(({ match, ...item }) => ({
          ...item,
          match: match && { ...match, rankByScore: 12, newcomersPlace: true },
        }));
        await route.fulfill({ response: answer, json: { ...body, items, reordered: true } });
      });
      await page.reload();
      await page.getByText('Nouveau venu').first().waitFor();
      await page.getByText('Voir par score seulement').waitFor();
      await page.unroute('**/api/search/profiles*');
    },
  },
  {
    name: 'dialog of a rejection',
    who: adviser,
    path: (town) => `/app/candidats?mission=${town.quiet.id}&fiche=${town.other.profileId}`,
    shows: 'Développeur Node.js',
    then: async (page) => {
      await click('Écarter')(page);
      await page.getByLabel('Pourquoi').waitFor();
    },
  },
  {
    name: 'person over the list of a phone',
    who: adviser,
    path: (town) => `/app/candidats?mission=${town.quiet.id}&fiche=${town.freelancer.profileId}`,
    shows: 'La personne apporte',
    phoneOnly: true,
  },
  {
    name: 'people kept and set aside',
    who: adviser,
    path: (town) => `/app/candidats?q=développeur&recherche=${town.search}`,
    shows: 'Revoir les écartés (1)',
    inEnglish: 'See those rejected (1)',
  },
  {
    name: 'people set aside',
    who: adviser,
    path: (town) => `/app/candidats?q=développeur&recherche=${town.search}&verdict=REJECTED`,
    shows: 'Cherche un temps partiel.',
  },
  {
    name: 'candidates without result',
    who: adviser,
    path: app('/candidats?q=NestJS&rateMax=100'),
    shows: 'Le critère qui écarte le plus de monde d’abord',
  },
  {
    name: 'dialog of a search to keep',
    who: adviser,
    path: app('/candidats?q=NestJS&place=Lyon&km=50'),
    shows: 'Développeuse NestJS et PostgreSQL',
    then: async (page) => {
      await click('Enregistrer la recherche')(page);
      await dialog(page);
    },
  },
  {
    name: 'searches kept',
    who: adviser,
    path: app('/recherches'),
    shows: '1 nouveau',
    inEnglish: '1 new',
    small: true,
  },
  {
    name: 'dialog of a search kept',
    who: adviser,
    path: app('/recherches'),
    shows: 'Renfort back-end',
    then: async (page) => {
      await page
        .getByRole('button', { name: /^Modifier/ })
        .first()
        .click();
      await dialog(page);
    },
  },
  { name: 'no search kept', who: camille, path: app('/recherches'), shows: 'Chercher des missions' },
  { name: 'moderation', who: (town) => town.admin, path: app('/'), shows: 'Missions à relire' },
  {
    name: 'reports of the platform',
    who: (town) => town.admin,
    path: app('/signalements'),
    shows: 'Aucun signalement',
  },
  {
    name: 'fairness',
    who: (town) => town.admin,
    path: app('/equite'),
    shows: 'À distance seulement',
    inEnglish: 'Remote only',
    small: true,
  },
  { name: 'organisations', who: (town) => town.admin, path: app('/structures'), shows: 'Structures à vérifier' },
  {
    name: 'search quality',
    who: (town) => town.admin,
    path: app('/qualite-recherche'),
    shows: 'Ce qui ne trouve rien',
    inEnglish: 'What finds nothing',
    small: true,
  },
  {
    name: 'neighbouring skills',
    who: (town) => town.admin,
    path: app('/competences-voisines'),
    shows: 'Final Draft',
    inEnglish: 'farther',
    small: true,
  },
  {
    name: 'neighbouring skills of the past',
    who: (town) => town.admin,
    path: app('/competences-voisines'),
    shows: 'Final Draft',
    then: async (page) => {
      await page.getByRole('article').getByRole('link').first().click();
      await page.getByRole('heading', { name: /^Calcul du 16 nov/ }).waitFor();
      await page.getByLabel('Filtrer par mots').fill('zz');
      await page.getByText('Aucune paire ne répond à ce filtre').waitFor();
    },
  },
  {
    name: 'dialog of neighbouring skills',
    who: (town) => town.admin,
    path: app('/competences-voisines'),
    shows: 'Final Draft',
    then: async (page) => {
      await click('Activer')(page);
      await dialog(page);
    },
  },
  {
    name: 'full recomputes',
    who: (town) => town.admin,
    path: app('/calculs'),
    shows: 'Calcul des listes',
    then: async (page) => {
      await page.getByRole('button', { name: 'Tout recalculer' }).click();
      await page.getByText('0 liste différait sur').first().waitFor();
    },
  },
  {
    name: 'neighbouring skills computed anew',
    who: (town) => town.admin,
    path: app('/competences-voisines'),
    shows: 'Compétences voisines',
    then: async (page) => {
      await page.getByRole('button', { name: 'Calculer maintenant' }).click();
      await page.getByText('Demandé par Sacha Lemoine').first().waitFor();
      await page.getByText('Rien ne change').first().waitFor();
    },
  },
];

/** Searches are answered as when the engine rests, until restored. */
function engineAtRest(stage: Stage) {
  const guarded = stage.get(GuardedSearch);
  const search = guarded.search.bind(guarded);
  return jest
    .spyOn(guarded, 'search')
    .mockImplementation(async (query) => ({ ...(await search(query)), degraded: true }));
}

describe('every screen', () => {
  let windows: Windows;
  let town: BusyTown;
  const open = new Map<string, Promise<Window>>();
  beforeAll(async () => {
    windows = await Windows.open();
    town = await aBusyTown(windows.stage);
    await windows.stage.settle();
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  }, 60_000);
  afterAll(() => windows.close());

  /** One window for each person and each way of looking, kept from screen to screen. */
  const windowOf = (who: Guest, looking: Looking): Promise<Window> => {
    const key = JSON.stringify([who?.browser.cookie, looking]);
    const known = open.get(key) ?? windows.window(who, looking);
    open.set(key, known);
    return known;
  };

  async function look(screen: Screen, looking: Looking & { width: number }) {
    const { page, complaints } = await windowOf(screen.who(town), looking);
    complaints.length = 0;
    const english = looking.locale === 'en';
    const path = screen.path(town);
    const rested = screen.degraded ? engineAtRest(windows.stage) : undefined;
    await page.goto(english && !path.startsWith('/app') ? `/en${path}`.replace(/\/$/, '') : path);
    const said = (english ? screen.inEnglish : undefined) ?? screen.shows;
    await page.getByText(said).filter({ visible: true }).first().waitFor();
    rested?.mockRestore();
    await page.evaluate('document.fonts.ready');
    // What a person sets off may move things: only what moves by itself counts, which ends with the loading.
    const shift = await shifted(page);
    if (!english) await screen.then?.(page, looking.width);
    const seen = {
      wrong: await axe(page),
      overflows: await overflows(page),
      unreachable: await unreachable(page),
      complaints,
    };
    if (PICTURES) {
      const name = [screen.name.replaceAll(' ', '-'), looking.width, looking.scheme, looking.locale].filter(Boolean);
      await page.screenshot({ path: join(PICTURES, `${name.join('.')}.png`) });
    }
    expect({ looking, ...seen, shift: shift < MOST_SHIFT || shift }).toEqual({
      looking,
      wrong: [],
      shift: true,
      overflows: false,
      unreachable: [],
      complaints: [],
    });
  }

  it.each(screens.map((screen, at) => [screen.name, screen, at] as const))(
    '%s: nothing wrong for axe, nothing moves, nothing sticks out, no complaint',
    async (_name, screen, at) => {
      const [first, second] = at % 2 === 0 ? (['light', 'dark'] as const) : (['dark', 'light'] as const);
      await look(screen, { width: screen.phoneOnly ? PHONE : DESK, scheme: first });
      await look(screen, { width: PHONE, scheme: second });
      if (screen.small) await look(screen, { width: SMALL, scheme: first });
      if (screen.inEnglish) await look(screen, { width: at % 4 < 2 ? DESK : PHONE, scheme: second, locale: 'en' });
    },
    60_000,
  );
});
