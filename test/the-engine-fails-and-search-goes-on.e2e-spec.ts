import { DataSource } from 'typeorm';
import { holdClock, now } from '#libs/kernel/clock';
import type { ProfileResults } from '#libs/contracts/discovery';
import { newId } from '#libs/kernel/ids';
import { databaseOptions } from '#libs/persistence/data-source';
import { GuardedSearch } from '#libs/search/guarded-search';
import { MeiliSearch } from '#libs/search/meilisearch.adapter';
import { MeiliIndexes } from '#libs/search/meilisearch.indexes';
import { scopedKeys } from '#libs/search/meilisearch.keys';
import { checkEngine, checkProjection, type DriftByKind, inStep, KINDS } from '../src/discovery/drift';
import { drain, mark, project } from '../src/discovery/in-step';
import { rebuild, sweepBuilds } from '../src/discovery/rebuild';
import { SearchSync } from '../src/discovery/search.clockwork';
import { aMandate, anAdviser, anEmployer, aFreelancer, type Member } from './build/a-cast';
import { type Fault, StubEngine, type StubRequest } from './search/stub-engine';
import { freshRedisPrefix } from './stage/database';
import type { Answer } from './stage/contracts';
import { Stage } from './stage/stage';

const MASTER = 'the-master-key-of-the-stub-engine';
const PROFILES = 60;
const MISSIONS = 60;

/** What the run comes to, printed at its end. */
const figures = {
  readFaults: 0,
  searches: 0,
  emptyOnError: 0,
  onceOpenP95Ms: 0,
  writeFaults: 0,
  indexFaults: 0,
  rebuildsKilled: 0,
  driftAfterRepair: 0,
  leaks: 0,
};

/** How long each search took while the engine rested. */
const onceOpen: number[] = [];
const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * 0.95) - 1)] ?? 0;

const sum = (drift: DriftByKind): number =>
  Object.values(drift).reduce((total, { missing, stale, orphan }) => total + missing + stale + orphan, 0);

