import { parseArgs } from 'node:util';
import { parisDate } from '#libs/kernel/clock';
import { writeTown } from '../src/demo/write';
import { demoAccounts } from './demo-accounts';
import { withDatabase } from './with-database';

/** `npm run seed -- --profiles N --missions N --seed S`: the demo town, 1,000 people and 300 missions by default. */
void withDatabase('seed', async (db, env) => {
  if (env.production) throw new Error('demo data does not go into production');
  const { values } = parseArgs({
    options: {
      profiles: { type: 'string', default: '1000' },
      missions: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
    },
  });
  const size = { profiles: Number(values.profiles), missions: Number(values.missions), seed: Number(values.seed) };
  for (const [name, value] of Object.entries(size))
    if (!Number.isInteger(value) || value < 0 || value > 200_000)
      throw new Error(`--${name} takes a whole number from 0 to 200000`);
  const start = performance.now();
  const written = await writeTown(db, size, parisDate(new Date()), demoAccounts, env.secret);
  process.stdout.write(`${JSON.stringify({ ...written, ms: Math.round(performance.now() - start) })}\n`);
  return true;
});
