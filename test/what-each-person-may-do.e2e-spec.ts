import { newId } from '#libs/kernel/ids';
import { aTown, type Persona, type Town } from './build/a-town';
import { type Route, routesOf } from './build/routes';
import { apiDocument, type ApiDocument, operationsOf, resolve, sample } from './fuzz/operations';
import { Stage } from './stage/stage';

const EVERYBODY: Persona[] = [
  'unverified',
  'freelancer',
  'otherFreelancer',
  'employer',
  'employerMember',
  'employerViewer',
  'otherEmployer',
  'pendingEmployer',
  'adviser',
  'narrowAdviser',
  'otherAdviser',
  'agencyAdmin',
  'support',
  'platformAdmin',
];
const OWN_EMPLOYER: Persona[] = ['employer', 'employerMember', 'employerViewer'];
const EMPLOYERS: Persona[] = [...OWN_EMPLOYER, 'otherEmployer', 'pendingEmployer'];
const ADVISERS: Persona[] = ['adviser', 'narrowAdviser', 'otherAdviser', 'agencyAdmin'];

/**
 * Who may use a right on the things of the town (domain.md B.1): written by hand, compared with the running application.
 * The employer’s own mission and the application on it; the freelancer’s profile, whom the adviser’s agency accompanies
 * with every scope, the narrow adviser’s with PROPOSE only, the other’s not at all.
 */
const MATRIX: Record<string, Persona[]> = {
  'mission:draft': ['employer', 'employerMember', 'otherEmployer', 'pendingEmployer'],
  'mission:run': ['employer', 'employerMember'],
  'mission:close': ['employer', 'employerMember', 'platformAdmin'],
  'mission:read-history': [...OWN_EMPLOYER, 'platformAdmin'],
  'mission:list-own': EMPLOYERS,
  'mission:moderate': ['platformAdmin'],
  'platform:administer': ['platformAdmin'],
  'fairness:read': ['platformAdmin'],
  'neighbours:decide': ['platformAdmin'],
  'profile:own': EVERYBODY,
  'profile:edit': ['freelancer', 'adviser'],
  'profile:search': [...OWN_EMPLOYER, 'otherEmployer', ...ADVISERS],
  'profile:export': ADVISERS,
  'profile:review': ['employer', 'employerMember', ...ADVISERS],
  'match:list-own': EVERYBODY,
  'match:list-candidates': [...OWN_EMPLOYER, ...ADVISERS, 'platformAdmin'],
  'alert:list-own': EVERYBODY,
  'alert:save': EVERYBODY,
  'alert:edit': ['adviser'],
  'contest:open': ['freelancer', 'employer', 'employerMember', 'adviser', 'narrowAdviser', 'agencyAdmin'],
  'contest:read': ['freelancer', 'adviser', 'agencyAdmin', 'platformAdmin'],
  'contest:answer': ['adviser', 'agencyAdmin'],
  'contest:withdraw': ['freelancer'],
  'contest:revoke': ['freelancer', 'adviser', 'agencyAdmin', 'platformAdmin'],
  'contest:list-own': EVERYBODY,
  'contest:list-to-answer': [...ADVISERS, 'platformAdmin'],
  'application:submit': ['unverified', 'freelancer', 'otherFreelancer'],
  'application:read': ['freelancer', ...OWN_EMPLOYER, 'adviser', 'agencyAdmin'],
  'application:decide': ['employer', 'employerMember'],
  'application:answer': ['freelancer'],
  'application:withdraw': ['freelancer', 'adviser'],
  'application:comment': ['employer', 'employerMember', 'adviser', 'agencyAdmin'],
  'application:list': OWN_EMPLOYER,
  'application:list-own': EVERYBODY,
  'application:list-sent': ADVISERS,
  'organisation:create': EVERYBODY.filter((persona) => persona !== 'unverified'),
  'organisation:read': EVERYBODY,
  'organisation:administer': ['employer'],
  'organisation:list-members': OWN_EMPLOYER,
  'organisation:verify': ['platformAdmin'],
  'mandate:propose': ['adviser', 'narrowAdviser', 'otherAdviser'],
  'mandate:read': ['freelancer', 'adviser', 'agencyAdmin'],
  'mandate:answer': ['freelancer'],
  'mandate:end': ['freelancer', 'adviser', 'agencyAdmin'],
  'mandate:reassign': ['agencyAdmin'],
  'mandate:list-own': EVERYBODY,
  'mandate:list-caseload': ADVISERS,
};

