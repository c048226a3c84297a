import { accountsProblems } from './catalogue/accounts';
import { applicationsProblems } from './catalogue/applications';
import { contestsProblems } from './catalogue/contests';
import { discoveryProblems } from './catalogue/discovery';
import { edgeProblems } from './catalogue/edge';
import { matchingProblems } from './catalogue/matching';
import { missionsProblems } from './catalogue/missions';
import { operationsProblems } from './catalogue/operations';
import { organisationsProblems } from './catalogue/organisations';
import { profilesProblems } from './catalogue/profiles';
import { taxonomyProblems } from './catalogue/taxonomy';

/**
 * The one catalogue of refusals. A code reads `subject/reason`; each feature keeps its section in `catalogue/`.
 * The same code can stand in one section only (held by problem.spec.ts).
 */
export const sections = {
  accounts: accountsProblems,
  applications: applicationsProblems,
  contests: contestsProblems,
  discovery: discoveryProblems,
  edge: edgeProblems,
  matching: matchingProblems,
  missions: missionsProblems,
  operations: operationsProblems,
  organisations: organisationsProblems,
  profiles: profilesProblems,
  taxonomy: taxonomyProblems,
};

const catalogue = {
  ...accountsProblems,
  ...applicationsProblems,
  ...contestsProblems,
  ...discoveryProblems,
  ...edgeProblems,
  ...matchingProblems,
  ...missionsProblems,
  ...operationsProblems,
  ...organisationsProblems,
  ...profilesProblems,
  ...taxonomyProblems,
};

export type ProblemCode = keyof typeof catalogue;
export type ProblemParams = Record<string, string | number | boolean | null | undefined>;
export type Locale = 'fr' | 'en';

/** A wrong field: its path in the request (`skills.0.label`) and what to do about it. */
export interface FieldError {
  path: string;
  message: string | Readonly<Record<Locale, string>>;
}

/** A refusal with a catalogued code. Thrown anywhere, turned into `application/problem+json` at the edge. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: ProblemParams = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(code);
    this.name = 'Problem';
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  /** The catalogued sentence in the reader’s language, parameters filled in. */
  sentence(locale: Locale): string {
    return catalogue[this.code][locale].replace(/\{(\w+)\}/g, (_, name: string) => String(this.params[name] ?? ''));
  }
}

/** Every code with its status: the OpenAPI document and the docs are made from it. */
export const problemStatuses = (): Map<ProblemCode, number> =>
  new Map(Object.entries(catalogue).map(([code, entry]) => [code as ProblemCode, entry.status]));
