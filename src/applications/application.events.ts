import type { ApplicationArrow } from './application.lifecycle';

/** The event each arrow leaves behind: `application.submitted` is the only one without an arrow. */
export const eventOfArrow = {
  review: 'application.reviewed',
  shortlist: 'application.shortlisted',
  interview: 'application.interview-planned',
  hold: 'application.held',
  pool: 'application.pooled',
  offer: 'application.offered',
  'accept-offer': 'application.accepted',
  'decline-offer': 'application.offer-declined',
  'lapse-offer': 'application.offer-lapsed',
  'retract-offer': 'application.offer-retracted',
  decline: 'application.declined',
  withdraw: 'application.withdrawn',
  expire: 'application.expired',
  'make-obsolete': 'application.made-obsolete',
  reopen: 'application.reopened',
  cancel: 'application.cancelled',
} as const satisfies Record<ApplicationArrow, string>;

/** What happens to an application without moving it. */
export type ApplicationNote =
  | 'application.pool-asked'
  | 'application.reopening-asked'
  | 'application.reopening-refused'
  | 'application.slot-chosen'
  | 'application.nudge-due';
