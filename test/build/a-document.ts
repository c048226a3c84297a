import { newId } from '#libs/kernel/ids';
import type { SearchDocument } from '#libs/search/search.port';

/** A search document with sensible defaults: a front-end developer in Lyon, visible to everybody. */
export const aDocument = (given: Partial<SearchDocument> = {}): SearchDocument => ({
  kind: 'profile',
  id: newId(),
  version: 1,
  audience: 'PUBLIC',
  title: 'Développeuse front-end',
  keywords: ['React', 'TypeScript', 'dev front', 'intégrateur web', 'front-end developer'],
  placeName: 'Lyon',
  body: 'Dix ans d’interfaces pour la presse régionale.',
  skills: [1, 2],
  occupations: [10],
  remote: ['REMOTE', 'HYBRID'],
  languages: ['fr'],
  rate: 450,
  availableDay: 20_800,
  experienceYears: 10,
  departement: '69',
  lat: 45.764,
  lon: 4.8357,
  organisationId: null,
  agencies: [],
  freshDay: 20_780,
  ...given,
});
