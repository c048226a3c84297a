import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { ApplicationGroup, ApplicationState } from '#libs/contracts/application';
import type { MissionState } from '#libs/contracts/mission';
import { readSearchParams } from '../features/discovery/search-params';
import { applicationQuery, myApplications as applicationsOf } from '../features/applications/applications-api';
import { missionQuery } from '../features/missions/missions-api';
import { myProfileQuery } from '../features/profile/profile-api';
import { PageFailure, PageWaiting } from '../ui/page-failure';
import { queryClient } from './query-client';
import { meQuery } from './session';
import { Frame, Nowhere, Root } from './shell';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A path inside the app, or nothing: return addresses from outside are ignored. */
const insidePath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;

type Raw = Record<string, unknown>;

const root = createRootRoute({ component: Root, notFoundComponent: Nowhere });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/connexion',
  validateSearch: (search: Raw): { retour?: string } => ({ retour: insidePath(search.retour) }),
  component: lazyRouteComponent(() => import('../features/accounts/sign-in'), 'SignIn'),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/inscription',
  validateSearch: (search: Raw): { retour?: string } => ({ retour: insidePath(search.retour) }),
  component: lazyRouteComponent(() => import('../features/accounts/sign-up'), 'SignUp'),
});
const verify = createRoute({
  getParentRoute: () => root,
  path: '/verification',
  component: lazyRouteComponent(() => import('../features/accounts/verify'), 'Verify'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/mot-de-passe',
  component: lazyRouteComponent(() => import('../features/accounts/reset'), 'Reset'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Frame,
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/connexion', search: { retour: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: (search: Raw): { etat?: MissionState } => ({ etat: text(search.etat) as MissionState | undefined }),
  component: lazyRouteComponent(() => import('../features/home/home'), 'Home'),
});

const myWhatIf = createRoute({
  getParentRoute: () => signedIn,
  path: '/et-si',
  component: lazyRouteComponent(() => import('../features/what-if/my-what-if'), 'MyWhatIf'),
});

const missionSearch = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions',
  validateSearch: readSearchParams,
  component: lazyRouteComponent(() => import('../features/discovery/mission-search'), 'MissionSearch'),
});
const newMission = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions/nouvelle',
  component: lazyRouteComponent(() => import('../features/missions/mission-form'), 'NewMission'),
});
const mission = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions/$id',
  loader: ({ params }) => void queryClient.prefetchQuery(missionQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/missions/mission-page'), 'MissionPage'),
});
const editMission = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions/$id/modifier',
  component: lazyRouteComponent(() => import('../features/missions/mission-form'), 'EditMission'),
});
const apply = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions/$id/postuler',
  component: lazyRouteComponent(() => import('../features/applications/apply'), 'Apply'),
});
const ranked = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions/$id/candidats',
  validateSearch: (search: Raw): { fiche?: string; ordre?: string } => ({
    fiche: text(search.fiche),
    ordre: text(search.ordre),
  }),
  component: lazyRouteComponent(() => import('../features/matching/ranked'), 'Ranked'),
});
const received = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions/$id/candidatures',
  validateSearch: (search: Raw): { etape?: ApplicationState } => ({
    etape: text(search.etape) as ApplicationState | undefined,
  }),
  component: lazyRouteComponent(() => import('../features/applications/received-applications'), 'ReceivedApplications'),
});

const missionWhatIf = createRoute({
  getParentRoute: () => signedIn,
  path: '/missions/$id/et-si',
  loader: ({ params }) => void queryClient.prefetchQuery(missionQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/what-if/mission-what-if'), 'MissionWhatIfPage'),
});

const myApplications = createRoute({
  getParentRoute: () => signedIn,
  path: '/candidatures',
  validateSearch: (search: Raw): { groupe?: ApplicationGroup } => ({
    groupe: text(search.groupe) as ApplicationGroup | undefined,
  }),
  // What awaits an answer comes first; an address that names its group stays there when news come.
  beforeLoad: async ({ search }) => {
    if (search.groupe) return;
    const { pages } = await queryClient.fetchInfiniteQuery(applicationsOf('TO_ANSWER'));
    const groupe = pages[0]?.counts.TO_ANSWER ? 'TO_ANSWER' : 'RUNNING';
    throw redirect({ to: '/candidatures', search: { groupe }, replace: true });
  },
  component: lazyRouteComponent(() => import('../features/applications/my-applications'), 'MyApplications'),
});
const application = createRoute({
  getParentRoute: () => signedIn,
  path: '/candidatures/$id',
  loader: ({ params }) => void queryClient.prefetchQuery(applicationQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/applications/application-page'), 'ApplicationPage'),
});

const myProfile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profil',
  validateSearch: (search: Raw): { competence?: string } => ({ competence: text(search.competence) }),
  loader: () => void queryClient.prefetchQuery(myProfileQuery),
  component: lazyRouteComponent(() => import('../features/profile/my-profile'), 'MyProfile'),
});
const profile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profils/$id',
  validateSearch: (search: Raw): { mission?: string } => ({ mission: text(search.mission) }),
  component: lazyRouteComponent(() => import('../features/profile/profile-page'), 'ProfilePage'),
});
const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/candidats',
  validateSearch: readSearchParams,
  component: lazyRouteComponent(() => import('../features/discovery/people-search'), 'PeopleSearch'),
});

