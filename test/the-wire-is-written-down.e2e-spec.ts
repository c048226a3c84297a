import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#libs/persistence/sql-migrations';
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
});
