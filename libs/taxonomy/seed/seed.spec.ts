import { beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skillKey, titleKeys } from '../normalise';
import { readSeed, type SeedReferential } from './seed';
import { seedFolder } from './tsv';

let seed: SeedReferential;
beforeAll(() => {
  seed = readSeed();
});

const skill = (code: string) => {
  const found = seed.skills.find((one) => one.code === code);
  if (!found) throw new Error(`no skill ${code}`);
  return found;
};
const occupation = (code: string) => {
  const found = seed.occupations.find((one) => one.code === code);
  if (!found) throw new Error(`no occupation ${code}`);
  return found;
};

/** Keys that two owners share, each with its owners. */
function shared(entries: { key: string; owner: string }[]): string[] {
  const owners = new Map<string, Set<string>>();
  for (const { key, owner } of entries) owners.set(key, (owners.get(key) ?? new Set()).add(owner));
  return [...owners].filter(([, set]) => set.size > 1).map(([key, set]) => `${key}: ${[...set].join(', ')}`);
}

describe('the seed referential', () => {
  it('holds the freelance trades, at least 130 occupations and 1,600 skills', () => {
    expect(seed.occupations.length).toBeGreaterThanOrEqual(130);
    expect(seed.skills.length).toBeGreaterThanOrEqual(1600);
  });

  it('names each of its codes once, as a slug', () => {
    for (const list of [seed.occupations, seed.skills, seed.families]) {
      const codes = list.map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
    }
  });

  it('has a label in both languages, written the French way', () => {
    for (const { labelFr, labelEn } of seed.skills) expect([labelFr, labelEn]).not.toContain('');
    const labels = [
      ...seed.skills.map(({ labelFr }) => labelFr),
      ...seed.occupations.flatMap(({ titleM, titleF }) => [titleM, titleF]),
    ];
    expect(labels.filter((label) => /\w'\w/.test(label))).toEqual([]);
    expect(labels.filter((label) => label !== label.trim() || /\s{2}/.test(label))).toEqual([]);
  });

  it('gives a word to one skill only, whatever its accents, gender and plural', () => {
    const forms = seed.skills.flatMap(({ code, labelFr, labelEn, aliases }) =>
      [labelFr, labelEn, ...aliases].map((text) => ({ key: skillKey(text), owner: code })),
    );
    expect(forms.filter(({ key }) => key === '')).toEqual([]);
    expect(shared(forms)).toEqual([]);
  });

  it('gives a title to one occupation only', () => {
    const forms = seed.occupations.flatMap(({ code, titleM, titleF, titleEn, aliases }) =>
      [titleM, titleF, titleEn, ...aliases].flatMap((text) => titleKeys(text).map((key) => ({ key, owner: code }))),
    );
    expect(shared(forms)).toEqual([]);
  });

  it('reads the masculine and the feminine of a title as one', () => {
    const apart = seed.occupations
      .filter(({ titleM, titleF }) => titleKeys(titleM).join() !== titleKeys(titleF).join())
      .map(({ titleM, titleF }) => `${titleM} / ${titleF}`);
    expect(apart).toEqual([]);
  });

  it('keeps whole the names that punctuation would cut', () => {
    expect(['c-sharp', 'cpp', 'dotnet', 'node-js', 'f-sharp'].map((code) => skill(code).labelFr)).toEqual([
      'C#',
      'C++',
      '.NET',
      'Node.js',
      'F#',
    ]);
    expect(skill('javascript').aliases).toContain('js');
  });
});

describe('an occupation of the seed', () => {
  it('has 8 to 25 skills, one essential at least', () => {
    const uses = new Map(seed.occupations.map(({ code }) => [code, { all: 0, essential: 0 }]));
    for (const { occupation: code, importance } of seed.skills.flatMap(({ occupations }) => occupations)) {
      const counted = uses.get(code);
      if (!counted) throw new Error(`no occupation ${code}`);
      counted.all += 1;
      if (importance === 'ESSENTIAL') counted.essential += 1;
    }
    expect([...uses].filter(([, { all, essential }]) => all < 8 || all > 25 || essential === 0)).toEqual([]);
  });

  it('has neighbours, near ones both ways, and one link a direction', () => {
    const links = new Set(
      seed.occupations.flatMap((one) => one.neighbours.map((to) => `${one.code} ${to.occupation}`)),
    );
    for (const { code, neighbours } of seed.occupations) {
      expect(neighbours.length).toBeGreaterThan(0);
      expect(new Set(neighbours.map((link) => link.occupation)).size).toBe(neighbours.length);
      expect(neighbours.map((link) => link.occupation)).not.toContain(code);
      for (const link of neighbours.filter(({ kind }) => kind === 'NEAR'))
        expect(links).toContain(`${link.occupation} ${code}`);
    }
    expect(occupation('dev-front-end').neighbours).toContainEqual({ occupation: 'tech-lead', kind: 'EVOLUTION' });
  });

  it('carries a ROME code that exists', () => {
    const file = join(
      seedFolder(__dirname),
      '../../../../../shared/data/rome-4.0-v460/unix_referentiel_code_rome_v460_utf8.csv',
    );
    if (!existsSync(file)) {
      process.stdout.write(
        'The official ROME files are not here: the ROME codes of the seed were not compared with them.\n',
      );
      return;
    }
    const official = new Set(
      readFileSync(file, 'utf8')
        .match(/^"[A-N]\d{4}"/gm)
        ?.map((code) => code.slice(1, -1)),
    );
    expect(seed.occupations.filter(({ rome }) => rome && !official.has(rome)).map(({ code }) => code)).toEqual([]);
  });
});

describe('a skill of the seed', () => {
  it('belongs to an occupation, or to every trade', () => {
    const alone = seed.skills.filter(({ occupations, family }) => occupations.length === 0 && family !== 'transversal');
    expect(alone.map(({ code }) => code)).toEqual([]);
  });

  it('has 1 to 8 neighbours, the same both ways, closest first', () => {
    for (const { code, neighbours } of seed.skills) {
      expect(neighbours.length).toBeGreaterThan(0);
      expect(neighbours.length).toBeLessThanOrEqual(8);
      const similarities = neighbours.map(({ similarity }) => similarity);
      expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
      for (const link of neighbours)
        expect(skill(link.skill).neighbours).toContainEqual({ skill: code, similarity: link.similarity });
    }
  });

  it('covers what freelance missions ask for today', () => {
    const words = new Set(
      seed.skills.flatMap(({ labelFr, labelEn, aliases }) => [labelFr, labelEn, ...aliases].map(skillKey)),
    );
    const asked =
      'AWS, Terraform, Kubernetes, Vue.js, React, Angular, NestJS, TypeScript, Node.js, PostgreSQL, Meilisearch, Redis, ' +
      'C#, C++, .NET, Figma, Power BI, Google Ads, Meta Ads, SEO, GA4, Looker, Salesforce, HubSpot, After Effects, ' +
      'Premiere Pro, DaVinci, Blender, Webflow, WordPress, Shopify, dbt, Snowflake, Databricks, LLM, RAG, LangChain, RGPD, ' +
      'ISO 27001, community management, rédaction web, relations presse, motion design, UX research, ' +
      'conduite du changement, DISC, Lean, AutoCAD, Revit, SolidWorks';
    expect(asked.split(', ').filter((word) => !words.has(skillKey(word)))).toEqual([]);
  });
});

describe('reading the seed', () => {
  it('finds the tables from the sources and from what was built', () => {
    const root = join(__dirname, '../../..');
    const data = join(__dirname, 'data');
    expect(seedFolder(__dirname)).toBe(data);
    expect(seedFolder(join(root, 'dist/libs/taxonomy/seed'))).toBe(data);
    expect(() => seedFolder('/')).toThrow('libs/taxonomy/seed/data were not found above /');
  });

  it('gives the same release for the same tables, another when a byte changes, and names a wrong line', () => {
    const copy = mkdtempSync(join(tmpdir(), 'seed-'));
    try {
      cpSync(seedFolder(__dirname), copy, { recursive: true });
      expect(readSeed(copy)).toEqual(seed);
      const file = join(copy, 'skills-rh.tsv');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('\tSAVOIR_FAIRE\t', '\tTECH\t'));
      expect(readSeed(copy).release).not.toBe(seed.release);
      writeFileSync(file, text.replace('\tSAVOIR_FAIRE\t', '\tSKILL\t'));
      expect(() => readSeed(copy)).toThrow(/^skills-rh\.tsv line \d+: “SKILL” is no kind of skill$/);
      writeFileSync(file, text.replace(/:e\n/, '-nowhere:e\n'));
      expect(() => readSeed(copy)).toThrow(/refers to .*-nowhere, which the seed does not hold/);
      writeFileSync(file, `${text}code seul\n`);
      expect(() => readSeed(copy)).toThrow(/^skills-rh\.tsv line \d+: 1 cells, 7 expected$/);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
