import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from './env';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:pw@db:5432/aronde',
  REDIS_URL: 'redis://redis:6379',
  PUBLIC_URL: 'https://aronde.fr',
  SMTP_URL: 'smtp://mail:25',
  SESSION_SECRET: 'k3Jf9-qX7Lm2Pz8Rt4Vw6Yb1Nc5Hd0Gs',
};

describe('the environment', () => {
  it('has working defaults for development', () => {
    const env = readEnv({ DATABASE_URL: 'postgres://localhost/aronde' });
    expect(env).toMatchObject({ port: 3000, production: false, publicUrl: 'http://localhost:3000' });
  });

  it('starts in production when everything is given', () => {
    expect(readEnv(production).production).toBe(true);
  });

  it.each(['DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL', 'SMTP_URL', 'SESSION_SECRET'])(
    'refuses production without %s, and names it',
    (name) => {
      expect(() => readEnv({ ...production, [name]: undefined })).toThrow(name);
    },
  );

  it('refuses a weak secret in production', () => {
    expect(() => readEnv({ ...production, SESSION_SECRET: 'a'.repeat(40) })).toThrow('SESSION_SECRET is weak');
    expect(() => readEnv({ ...production, SESSION_SECRET: 'please-change-me-please-change-me' })).toThrow('weak');
  });

  it('refuses demo data in production', () => {
    expect(() => readEnv({ ...production, DEMO: '1' })).toThrow('DEMO');
  });

  describe('with Meilisearch', () => {
    const engine = { ...production, MEILI_URL: 'http://meilisearch:7700' };
    const key = 'f0a1b2c3d4e5f60718293a4b5c6d7e8f';

    it('needs its key in production, given or in a file', () => {
      expect(() => readEnv(engine)).toThrow('MEILI_API_KEY is missing');
      expect(() => readEnv({ ...engine, MEILI_API_KEY_FILE: '/nowhere/key' })).toThrow('MEILI_API_KEY_FILE');
      expect(readEnv({ ...engine, MEILI_API_KEY: key }).meili?.apiKey).toBe(key);
      const folder = mkdtempSync(join(tmpdir(), 'aronde-key-'));
      writeFileSync(join(folder, 'key'), `${key}\n`);
      expect(readEnv({ ...engine, MEILI_API_KEY_FILE: join(folder, 'key') }).meili?.apiKey).toBe(key);
      rmSync(folder, { recursive: true });
    });

    it('refuses the master key where it can tell', () => {
      expect(() => readEnv({ ...engine, MEILI_API_KEY: key, MEILI_MASTER_KEY: key })).toThrow('is the master key');
    });
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['REDIS_URL', 'nothing'],
  ])('refuses %s=%s, and names it', (name, value) => {
    expect(() => readEnv({ DATABASE_URL: 'postgres://localhost/aronde', [name]: value })).toThrow(name);
  });
});
