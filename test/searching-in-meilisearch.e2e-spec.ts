import fc from 'fast-check';
import { MeiliSearch } from '#libs/search/meilisearch.adapter';
import { literal } from '#libs/search/meilisearch.query';
import { settingsOf } from '#libs/search/meilisearch.settings';
import { describeSearch, type Opened, SYNONYMS } from './search/conformance';
import { filterTest } from './search/filter-language';
import { StubEngine } from './search/stub-engine';

const KINDS = ['profile', 'mission'] as const;
const live = process.env.MEILI_URL;

/** The adapter on an engine: the live one of MEILI_URL, or the double. */
async function onEngine(url: string, apiKey: string | undefined): Promise<Opened> {
  const port = new MeiliSearch({ url, apiKey, prefix: `aronde_test_${process.pid}` });
  const clear = async () => {
    for (const kind of KINDS) {
      await port.indexes.drop(port.indexes.live(kind));
      await port.indexes.create(port.indexes.live(kind), settingsOf(SYNONYMS));
    }
  };
  const close = async () => {
    for (const kind of KINDS) await port.indexes.drop(port.indexes.live(kind));
  };
  return { port, clear, close };
}

if (live)
  describe('searching in a live Meilisearch', () => {
    describeSearch(() => onEngine(live, process.env.MEILI_API_KEY));
  });
else
  process.stderr.write('No live Meilisearch (MEILI_URL is not set): the adapter is tested on the stub engine only.\n');

describe('searching in Meilisearch, on the stub engine', () => {
  const stub = new StubEngine();
  describeSearch(async () => {
    await stub.start();
    const opened = await onEngine(stub.url, undefined);
    return {
      ...opened,
      close: async () => {
        await opened.close();
        await stub.stop();
      },
    };
  });

  it('writes any text into a filter so that it reads back as it was', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.stringMatching(/^[\\"' ()[\],=A-Z]{0,30}$/),
    );
    fc.assert(
      fc.property(anything, anything, (value, other) => {
        const test = filterTest(
          `agencies = ${literal(value)} AND audience = "PUBLIC"`,
          new Set(['agencies', 'audience']),
        );
        const held = value.toWellFormed();
        expect(test({ agencies: [held], audience: 'PUBLIC' })).toBe(true);
        expect(test({ agencies: [held], audience: 'MEMBERS' })).toBe(false);
        if (other.toWellFormed().toLowerCase() !== held.toLowerCase())
          expect(test({ agencies: [other.toWellFormed()], audience: 'PUBLIC' })).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('speaks as the engine’s own OpenAPI document says', () => {
    const { present, checked, faults, operations } = stub.wire;
    if (!present) {
      process.stderr.write('The engine’s OpenAPI document is not here: nothing was held against it.\n');
      return;
    }
    process.stderr.write(
      `Held against the engine’s OpenAPI document: ${checked.requests} requests and ${checked.responses} responses of ${operations.size} operations.\n`,
    );
    expect(faults).toEqual([]);
    expect(checked.responses).toBeGreaterThan(500);
  });
});
