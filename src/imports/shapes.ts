import { z } from 'zod';

/** A person as imported: everything but the reference and the headline may be missing, which means «no data». */
const text = (max: number) => z.string().trim().max(max);

const importedSkill = z.union([
  text(200).min(1),
  z.object({
    label: text(200).min(1),
    level: z.int().min(1).max(4).nullish(),
    years: z.number().min(0).max(60).nullish(),
    lastUsedYear: z.int().min(1960).max(2100).nullish(),
  }),
]);

const month = z.string().regex(/^(19[5-9]\d|20\d\d|2100)(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/);
const rate = z.number().min(0).max(10_000).transform(Math.round);
const language = z.union([
  z.string().regex(/^[a-z]{2}$/i),
  z.object({
    code: z.string().regex(/^[a-z]{2}$/i),
    level: z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'NATIVE']).nullish(),
  }),
]);
const remoteMode = z.enum(['REMOTE', 'HYBRID', 'ONSITE']);
const day = z.iso.date();

const availability = z.union([
  z.enum(['NOW', 'FROM_DATE', 'PART_TIME', 'UNAVAILABLE']),
  day,
  z.object({
    status: z.enum(['NOW', 'FROM_DATE', 'PART_TIME', 'UNAVAILABLE']),
    fromDate: day.nullish(),
    daysPerWeek: z.int().min(1).max(7).nullish(),
  }),
]);

export const importedProfile = z.object({
  externalRef: text(120).min(1),
  headline: text(160).min(1),
  name: text(120).min(1).nullish(),
  summary: text(6_000).nullish(),
  skills: z.array(importedSkill).max(200).nullish(),
  experiences: z
    .array(
      z.object({
        title: text(160).min(1),
        client: text(120).nullish(),
        description: text(3_000).nullish(),
        from: month.nullish(),
        to: month.nullish(),
      }),
    )
    .max(40)
    .nullish(),
  place: text(120).nullish(),
  mobilityKm: z.int().min(0).max(1_000).nullish(),
  remoteModes: z.array(remoteMode).max(3).nullish(),
  dailyRateMin: rate.nullish(),
  dailyRateTarget: rate.nullish(),
  availability: availability.nullish(),
  languages: z.array(language).max(15).nullish(),
});
export type ImportedProfile = z.infer<typeof importedProfile>;

export const importedMission = z.object({
  externalRef: text(120).min(1),
  title: text(160).min(3),
  description: text(8_000),
  skills: z
    .array(
      z.union([
        text(200).min(1),
        z.object({
          label: text(200).min(1),
          importance: z.enum(['REQUIRED', 'PREFERRED']).nullish(),
          must: z.boolean().nullish(),
        }),
      ]),
    )
    .max(40)
    .nullish(),
  place: text(120).nullish(),
  remoteMode: remoteMode.nullish(),
  rateMin: rate.nullish(),
  rateMax: rate.nullish(),
  startsOn: day.nullish(),
  durationWeeks: z.int().min(1).max(260).nullish(),
  daysPerWeek: z.number().min(0.5).max(7).nullish(),
  languages: z.array(language).max(10).nullish(),
});
export type ImportedMission = z.infer<typeof importedMission>;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const string = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const shortened = (value: string | undefined, max: number): string | undefined => value?.slice(0, max).trim();
const monthOf = (value: unknown): string | undefined => /^\d{4}(-\d{2}){0,2}/.exec(string(value) ?? '')?.[0];