/** Bodies where the first value of every field does not make a request that passes its checks. */
const BODIES: Record<string, (town: Town) => unknown> = {
  'POST /api/mandates': (town) => ({ profileId: town.profile, scopes: ['VIEW_FULL'] }),
  'POST /api/missions/:id/applications': () => ({ message: 'Bonjour' }),
  'POST /api/missions': () => ({ title: 'Une mission de plus' }),
  'PATCH /api/missions/:id': () => ({ title: 'Un autre titre' }),
  'PATCH /api/me/profile': () => ({ headline: 'Développeuse' }),
  'PATCH /api/profiles/:id': () => ({ headline: 'Développeuse' }),
  'POST /api/organisations': () => ({ kind: 'EMPLOYER', name: 'Nouvelle maison' }),
  'PATCH /api/organisations/:id': () => ({ name: 'Atelier Cadence' }),
  'PUT /api/organisations/:id/verification': () => ({ decision: 'VERIFIED' }),
  'PUT /api/search/verdicts': (town) => ({ profileId: town.profile, mission: town.openMission, verdict: 'KEPT' }),
  'POST /api/saved-searches': () => ({ scope: 'MISSIONS', name: 'Front-end', query: { q: 'React' } }),
  'POST /api/missions/:id/contests': (town) => ({
    profileId: town.profile,
    about: { kind: 'CRITERION', key: 'rate' },
    statement: 'Mon tarif entre dans le budget.',
  }),
  'POST /api/contests/:id/answer': () => ({ outcome: 'UPHELD', explanation: 'Le profil ne montre pas React.' }),
  'POST /api/missions/:id/closure': () => ({ reason: 'POSTPONED', channel: 'NONE' }),
};

/** Routes whose people differ from those of the right that guards them. */
const EXCEPTIONS: Record<string, Persona[]> = {
  'POST /api/applications/:id/cancellation': ['freelancer', 'employer', 'employerMember'],
};

/** Refusals for another reason than who one is. */
const OTHER_REASONS = new Set([
  'session/refused',
  'profile/none',
  'organisation/not-yours',
  'application/email-unverified',
  'access/second-factor-required',
]);

/** What says «you may not know this exists»: a refusal like 401 and 403. */
const HIDDEN = new Set([
  'saved-search/unknown',
  'mission/unknown',
  'profile/unknown',
  'application/unknown',
  'mandate/unknown',
  'contest/unknown',
  'organisation/unknown',
  'profile/none',
  'application/profile-needed',
]);

function subjectOf(route: Route, town: Town): string {
  if (route.path.includes('/missions/')) return town.openMission;
  if (route.path.includes('/profiles/')) return town.profile;
  if (route.path.includes('/applications/')) return town.application;
  if (route.path.includes('/contests/')) return town.contest;
  if (route.path.includes('/mandates/')) return town.mandate;
  if (route.path.includes('/saved-searches/')) return town.savedSearch;
  return town.employerOrganisation;
}

