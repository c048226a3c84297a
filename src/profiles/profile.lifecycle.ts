import type { ProfileMove, ProfileState } from '#libs/contracts/profile';
import type { Lifecycle } from '#libs/outbox/transition';

/** A move that changes the state; confirming one’s availability does not. */
export type ProfileArrow = Exclude<ProfileMove, 'confirm-availability'>;

/** The states of a profile: written, shown, withheld for a while, put away. Each arrow is its owner’s. */
export const profileLifecycle = {
  DRAFT: { publish: 'PUBLISHED', archive: 'ARCHIVED' },
  PUBLISHED: { pause: 'PAUSED', archive: 'ARCHIVED' },
  PAUSED: { resume: 'PUBLISHED', archive: 'ARCHIVED' },
  ARCHIVED: { restore: 'DRAFT' },
} as const satisfies Lifecycle<ProfileState, ProfileArrow>;

/** The event each arrow records beside `profile.changed`. */
export const profileEvents = {
  publish: 'profile.published',
  pause: 'profile.paused',
  resume: 'profile.resumed',
  archive: 'profile.archived',
  restore: 'profile.restored',
} as const satisfies Record<ProfileArrow, string>;

/** What the owner of a profile in this state may do. Only an availability that was given can be confirmed. */
export function profileMovesFor(state: ProfileState, availabilityGiven: boolean): ProfileMove[] {
  const arrows = Object.keys(profileLifecycle[state]) as ProfileArrow[];
  return state === 'ARCHIVED' || !availabilityGiven ? arrows : [...arrows, 'confirm-availability'];
}
