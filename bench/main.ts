import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { engineVersion } from '#libs/matching/weights';
import { compareWithSpecification } from './exactness';
import { type Market, openMarket, SIZES } from './market';
import { fallsAgainst, type Figure, isNoisy, lineOf, ratiosOf, type Size, surroundings, tableOf } from './report';
import { browser } from './suites/browser';
import { core } from './suites/core';
import { db } from './suites/db';
import { e2e } from './suites/e2e';
import { fair } from './suites/fair';
import { http } from './suites/http';
import { queue } from './suites/queue';
import { search } from './suites/search';

/** What `npm run bench` says when asked. */
const USAGE = `npm run bench [-- --suite core,db,fair,queue,e2e,browser,search,http --size s,m,l,xl --rounds 5 --json bench/out.ndjson --check | --save]`;
const BASELINE = 'bench/baseline.json';
/** Suites of the matching engine, which share a market, and those that make what they need. */
const ofEngine = { core, db, fair, queue, e2e, browser };
const alone = { search, http };
const suites = { ...ofEngine, ...alone };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The words of a comma-separated option, each one of `known`. */
function chosen<Word extends string>(option: string, given: string, known: readonly Word[]): Word[] {
  const words = given.split(',');
  const unknown = words.find((word) => !known.some((one) => one === word));
  if (unknown !== undefined) throw new Error(`--${option} ${unknown}: choose from ${known.join(', ')}\n${USAGE}`);
  return known.filter((word) => words.includes(word));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string', default: 'core' },
      size: { type: 'string', default: 's' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'string', default: 'bench/out.ndjson' },
      check: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a whole number from 1\n${USAGE}`);
  return {
    suites: chosen('suite', values.suite, Object.keys(suites) as (keyof typeof suites)[]),
    sizes: chosen('size', values.size, Object.keys(SIZES) as Size[]),
    rounds,
    json: resolve(values.json),
    check: values.check,
    save: values.save,
  };
}

const stored = (): Record<string, number> =>
  existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Record<string, number>) : {};

function measure(name: keyof typeof suites, market: Market | undefined, size: Size, rounds: number) {
  if (name in alone) return alone[name as keyof typeof alone](size, rounds);
  return market && ofEngine[name as keyof typeof ofEngine](market, rounds);
}

async function main(): Promise<number> {
  const options = readOptions();
  const figures: Figure[] = [];
  const place = surroundings();
  for (const size of options.sizes) {
    say(`${size}: ${SIZES[size].n} profiles, ${SIZES[size].m} missions`);
    const market = options.suites.some((name) => name in ofEngine) ? openMarket(size) : undefined;
    if (market) {
      const { pairs, lists, mismatches } = await compareWithSpecification(market);
      say(`  exactness: ${pairs} pairs and ${lists} lists compared with the specification, mismatches ${mismatches}`);
      if (mismatches > 0) {
        say('Nothing is timed that is not exact.');
        return 1;
      }
    }
    for (const name of options.suites) {
      const found = await measure(name, market, size, options.rounds);
      if (!found) {
        say(`  ${name}: skipped, a service it needs is not there`);
        continue;
      }
      figures.push(...found);
      for (const figure of found)
        appendFileSync(options.json, `${JSON.stringify(lineOf(figure, engineVersion('bench'), place))}\n`);
    }
  }
  say(`\n${tableOf(figures)}\n`);
  const noisy = isNoisy();
  say(
    `${place.cpu}, ${place.cores} cores, Node ${place.node}, ${place.commit}${noisy ? '; noisy: the machine is busy' : ''}`,
  );
  const ratios = ratiosOf(figures);
  if (options.save) writeFileSync(BASELINE, `${JSON.stringify({ ...stored(), ...ratios }, null, 2)}\n`);
  if (figures.some(({ exact }) => !exact)) return 1;
  const falls = options.check ? fallsAgainst(stored(), ratios, noisy) : [];
  for (const fall of falls) say(`Fell: ${fall}`);
  return falls.length > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
