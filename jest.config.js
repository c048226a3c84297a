const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** ESM-only packages must be compiled for jest on Node 20 (docs/decisions/0001). */
function esmPackages() {
  const root = join(__dirname, 'node_modules');
  const names = readdirSync(root).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(root, name)).map((sub) => `${name}/${sub}`) : [name],
  );
  return names.filter((name) => {
    try {
      return JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')).type === 'module';
    } catch {
      return false;
    }
  });
}

const lazyImporters = ['@fastify/static', '@fastify/compress'];
const compiled = [...esmPackages(), ...lazyImporters].map((name) => name.replace('/', '\\/')).join('|');

const swc = (parser, react) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, ...react },
    },
  },
];

const shared = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^#libs/(.*)$': '<rootDir>/libs/$1' },
  transform: {
    '^.+\\.tsx$': swc({ syntax: 'typescript', tsx: true, decorators: true }, { react: { runtime: 'automatic' } }),
    '^.+\\.[cm]?[jt]s$': swc({ syntax: 'typescript', decorators: true }, {}),
  },
  transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(?:${compiled})/)`, '\\.json$'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/web/dist/', '<rootDir>/.data/'],
};

const stage = {
  globalSetup: '<rootDir>/test/stage/global-setup.ts',
  globalTeardown: '<rootDir>/test/stage/global-teardown.ts',
};

module.exports = {
  // Two busy cores: opening a stage with the referential takes seconds, and a slow machine is no failure.
  testTimeout: 60_000,
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,libs,scripts,bench}/**/*.spec.ts', '<rootDir>/{src,libs}/**/*.spec.tsx'],
    },
    {
      ...shared,
      ...stage,
      displayName: 'journeys',
      testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'],
      testPathIgnorePatterns: ['/browser/'],
    },
    {
      ...shared,
      ...stage,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.e2e-spec.ts'],
    },
  ],
};
