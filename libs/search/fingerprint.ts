import { createHash } from 'node:crypto';
import type { SearchDocument } from './search.port';

/** How texts become words. Raised with every change of it, so that the nightly check writes each document anew. */
const READING = 3;

/** Sixteen hexadecimal digits of everything that is indexed of a document but its version. The order of sets does not count. */
export function fingerprint({ version: _version, ...document }: SearchDocument): string {
  const sorted = (values: readonly (string | number)[]) => [...values].sort();
  const content = {
    ...document,
    keywords: sorted(document.keywords),
    skills: sorted(document.skills),
    occupations: sorted(document.occupations),
    remote: sorted(document.remote),
    languages: sorted(document.languages),
    agencies: sorted(document.agencies),
  };
  const fields = Object.entries({ ...content, reading: READING }).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 16);
}