describe('the engine fails and search goes on', () => {
  const stub = new StubEngine();
  stub.masterKey = MASTER;
  const prefix = freshRedisPrefix();
  let stage: Stage;
  let indexes: MeiliIndexes;
  let employer: Member;
  let later = 0;

  beforeAll(async () => {
    await stub.start();
    const keys = await scopedKeys(stub.url, MASTER, prefix);
    stage = await Stage.open({ env: { MEILI_URL: stub.url, MEILI_API_KEY: keys.index, QUEUE_PREFIX: prefix } });
    indexes = new MeiliIndexes({ url: stub.url, apiKey: keys.index, prefix });
    employer = await anEmployer(stage);
    await stage.db.query(
      `insert into profile (id, state, visibility, display_name, headline, published_at, departement, daily_rate_target)
       select gen_random_uuid(), 'PUBLISHED', 'MEMBERS', 'Personne ' || n, 'Développeuse React ' || n, now(), (array['69', '75', '13'])[1 + n % 3], 300 + n
       from generate_series(1, ${PROFILES}) n`,
    );
    await stage.db.query(
      `insert into mission (id, organisation_id, contact_account_id, state, title, rate_max, max_applications, published_at, expires_at)
       select gen_random_uuid(), $1, $2, 'PUBLISHED', 'Refonte React ' || n, 300 + n, 500, now(), now() + interval '60 days'
       from generate_series(1, ${MISSIONS}) n`,
      [employer.organisationId, employer.accountId],
    );
    await checkProjection(stage.db, true, true);
    for (const kind of KINDS) await rebuild(stage.db, indexes, kind);
  });
  beforeEach(async () => {
    calm();
    await repaired();
    await answersAgain();
  });
  afterAll(async () => {
    holdClock();
    await stage.close();
    await stub.stop();
    process.stderr.write(`Search under faults: ${JSON.stringify(figures)}\n`);
    process.stderr.write(
      `Held against the engine’s OpenAPI document: ${JSON.stringify({ present: stub.wire.present, ...stub.wire.checked })}\n`,
    );
  });

  const calm = () => {
    stub.fault = () => undefined;
    stub.failTask = () => undefined;
  };
  const search = (query = 'q=React') => employer.browser.get(`/api/search/profiles?${query}`);
  const state = () => stage.get(GuardedSearch).status().state;
  const ready = async () => (await stage.browser().get('/health/ready')).body.degraded;
  const metric = async (line: string) => (await stage.browser().get('/metrics')).text.includes(line);
  const marked = async () =>
    (await stage.db.query<{ n: number }[]>(`select count(*)::int as n from search_dirty`))[0]?.n ?? 0;

  /** Lets the time of a resting engine pass, and searches until it answers: on a loaded machine its first answer may come late. */
  async function answersAgain(total = PROFILES): Promise<void> {
    let answer: Answer<ProfileResults> | undefined;
    await stage.until(async () => {
      later += 6_000;
      holdClock(new Date(Date.now() + later));
      answer = await search();
      return answer.body.degraded === false;
    }, 30_000);
    expect(answer?.body).toMatchObject({ degraded: false, total });
    expect(state()).toBe('closed');
  }

  /** Repairs, and looks again: nothing may differ. */
  async function repaired(): Promise<void> {
    await checkProjection(stage.db, true, true);
    await checkEngine(stage.db, indexes, true);
    const left = sum(await checkProjection(stage.db, true, false)) + sum(await checkEngine(stage.db, indexes, false));
    figures.driftAfterRepair += left;
    expect(left).toBe(0);
  }

  /** One search under a fault: never an error, never an empty list. Returns how long it took. */
  async function underFault(): Promise<number> {
    const at = Date.now();
    const answer = await search('q=React&limit=5&departements=69');
    figures.searches += 1;
    if (answer.status !== 200 || answer.body.total === 0) figures.emptyOnError += 1;
    expect(answer).toMatchObject({ status: 200, body: { degraded: true, total: PROFILES / 3 } });
    expect(answer.body.items).toHaveLength(5);
    return Date.now() - at;
  }

  const reading = (fault: Fault) => (request: StubRequest) => (request.path === '/multi-search' ? fault : undefined);

  describe('when it cannot be read', () => {
    it.each<[string, Fault]>([
      ['is slow', { delayMs: 3_000 }],
      ['hangs', 'hang'],
      ['cuts the connection', 'cut'],
      ['answers 500', { status: 500 }],
      ['answers 429', { status: 429 }],
      ['refuses the key with 401', { status: 401 }],
      ['refuses the key with 403', { status: 403 }],
      ['sends half an answer', 'half'],
      ['sends something that is no JSON', { body: '<html>Bad gateway</html>' }],
      ['sends JSON that is no answer', { body: '{}' }],
      ['sends fewer answers than were asked', { body: '{"results":[]}' }],
    ])('PostgreSQL answers while it %s, and it does again afterwards', async (_name, fault) => {
      stub.fault = reading(fault);
      for (let failures = 0; failures < 5; failures += 1) await underFault();
      expect(state()).toBe('open');
      expect(await ready()).toEqual(['search']);
      const asked = stub.requests.length;
      for (let rested = 0; rested < 6; rested += 1) onceOpen.push(await underFault());
      expect(stub.requests).toHaveLength(asked);
      expect(await metric('search_engine_resting 1')).toBe(true);
      figures.readFaults += 1;
      calm();
      await answersAgain();
      expect(await ready()).toEqual([]);
    });

    it('PostgreSQL answers while it is down, and it does again once it is back', async () => {
      await stub.stop();
      for (let failures = 0; failures < 7; failures += 1) await underFault();
      expect(state()).toBe('open');
      await stub.start();
      figures.readFaults += 1;
      await answersAgain();
    });

    it('a key that is refused is an alarm', async () => {
      stub.fault = reading({ status: 403 });
      await underFault();
      expect(stage.get(GuardedSearch).status()).toMatchObject({ state: 'closed', alarm: 'refused' });
      expect(await ready()).toEqual(['search']);
      expect(await metric('search_alarms_total{kind="refused"}')).toBe(true);
    });

    it('a broken connection is tried once more, without anybody noticing', async () => {
      let broken = 0;
      stub.fault = (request) => (request.path === '/multi-search' && (broken += 1) === 1 ? 'cut' : undefined);
      expect((await search()).body).toMatchObject({ degraded: false, total: PROFILES });
      expect(broken).toBe(2);
    });

    it('the public list says so too, and lists', async () => {
      stub.fault = reading({ status: 500 });
      const page = await stage.browser().get('/missions?q=React');
      expect(page.status).toBe(200);
      expect(page.text).toContain('Refonte React');
      expect(page.text).toContain('moteur de recherche est au repos');
      calm();
      expect((await stage.browser().get('/missions?q=React')).text).not.toContain('au repos');
    });
  });

  describe('when its index is not what it should be', () => {
    const live = () => stub.index(indexes.live('profile'));

    it.each<[string, () => void | Promise<void>]>([
      ['wiped', () => stub.indexes.clear()],
      ['emptied', () => live().documents.clear()],
      [
        'made anew by a stray write, without settings',
        async () => {
          stub.indexes.delete(indexes.live('profile'));
          await indexes.settled([await indexes.send(indexes.live('profile'), [])]);
        },
      ],
    ])('nobody is shown an empty list while it was %s', async (_name, spoil) => {
      await spoil();
      await underFault();
      figures.indexFaults += 1;
      await repaired();
      await answersAgain();
    });

    it.each<[string, () => void]>([
      [
        'lost half its documents',
        () => {
          for (const id of [...live().documents.keys()].slice(0, PROFILES / 2)) live().documents.delete(id);
        },
      ],
      [
        'holds old documents',
        () => {
          for (const document of [...live().documents.values()].slice(0, 20))
            Object.assign(document, { version: 0, title: 'ancien', fingerprint: '0000000000000000' });
        },
      ],
      [
        'holds people who left',
        () => {
          for (const document of [...live().documents.values()].slice(0, 7)) {
            const id = newId();
            live().documents.set(id, { ...document, id });
          }
        },
      ],
    ])('it is found out and repaired when it %s', async (_name, spoil) => {
      spoil();
      const drift = await checkEngine(stage.db, indexes, false);
      expect(inStep(drift)).toBe(false);
      expect(await metric('search_drift{kind="profile"')).toBe(true);
      figures.indexFaults += 1;
      await repaired();
    });

    it('the worker repairs by itself what the counts betray', async () => {
      for (const id of [...live().documents.keys()].slice(0, PROFILES / 2)) live().documents.delete(id);
      const sync = stage.get(SearchSync);
      holdClock(new Date(now().getTime() + (later += 120_000)));
      await sync.run();
      expect(live().documents.size).toBe(PROFILES);
      stub.indexes.clear();
      holdClock(new Date(now().getTime() + (later += 120_000)));
      await sync.run();
      expect(live().documents.size).toBe(PROFILES);
      expect(sum(await checkEngine(stage.db, indexes, false))).toBe(0);
      figures.indexFaults += 2;
    });

    it('planted people are not shown: every hit is authorised in PostgreSQL', async () => {
      const [hidden] = await stage.db.query<{ id: string }[]>(
        `insert into profile (id, state, visibility, display_name, headline, published_at) values (gen_random_uuid(), 'PUBLISHED', 'HIDDEN', 'Quelqu’un', 'Développeuse React cachée', now()) returning id`,
      );
      const [document] = [...live().documents.values()];
      live().documents.set(hidden!.id, { ...document!, id: hidden!.id, freshDay: 99_999 });
      const { body } = await search('q=React&sort=RECENT');
      if (body.items.some((item) => item.id === hidden!.id)) figures.leaks += 1;
      expect(figures.leaks).toBe(0);
      await repaired();
      expect(live().documents.has(hidden!.id)).toBe(false);
    });
  });

  describe('when it cannot be written to', () => {
    const change = async (count: number): Promise<string[]> => {
      const rows = await stage.db.query<[{ id: string }[], number]>(
        `update profile set headline = headline || ' bis', rev = rev + 1 where id in (select id from profile where visibility = 'MEMBERS' and account_id is null order by id limit $1) returning id`,
        [count],
      );
      const ids = rows[0].map(({ id }) => id);
      await stage.db.transaction(async (tx) => {
        await project(tx, 'profile', ids);
        await mark(tx, 'profile', ids);
      });
      return ids;
    };
    const writing = (fault: Fault) => (request: StubRequest) =>
      request.path.includes('/documents') ? fault : undefined;

    it.each<[string, () => void | Promise<void>]>([
      ['down', () => stub.stop()],
      ['answering 500', () => void (stub.fault = writing({ status: 500 }))],
      ['refusing the key', () => void (stub.fault = writing({ status: 403 }))],
      ['cutting connections', () => void (stub.fault = writing('cut'))],
      ['accepting, then failing every task', () => void (stub.failTask = () => 'no_space_left_on_device')],
    ])('nothing is lost while it is %s', async (name, spoil) => {
      const ids = await change(10);
      await spoil();
      await stage.get(SearchSync).run();
      expect(await marked()).toBe(10);
      expect(await ready()).toContain('search');
      expect(await metric('search_alarm 1')).toBe(true);
      if (name === 'down') await stub.start();
      calm();
      await stage.get(SearchSync).run();
      expect(await marked()).toBe(0);
      expect(await ready()).toEqual([]);
      for (const id of ids) expect(stub.index(indexes.live('profile')).documents.get(id)?.title).toContain('bis');
      figures.writeFaults += 1;
    });

    it('a task that never ends is an alarm within a bounded time, and nothing is lost', async () => {
      await change(10);
      stub.stuck = true;
      const { meili } = stage.env;
      const patienceMs = 300;
      const engine = new MeiliSearch({ url: stub.url, apiKey: meili?.apiKey, prefix, patienceMs });
      const sync = new SearchSync(stage.db, engine);
      const since = performance.now();
      await sync.run();
      expect(performance.now() - since).toBeLessThan(patienceMs + 5_000);
      expect(await marked()).toBe(10);
      expect(await ready()).toContain('search');
      expect(await metric('search_alarm 1')).toBe(true);
      expect((await search()).body).toMatchObject({ total: PROFILES });
      stub.stuck = false;
      await sync.run();
      expect(await marked()).toBe(0);
      expect(await ready()).toEqual([]);
      figures.writeFaults += 1;
    });

    it('one document it cannot take holds up no other', async () => {
      const ids = await change(40);
      const poison = ids[17]!;
      stub.failTask = ({ body }) =>
        JSON.stringify(body ?? '').includes(poison) ? 'invalid_document_geo_field' : undefined;
      for (let runs = 0; runs < 3; runs += 1) await stage.get(SearchSync).run();
      const left = await stage.db.query<{ id: string }[]>(`select id from search_dirty`);
      expect(left).toEqual([{ id: poison }]);
      figures.writeFaults += 1;
    });

    it('a change that comes while its document is being sent is sent too', async () => {
      const [id] = await change(1);
      let once = true;
      stub.fault = async (request) => {
        if (once && request.path.endsWith('/documents')) {
          once = false;
          await change(1);
        }
        return undefined;
      };
      await drain(stage.db, indexes);
      expect(stub.index(indexes.live('profile')).documents.get(id!)?.title).toMatch(/bis.*bis/);
      expect(await marked()).toBe(0);
    });
  });

  it('a rebuild killed at any point leaves the live index whole, and no one comes back', async () => {
    const killed = { url: stub.url, apiKey: MASTER, prefix };
    const before = stub.requests.length;
    await rebuild(stage.db, new MeiliIndexes(killed), 'profile');
    const requests = stub.requests.slice(before).filter(ofRebuild).length;
    const live = () => stub.index(indexes.live('profile'));
    for (let point = 0; point < 10; point += 1) {
      const at = Math.max(1, Math.floor((requests * (point + 1)) / 10.5));
      await killRebuild(killed, at);
      // Whoever searches now finds everybody; meanwhile one leaves and another changes.
      await answersAgain(PROFILES - point);
      const [gone, changed] = await stage.db.query<{ id: string }[]>(
        `select id from profile where state = 'PUBLISHED' and visibility = 'MEMBERS' and account_id is null order by id limit 2`,
      );
      await stage.db.query(`update profile set state = 'ARCHIVED', rev = rev + 1 where id = $1`, [gone!.id]);
      await stage.db.query(
        `update profile set headline = 'Développeuse React ${point} relue', rev = rev + 1 where id = $1`,
        [changed!.id],
      );
      await stage.db.transaction(async (tx) => {
        await project(tx, 'profile', [gone!.id, changed!.id]);
        await mark(tx, 'profile', [gone!.id, changed!.id]);
      });
      await drain(stage.db, indexes);
      expect(live().documents.has(gone!.id)).toBe(false);
      expect(live().documents.get(changed!.id)?.title).toContain('relu');
      expect((await search()).body.items.some((item) => item.id === gone!.id)).toBe(false);
      if (point % 2 === 0) await rebuild(stage.db, indexes, 'profile');
      await repaired();
      await stage.db.query(`update search_build set beat_at = now() - interval '1 hour'`);
      await sweepBuilds(stage.db, indexes);
      expect([...stub.indexes.keys()].sort()).toEqual(KINDS.map((kind) => indexes.live(kind)).sort());
      for (const index of stub.indexes.values()) if (index.documents.has(gone!.id)) figures.leaks += 1;
      figures.rebuildsKilled += 1;
    }
    expect(figures.leaks).toBe(0);
    await stage.db.query(`update profile set state = 'PUBLISHED', rev = rev + 1 where state = 'ARCHIVED'`);
  }, 180_000);

  /** What a killed rebuild asks, but whether a task has ended: how often it asks that depends on the machine. */
  const ofRebuild = ({ key, path }: StubRequest) => key === MASTER && !path.startsWith('/tasks/');

  /** Runs a rebuild as a process of its own would, and kills it when it makes its nth request: its connections die with it. */
  async function killRebuild(access: { url: string; apiKey: string; prefix: string }, at: number): Promise<void> {
    const name = `aronde-killed-${at}`;
    const db = await new DataSource(
      databaseOptions({ url: stage.env.databaseUrl, poolSize: 2, applicationName: name }),
    ).initialize();
    let made = 0;
    let killed = false;
    stub.fault = async (request) => {
      if (request.key !== MASTER) return undefined;
      if (made < at && (!ofRebuild(request) || (made += 1) < at)) return undefined;
      if (!killed) {
        killed = true;
        await stage.db.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`, [
          name,
        ]);
        await db.destroy().catch(() => undefined);
      }
      return 'cut';
    };
    await expect(rebuild(db, new MeiliIndexes(access), 'profile')).rejects.toThrow();
    calm();
  }

  it('a rebuild that does not add up is given up, and the live index stays', async () => {
    stub.fault = (request) => {
      if (request.path.includes('__') && request.path.endsWith('/documents')) (request.body as unknown[]).splice(0, 5);
      return undefined;
    };
    await expect(rebuild(stage.db, indexes, 'profile')).rejects.toThrow('lacks 5');
    calm();
    await answersAgain();
    expect([...stub.indexes.keys()].sort()).toEqual(KINDS.map((kind) => indexes.live(kind)).sort());
  });

  describe('whatever is asked', () => {
    const QUERIES = [
      ['q', "' or 1=1 --"],
      ['q', 'audience = "AGENCIES"'],
      ['q', '👩‍👩‍👧'],
      ['q', '\u202Etxet React'],
      ['q', 'مطور'],
      ['q', 'React" OR "x'],
      ['q', '\\'],
      ['q', '((((:*&|'],
      ['q', 'Réact\u200b'],
      ['q', 're\u0301act'],
      ['q', 'a'.repeat(200)],
      ['q', 'a'.repeat(10_000)],
      ['departements', '69" OR departement EXISTS'],
      ['departements', '69,75'],
      ['skills', '1 OR 1=1'],
      ['skills', '2147483648'],
      ['remote', 'REMOTE,MOON'],
      ['languages', 'fr") OR ("1'],
      ['colours', 'red'],
      ['km', '50'],
      ['place', 'Nulle-Part-sur-Rien'],
      ['rateMin=900&rateMax', '100'],
      ['rateMin', '1e400'],
      ['rateMin', '-5'],
      ['availableBy', '2026-02-30'],
      ['experienceMin', 'NaN'],
      ['limit', '0'],
      ['limit', '1000'],
      ['sort', 'id;drop'],
      ['cursor', 'forged'],
    ] as const;

    const gist = (answer: Answer<ProfileResults>) =>
      answer.status < 300
        ? { status: answer.status, total: answer.body.total, ids: answer.body.items.map(({ id }) => id) }
        : { status: answer.status, type: answer.problem.type };

    it('both engines give the same clear refusal or the same result', async () => {
      const asked = QUERIES.map(([name, value]) =>
        `${name}=${encodeURIComponent(value)}&sort=RATE`.replace(/^(sort=.*)&sort=RATE$/, '$1'),
      );
      asked.push('q=%ED%A0%80React', 'q=React%00');
      const withEngine = [];
      for (const query of asked) withEngine.push(gist(await search(query)));
      stub.fault = reading({ status: 500 });
      for (const [at, query] of asked.entries())
        expect([query, gist(await search(query))]).toEqual([query, withEngine[at]]);
      for (const { status } of withEngine) expect([200, 400, 422]).toContain(status);
      expect(withEngine.filter(({ status }) => status === 200).length).toBeGreaterThan(8);
    });
  });

  it('a mandate that ends and a profile that hides leave the results at once, and the engine a moment later', async () => {
    const adviser = await anAdviser(stage);
    const freelancer = await aFreelancer(stage);
    await aMandate(stage, adviser, freelancer);
    await stage.startWorker();
    const document = () => stub.index(indexes.live('profile')).documents.get(freelancer.profileId);
    const agencies = () => (document()?.agencies ?? []) as string[];
    const change = async (body: object) => {
      const { body: profile } = await freelancer.browser.get('/api/me/profile');
      const answer = await freelancer.browser.patch('/api/me/profile', body, { version: profile.version });
      expect(answer.status).toBe(200);
    };
    await change({ headline: 'Cartographe des fonds marins' });
    await stage.until(async () => agencies().length === 1);
    const found = async () =>
      (await adviser.browser.get('/api/search/profiles?q=cartographe&caseload=true')).body.items.length;
    expect(await found()).toBe(1);
    await change({ visibility: 'HIDDEN' });
    expect((await search('q=cartographe')).body.items).toEqual([]);
    await stage.until(async () => document() === undefined);
    await stage.stopWorker();
    await stage.db.query(`update profile set state = 'ARCHIVED' where id = $1`, [freelancer.profileId]);
  });

  it('runs with scoped keys only: the reader cannot write, nobody manages keys, and the master key is refused', async () => {
    const keys = await scopedKeys(stub.url, MASTER, prefix);
    expect(await scopedKeys(stub.url, MASTER, prefix)).toEqual(keys);
    const reader = new MeiliSearch({ url: stub.url, apiKey: keys.search, prefix, scopedKeyOnly: true });
    const asked = {
      kind: 'profile',
      filters: {},
      audiences: ['MEMBERS'],
      sort: 'RECENT',
      offset: 0,
      limit: 1,
      facets: [],
    } as const;
    expect((await reader.search(asked)).total).toBe(PROFILES);
    await expect(reader.remove('profile', [newId()])).rejects.toMatchObject({ kind: 'refused' });
    await expect(reader.indexes.drop(indexes.live('profile'))).rejects.toMatchObject({ kind: 'refused' });
    const elsewhere = new MeiliSearch({ url: stub.url, apiKey: keys.search, prefix: 'other', scopedKeyOnly: true });
    await expect(elsewhere.search(asked)).rejects.toMatchObject({ kind: 'refused' });
    const master = new MeiliSearch({ url: stub.url, apiKey: MASTER, prefix, scopedKeyOnly: true });
    await expect(master.search(asked)).rejects.toMatchObject({ kind: 'too-powerful', alarming: true });
  });

  it('comes to what is promised', () => {
    figures.onceOpenP95Ms = p95(onceOpen);
    expect(figures).toMatchObject({ emptyOnError: 0, driftAfterRepair: 0, leaks: 0, rebuildsKilled: 10 });
    expect(figures.onceOpenP95Ms).toBeLessThan(1_000);
  });

  it('spoke as the engine’s own OpenAPI document says', () => {
    expect(stub.wire.faults).toEqual([]);
  });
});