const savedSearches = createRoute({
  getParentRoute: () => signedIn,
  path: '/recherches',
  component: lazyRouteComponent(() => import('../features/alerts/saved-searches'), 'SavedSearchesPage'),
});

const myMandates = createRoute({
  getParentRoute: () => signedIn,
  path: '/accompagnement',
  component: lazyRouteComponent(() => import('../features/mandates/my-mandates'), 'MyMandates'),
});
const caseload = createRoute({
  getParentRoute: () => signedIn,
  path: '/portefeuille',
  component: lazyRouteComponent(() => import('../features/mandates/caseload'), 'Caseload'),
});
const caseloadWhatIf = createRoute({
  getParentRoute: () => signedIn,
  path: '/portefeuille/et-si',
  component: lazyRouteComponent(() => import('../features/what-if/caseload-what-if'), 'CaseloadWhatIfPage'),
});
const contests = createRoute({
  getParentRoute: () => signedIn,
  path: '/signalements',
  validateSearch: (search: Raw): { vue?: string } => ({ vue: text(search.vue) }),
  component: lazyRouteComponent(() => import('../features/contests/contests'), 'Contests'),
});
const organisation = createRoute({
  getParentRoute: () => signedIn,
  path: '/structure',
  component: lazyRouteComponent(() => import('../features/organisations/my-organisation'), 'MyOrganisation'),
});
const organisations = createRoute({
  getParentRoute: () => signedIn,
  path: '/structures',
  component: lazyRouteComponent(
    () => import('../features/operations/organisations-to-verify'),
    'OrganisationsToVerify',
  ),
});
const searchQuality = createRoute({
  getParentRoute: () => signedIn,
  path: '/qualite-recherche',
  validateSearch: (search: Raw): { jours?: string } => ({ jours: text(search.jours) }),
  component: lazyRouteComponent(() => import('../features/operations/search-quality'), 'SearchQualityPage'),
});
const fairness = createRoute({
  getParentRoute: () => signedIn,
  path: '/equite',
  validateSearch: (search: Raw): { mois?: string } => ({ mois: text(search.mois) }),
  component: lazyRouteComponent(() => import('../features/operations/fairness'), 'Fairness'),
});
const matchRuns = createRoute({
  getParentRoute: () => signedIn,
  path: '/calculs',
  component: lazyRouteComponent(() => import('../features/operations/match-runs'), 'MatchRuns'),
});
const neighbours = createRoute({
  getParentRoute: () => signedIn,
  path: '/competences-voisines',
  validateSearch: (search: Raw): { version?: string; type?: string } => ({
    version: text(search.version),
    type: text(search.type),
  }),
  component: lazyRouteComponent(() => import('../features/operations/neighbours'), 'Neighbours'),
});
const newOrganisation = createRoute({
  getParentRoute: () => signedIn,
  path: '/structure/nouvelle',
  component: lazyRouteComponent(() => import('../features/organisations/new-organisation'), 'NewOrganisation'),
});
const join = createRoute({
  getParentRoute: () => signedIn,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../features/organisations/join'), 'Join'),
});
const news = createRoute({
  getParentRoute: () => signedIn,
  path: '/nouvelles',
  component: lazyRouteComponent(() => import('../features/news/news'), 'News'),
});
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/compte',
  component: lazyRouteComponent(() => import('../features/accounts/account'), 'Account'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signUp,
    verify,
    reset,
    signedIn.addChildren([
      home,
      myWhatIf,
      missionSearch,
      newMission,
      mission,
      editMission,
      apply,
      ranked,
      received,
      missionWhatIf,
      myApplications,
      application,
      myProfile,
      profile,
      people,
      savedSearches,
      myMandates,
      caseload,
      caseloadWhatIf,
      contests,
      organisation,
      organisations,
      searchQuality,
      fairness,
      matchRuns,
      neighbours,
      newOrganisation,
      join,
      news,
      account,
    ]),
  ]),
  basepath: '/app',
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailure,
  defaultPendingComponent: PageWaiting,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
  // Addresses are read by people: plain `?q=nest&km=50`, every value a text.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== '');
    const params = new URLSearchParams(given as [string, string][]).toString();
    return params ? `?${params}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