describe('what each person may do', () => {
  let stage: Stage;
  let town: Town;
  let document: ApiDocument;
  beforeAll(async () => {
    stage = await Stage.open();
    town = await aTown(stage);
    document = apiDocument.parse((await stage.browser().get('/api/openapi.json')).body);
  });
  afterAll(() => stage.close());

  const bodyOf = (route: Route): unknown => {
    const own = BODIES[`${route.method} ${route.path}`];
    if (own) return own(town);
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = operationsOf(document).find((one) => one.method === route.method && one.path === path);
    return operation?.body ? sample(document, resolve(document, operation.body)) : undefined;
  };

  const ask = async (route: Route, persona: Persona | 'anonymous', id: string) => {
    const address = route.path.replace(':id', id).replaceAll(/:\w+/g, newId());
    const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : bodyOf(route);
    const answer = await stage.app.inject({
      method: route.method as 'GET',
      url: address,
      headers: {
        'x-requested-by': 'aronde',
        'idempotency-key': newId(),
        'if-match': '"999999"',
        ...(persona === 'anonymous' ? {} : { cookie: town.people[persona].cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const code = String(answer.headers['content-type']).includes('problem+json')
      ? (JSON.parse(answer.body) as { code: string }).code
      : '';
    return { status: answer.statusCode, code };
  };

  it('is decided for every route: each carries exactly one access, each right has its row in the matrix', () => {
    const routes = routesOf(stage);
    expect(routes.length).toBeGreaterThan(100);
    expect(routes.filter((route) => !route.access).map((route) => `${route.method} ${route.path}`)).toEqual([]);
    const used = new Set(routes.flatMap(({ access }) => (access?.kind === 'right' ? [access.right] : [])));
    expect([...used].filter((right) => !MATRIX[right])).toEqual([]);
    expect(Object.keys(MATRIX).filter((right) => !used.has(right as never))).toEqual([]);
  });

  it('is what the matrix says, cell by cell: route × person × what exists and what does not', async () => {
    const personas = ['anonymous', ...(Object.keys(town.people) as Persona[])] as const;
    const routes = routesOf(stage).filter(({ path }) => path.startsWith('/api/') && path !== '/api/sessions/current');
    // What changes nothing first, and within a route those who may come last: each cell meets the town as it was made.
    const order = (route: Route) =>
      (route.method === 'GET' ? 0 : route.method === 'DELETE' ? 50 : route.path.endsWith('/contests') ? 1 : 10) +
      (route.path.includes('/mandates')
        ? 9
        : route.path.includes('/missions')
          ? 5
          : route.path.includes('/me')
            ? 7
            : route.path.includes('/search/')
              ? -1
              : 0);
    const wrong: string[] = [];
    let cells = 0;
    for (const route of routes.sort((a, b) => order(a) - order(b))) {
      const { access } = route;
      const allowed = new Set<string>(
        access?.kind === 'public' || access?.kind === 'link'
          ? personas
          : access?.kind === 'person'
            ? [...EVERYBODY, 'adviserWithoutSecondFactor']
            : access
              ? (EXCEPTIONS[`${route.method} ${route.path}`] ?? MATRIX[access.right])
              : [],
      );
      for (const persona of [...personas].sort((a, b) => Number(allowed.has(a)) - Number(allowed.has(b)))) {
        for (const id of route.path.includes(':id') ? [subjectOf(route, town), newId()] : [subjectOf(route, town)]) {
          cells += 1;
          const { status, code } = await ask(route, persona, id);
          const refused = [401, 403].includes(status) || HIDDEN.has(code);
          const exists = id === subjectOf(route, town);
          const cell = `${route.method} ${route.path} as ${persona} on ${exists ? 'what exists' : 'nothing'}: ${status} ${code}`;
          if (status >= 500) wrong.push(cell);
          else if (access?.kind === 'public') continue;
          else if (!allowed.has(persona) && !refused) wrong.push(cell);
          else if (allowed.has(persona) && exists && refused && !OTHER_REASONS.has(code)) wrong.push(cell);
          else if (!exists && status < 300) wrong.push(cell);
        }
      }
    }
    expect(wrong.slice(0, 60)).toEqual([]);
    process.stdout.write(
      `authorisation: ${cells} cells on ${routes.length} routes, ${personas.length} persons, wrong ${wrong.length}\n`,
    );
    expect(cells).toBeGreaterThan(2_000);
  }, 240_000);
});
