import type { Actor } from './actor';

/**
 * Every right of the product, as a predicate `subject:verb`. Nothing else decides a right; what is not here is denied.
 * Subjects are plain facts, so that the table is tested without a database.
 */
const person = (actor: Actor) => (actor.kind === 'PERSON' ? actor : undefined);

export const policies = {
  'platform:administer': (actor: Actor): boolean =>
    person(actor)?.platformRole === 'ADMIN' && person(actor)?.secondFactor === true,
};
