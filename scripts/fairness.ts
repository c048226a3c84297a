import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { now, parisDate } from '#libs/kernel/clock';
import { monthBefore, produceFairnessFile } from '../src/fairness/produce';
import { withDatabase } from './with-database';

const USAGE = 'npm run fairness [-- --month YYYY-MM --out FILE]';

/** `npm run fairness`: makes the fairness file of a month (last month unless said otherwise); a month to come is refused. */
void withDatabase('fairness', async (db) => {
  const { values } = parseArgs({ options: { month: { type: 'string' }, out: { type: 'string' } } });
  const today = parisDate(now());
  const month = values.month === undefined ? monthBefore(today) : `${values.month}-01`;
  if (!/^\d{4}-(0[1-9]|1[0-2])-01$/.test(month) || month > today) throw new Error(`usage: ${USAGE}`);
  const { lines, ...report } = await produceFairnessFile(db, month);
  const under = lines
    .filter((line) => line.under)
    .map(({ measure, dimension, group }) => ({ measure, dimension, group }));
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(lines, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify({ ...report, lines: lines.length, under })}\n`);
  return true;
});
