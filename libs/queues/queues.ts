/**
 * Every queue and every consumer of events, as data: the outbox writes one delivery per consumer of an event,
 * the worker refuses to start when a consumer has no handler or two.
 */
export const queues = {
  /** Small effects: search documents, projections of events. */
  events: { concurrency: 4 },
  /** Recommendation lists: one’s own, while those of others follow. */
  matching: { concurrency: 2 },
  /** What somebody asked for and waits to see: never behind the changes of others. */
  interactive: { concurrency: 2 },
  /** Mails, one at a time per process is enough. */
  mail: { concurrency: 2 },
  /** Long work that may wait: vectors, every list compared, a new day. */
  bulk: { concurrency: 1 },
  /** Scheduled jobs. */
  clockwork: { concurrency: 1 },
  /** Scheduled jobs that wait for the search engine: they hold up nothing else. */
  engine: { concurrency: 1 },
} as const;

export type QueueName = keyof typeof queues;

/** The queues of scheduled jobs; the others carry events. */
export const scheduleQueues = ['clockwork', 'engine'] as const;
export type ScheduleQueue = (typeof scheduleQueues)[number];

interface ConsumerRow {
  queue: Exclude<QueueName, ScheduleQueue>;
  /** Event types; `mission.*` takes every event of missions. */
  events: readonly string[];
  /**
   * Only the last of an aggregate’s events counts, since the handler reads what is there now. Events that follow one
   * another within a second wait for the next quarter of a second, and what is due then shares a job. So does what comes
   * while a job of it is under way.
   */
  coalesces?: true;
  /** After a job of it left, the next leaves this much later at the earliest: what comes in between shares it. */
  restsMs?: number;
}

/** Consumer → queue and the events it wants. A new consumer is a line here and a class with @Consumes(name). */
export const consumers = {
  'matching.profile': { queue: 'matching', events: ['profile.changed'], coalesces: true },
  'matching.mission': { queue: 'matching', events: ['mission.changed'], coalesces: true },
  'matching.asked': { queue: 'interactive', events: ['match.recompute-asked'] },
  'matching.range': { queue: 'bulk', events: ['match.range-due'] },
  'matching.day': { queue: 'bulk', events: ['match.day-due'] },
  'mail.letters': {
    queue: 'mail',
    events: [
      'application.*',
      'contest.*',
      'mandate.*',
      'account.*',
      'session.reuse-detected',
      'organisation.*',
      'org-invitation.sent',
      'mission.published',
      'mission.returned',
      'mission.rejected',
      'mission.suspended',
      'mission.expiring',
      'mission.expired',
      'mission.filled',
      'mission.changed',
      'search.digest-due',
      'neighbours.proposed',
      'neighbours.activated',
      'neighbours.discarded',
      'neighbours.replaced',
    ],
  },
  'mail.send': { queue: 'mail', events: ['email.queued'] },
  'taxonomy.vectors': {
    queue: 'bulk',
    events: ['taxonomy.imported', 'neighbours.activated', 'neighbours.retired'],
  },
  'neighbours.learn': { queue: 'bulk', events: ['neighbours.learning-due'] },
  'search.profile': {
    queue: 'events',
    events: ['profile.changed', 'profile.audience-changed'],
    coalesces: true,
    restsMs: 250,
  },
  'search.mission': { queue: 'events', events: ['mission.changed'], coalesces: true, restsMs: 250 },
  'application.cascade': {
    queue: 'events',
    events: [
      'mission.filled',
      'mission.closed',
      'mission.expired',
      'mission.suspended',
      'application.cascade-continued',
    ],
  },
} as const satisfies Record<string, ConsumerRow>;

export type ConsumerName = keyof typeof consumers;

const table = Object.entries(consumers as Record<string, ConsumerRow>);

/** The consumers that want an event of this type. */
export const consumersOf = (type: string): string[] =>
  table
    .filter(([, row]) =>
      row.events.some((wanted) => wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1)))),
    )
    .map(([name]) => name);

/** The queue a consumer works on; undefined when no such consumer exists (a leftover of an older release). */
export const queueOf = (consumer: string): QueueName | undefined =>
  (consumers as Record<string, ConsumerRow>)[consumer]?.queue;

/** True of a consumer for whom only the last of an aggregate’s events counts. */
export const coalesces = (consumer: string): boolean =>
  (consumers as Record<string, ConsumerRow>)[consumer]?.coalesces === true;

/** Every such consumer. */
export const coalescing: readonly string[] = Object.keys(consumers).filter(coalesces);

/** The least time between two jobs of a consumer, in milliseconds. */
export const restOf = (consumer: string): number => (consumers as Record<string, ConsumerRow>)[consumer]?.restsMs ?? 0;

/** Every consumer that rests between two jobs. */
export const thatRest: readonly string[] = Object.keys(consumers).filter((consumer) => restOf(consumer) > 0);

/** Scheduled jobs: cron pattern in Europe/Paris or a period in ms. */
export interface ScheduleRow {
  pattern?: string;
  every?: number;
  /** `clockwork` unless said otherwise. */
  queue?: ScheduleQueue;
}

/** Job name → when. A new one is a line here and a class with @RunsOnSchedule(name). */
export const schedules = {
  'mail.retry': { every: 10_000 },
  'application.nudges': { every: 600_000 },
  'offer.lapse': { every: 300_000 },
  'matching.refresh': { every: 60_000 },
  'matching.nightly': { pattern: '10 1 * * *' },
  'neighbours.weekly': { pattern: '15 5 * * 1' },
  'exposure.prices': { every: 600_000 },
  'fairness.monthly': { pattern: '40 4 * * *' },
  'exposure.purge': { pattern: '25 3 * * *' },
  'contest.overdue': { every: 3_600_000 },
  'mandate.lapse': { every: 3_600_000 },
  'mission.expiry': { every: 300_000 },
  'mission.archive': { pattern: '50 3 * * *' },
  'mission.purge-drafts': { pattern: '40 3 * * *' },
  'search.alerts': { pattern: '7 7-20 * * *' },
  'ledger.purge': { pattern: '20 3 * * *' },
  'search.purge-log': { pattern: '25 3 * * *' },
  'search.sync': { every: 1_000, queue: 'engine' },
  'search.check': { every: 600_000, queue: 'engine' },
  'search.nightly': { pattern: '30 2 * * *', queue: 'engine' },
} as const satisfies Record<string, ScheduleRow>;

export type ScheduleName = keyof typeof schedules;
