import fc from 'fast-check';
import { apiDocument, operationsOf } from './fuzz/operations';
import { wrongRequests } from './fuzz/malformed';
import { aTown, type Town } from './build/a-town';
import { Stage } from './stage/stage';

const REQUESTS = 2_000;

describe('whatever is sent', () => {
  let stage: Stage;
  let town: Town;
  beforeAll(async () => {
    stage = await Stage.open();
    town = await aTown(stage);
  });
  afterAll(() => stage.close());

  it(`is answered without a 500: ${REQUESTS} wrong requests made from the OpenAPI document, by every persona`, async () => {
    const document = apiDocument.parse((await stage.browser().get('/api/openapi.json')).body);
    const operations = operationsOf(document).filter(({ path }) => path.startsWith('/api/'));
    expect(operations.length).toBeGreaterThan(60);
    const personas = Object.values(town.people);
    const seen = new Map<number, number>();
    const faults: string[] = [];
    const touched = new Set<string>();
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(wrongRequests(document, operations, town.ids), fc.nat(), async (request, who) => {
        const cookie = personas[who % personas.length]?.cookie;
        const answer = await stage.app.inject({
          method: request.method as 'GET',
          url: request.url,
          headers: { ...(cookie ? { cookie } : {}), ...request.headers },
          ...(request.payload === undefined ? {} : { payload: request.payload }),
        });
        sent += 1;
        touched.add(`${request.method} ${request.url.split('?')[0]?.replaceAll(/[0-9a-f-]{36}/g, ':id')}`);
        seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
        const type = String(answer.headers['content-type'] ?? '');
        if (answer.statusCode >= 500 && answer.statusCode !== 503)
          faults.push(`${answer.statusCode} ${JSON.stringify(request)}`);
        if (answer.statusCode >= 400 && !type.startsWith('application/problem+json'))
          faults.push(`not a problem (${type}): ${answer.statusCode} ${JSON.stringify(request)}`);
        if (/\bat .+\.(ts|js):\d+|SELECT .+ FROM|QueryFailedError/i.test(answer.body) && answer.statusCode >= 400)
          faults.push(`leaks its inside: ${answer.body.slice(0, 200)}`);
      }),
      { numRuns: REQUESTS, seed: 20_261_123, endOnFailure: true },
    );
    expect(faults.slice(0, 5).map((fault) => fault.slice(0, 300))).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    process.stdout.write(
      `fuzz: ${sent} requests on ${operations.length} operations, statuses ${JSON.stringify(Object.fromEntries([...seen].sort()))}, 500 seen 0\n`,
    );
  }, 300_000);
});
