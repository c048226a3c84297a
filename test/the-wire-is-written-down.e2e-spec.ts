import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ROOT } from '#libs/persistence/sql-migrations';
import { routesOf } from './build/routes';
import { Answer, contracts } from './stage/contracts';
import { Stage } from './stage/stage';

const FILE = join(ROOT, 'docs', 'openapi.json');

describe('the wire', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('is written down in docs/openapi.json as it is served (npm run openapi writes it anew)', async () => {
    const { body } = await stage.browser().get('/api/openapi.json');
    const served = `${JSON.stringify(body, null, 1)}\n`;
    if (process.env.WRITE_OPENAPI) writeFileSync(FILE, served);
    expect(readFileSync(FILE, 'utf8')).toBe(served);
  });

  it('is what journeys hold answers against: each route by the contract its controller says', () => {
    const said = routesOf(stage).flatMap(({ method, path, contract }) =>
      contract ? [[`${method} ${path.replaceAll(/:\w+/g, ':id')}`, contract] as const] : [],
    );
    expect(said.length).toBeGreaterThan(100);
    const held = new Map<string, z.ZodType>(Object.entries(contracts));
    expect(said.filter(([route, contract]) => held.get(route) !== contract).map(([route]) => route)).toEqual([]);
    const routes = new Set<string>(said.map(([route]) => route));
    expect([...held.keys()].filter((route) => !routes.has(route))).toEqual(['GET /health/ready']);
  });

  it.each([
    [{ firstPlaces: 1, price: 0, newcomer: true }, ''],
    [{ firstPlaces: 1, price: 0 }, 'something else than its contract'],
    [{ firstPlaces: 1, price: 1_001, newcomer: true }, 'something else than its contract'],
    [{ firstPlaces: 1, price: 0, newcomer: true, score: 3 }, 'more than its contract'],
  ])('lets no journey read %j as an exposure unless it is one', (body, complaint) => {
    const read = () =>
      new Answer('GET', '/api/me/exposure', 200, { 'content-type': 'application/json' }, JSON.stringify(body)).body;
    if (complaint) expect(read).toThrow(complaint);
    else expect(read()).toEqual(body);
  });
});
