import type { Settings } from 'meilisearch';
import { stopWords } from '#libs/taxonomy/stop-words';
import { SHOWN } from './meilisearch.query';
import type { SynonymGroup } from './synonyms';
import { queryWords, wordKey } from './words';

/** Values a facet lists at most, in both engines. */
export const FACET_VALUES = 30;

/** The deepest total told exactly. */
const MOST_COUNTED = 100_000;

/** Names of tools and short codes: a letter more or less is another tool. */
const EXACT =
  'csharp fsharp cpp dotnet nodejs vuejs nextjs nuxtjs reactjs nestjs cicd btob uxui siret siren kotlin scala swift'.split(
    ' ',
  );

/** Words of the longest synonym: longer labels are sentences. */
export const LONGEST_SYNONYM = 3;

/** Each label of a group leads to the others, both ways, in the words of the index. Long labels are sentences and are left out. */
export function synonymsOf(groups: readonly SynonymGroup[]): Record<string, string[]> {
  const synonyms = new Map<string, Set<string>>();
  for (const group of groups) {
    const names = [
      ...new Set(
        group
          .map((label) => queryWords(label).map(wordKey))
          .filter((words) => words.length > 0 && words.length <= LONGEST_SYNONYM)
          .map((words) => words.join(' ')),
      ),
    ];
    for (const name of names) {
      const others = synonyms.get(name) ?? new Set();
      for (const other of names) if (other !== name) others.add(other);
      if (others.size > 0) synonyms.set(name, others);
    }
  }
  return Object.fromEntries(
    [...synonyms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, others]) => [name, [...others].sort()]),
  );
}

/** The settings of both indexes, as code: an index that differs is built anew beside and swapped. */
export const settingsOf = (synonyms: readonly SynonymGroup[]): Settings => ({
  searchableAttributes: ['title', 'keywords', 'place', 'body'],
  // What an answer may show: never the long text, which a search-only key could otherwise read.
  displayedAttributes: ['id', 'version', 'fingerprint', '_geo', ...SHOWN],
  filterableAttributes: [
    '_geo',
    'agencies',
    'audience',
    'availableDay',
    'departement',
    'experienceYears',
    'id',
    'languages',
    'occupations',
    'organisationId',
    'rate',
    'rateBand',
    'remote',
    'skills',
  ],
  sortableAttributes: ['_geo', 'freshDay', 'id', 'rate'],
  // An order somebody chose comes first; then relevance; then freshness and the id, so that pages neither repeat nor skip.
  rankingRules: [
    'sort',
    'words',
    'typo',
    'proximity',
    'attributeRank',
    'wordPosition',
    'exactness',
    'freshDay:desc',
    'id:asc',
  ],
  stopWords: stopWords(),
  synonyms: synonymsOf(synonyms),
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['fra', 'eng'] }],
  typoTolerance: {
    enabled: true,
    // The same as typosAllowed: none up to four letters, one up to eight, two beyond.
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
    disableOnWords: EXACT.map(wordKey).sort(),
    disableOnAttributes: [],
    disableOnNumbers: true,
  },
  faceting: { maxValuesPerFacet: FACET_VALUES, sortFacetValuesBy: { '*': 'count' } },
  pagination: { maxTotalHits: MOST_COUNTED },
  facetSearch: true,
  prefixSearch: 'indexingTime',
  separatorTokens: [],
  nonSeparatorTokens: [],
  dictionary: [],
});