/** JSON Resume (jsonresume.org, schema 1.0.0) in our shape; undefined when the object is not one. */
export function fromJsonResume(value: unknown): Json | undefined {
  if (!isObject(value) || !isObject(value.basics) || value.externalRef !== undefined) return undefined;
  const { basics } = value;
  const location = isObject(basics.location) ? basics.location : {};
  const meta = isObject(value.meta) ? value.meta : {};
  const work = list(value.work).filter(isObject);
  return {
    externalRef: string(meta.externalRef) ?? string(meta.canonical) ?? string(basics.email) ?? string(basics.url),
    name: shortened(string(basics.name), 120),
    headline: shortened(string(basics.label) ?? string(work[0]?.position), 160),
    summary: shortened(string(basics.summary), 6_000),
    place: string(location.postalCode)
      ? `${string(location.postalCode)} ${string(location.city) ?? ''}`.trim()
      : string(location.city),
    skills: list(value.skills)
      .filter(isObject)
      .flatMap((skill) => [string(skill.name), ...list(skill.keywords).map(string)])
      .filter((label) => label !== undefined),
    experiences: work
      .filter((job) => string(job.position))
      .map((job) => ({
        title: shortened(string(job.position), 160),
        client: shortened(string(job.name) ?? string(job.company), 120),
        description: shortened(
          [string(job.summary), ...list(job.highlights).map(string)].filter(Boolean).join('\n'),
          3_000,
        ),
        from: monthOf(job.startDate),
        to: monthOf(job.endDate),
      })),
    languages: list(value.languages)
      .filter(isObject)
      .flatMap((spoken) => languageOf(string(spoken.language), string(spoken.fluency))),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  french: 'fr',
  francais: 'fr',
  english: 'en',
  anglais: 'en',
  german: 'de',
  allemand: 'de',
  spanish: 'es',
  espagnol: 'es',
  italian: 'it',
  italien: 'it',
  portuguese: 'pt',
  portugais: 'pt',
  dutch: 'nl',
  neerlandais: 'nl',
  arabic: 'ar',
  arabe: 'ar',
  chinese: 'zh',
  chinois: 'zh',
};

function languageOf(name: string | undefined, fluency: string | undefined): { code: string; level?: string }[] {
  const key = (name ?? '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const code = /^[a-z]{2}$/.test(key) ? key : NAMES[key];
  if (!code) return [];
  const [level] = /\b[ABC][12]\b/i.exec(fluency ?? '') ?? [];
  const native = /native|maternel|bilingu/i.test(fluency ?? '');
  return [{ code, ...(level ? { level: level.toUpperCase() } : native ? { level: 'NATIVE' } : {}) }];
}

const TAG = /<[^>]*>/g;

/** schema.org JobPosting, bare or in a JSON-LD graph, in our shape; undefined when the object is not one. */
export function fromJobPosting(value: unknown): Json | undefined {
  if (!isObject(value)) return undefined;
  const posting = [value, ...list(value['@graph'])]
    .filter(isObject)
    .find((node) => list(node['@type']).includes('JobPosting'));
  if (!posting) return undefined;
  const identifier = isObject(posting.identifier) ? string(posting.identifier.value) : string(posting.identifier);
  const [place] = list(posting.jobLocation).filter(isObject);
  const address = place && isObject(place.address) ? place.address : {};
  const salary = isObject(posting.baseSalary) && isObject(posting.baseSalary.value) ? posting.baseSalary.value : {};
  const daily = string(salary.unitText)?.toUpperCase() === 'DAY';
  const remote = string(posting.jobLocationType) === 'TELECOMMUTE';
  const number = (one: unknown): number | undefined =>
    typeof one === 'number' && one >= 0 && one <= 10_000 ? one : undefined;
  return {
    externalRef: identifier ?? string(posting.url) ?? string(posting['@id']),
    title: shortened(string(posting.title), 160),
    description: shortened((string(posting.description) ?? '').replace(TAG, ' ').replace(/\s+/g, ' '), 8_000),
    skills: list(posting.skills)
      .flatMap((skill) => (isObject(skill) ? [string(skill.name)] : (string(skill) ?? '').split(/[,;]/)))
      .map((label) => shortened(label?.trim(), 200))
      .filter(Boolean),
    place: string(address.postalCode)
      ? `${string(address.postalCode)} ${string(address.addressLocality) ?? ''}`.trim()
      : string(address.addressLocality),
    remoteMode: remote ? 'REMOTE' : undefined,
    rateMin: daily ? (number(salary.minValue) ?? number(salary.value)) : undefined,
    rateMax: daily ? (number(salary.maxValue) ?? number(salary.value)) : undefined,
    startsOn: /^\d{4}-\d{2}-\d{2}/.exec(string(posting.jobStartDate) ?? '')?.[0],
  };
}
