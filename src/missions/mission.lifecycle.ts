import type { MissionMove, MissionState } from '#libs/contracts/mission';
import type { Lifecycle } from '#libs/outbox/transition';

/** An arrow of the table: what people call `submit` is `publish` when nothing needs a moderator’s eye. */
export type MissionArrow = Exclude<MissionMove, 'extend' | 'duplicate' | 'delete' | 'edit'> | 'publish';

/** The states of a mission and the arrows between them (domain.md B.3). */
export const missionLifecycle = {
  DRAFT: { submit: 'IN_REVIEW', publish: 'PUBLISHED' },
  IN_REVIEW: { approve: 'PUBLISHED', reject: 'REJECTED', 'request-changes': 'DRAFT', suspend: 'SUSPENDED' },
  REJECTED: { suspend: 'SUSPENDED' },
  PUBLISHED: { pause: 'PAUSED', fill: 'FILLED', close: 'CLOSED', expire: 'EXPIRED', suspend: 'SUSPENDED' },
  PAUSED: { resume: 'PUBLISHED', fill: 'FILLED', close: 'CLOSED', expire: 'EXPIRED', suspend: 'SUSPENDED' },
  FILLED: { reopen: 'PUBLISHED', suspend: 'SUSPENDED' },
  CLOSED: { reopen: 'PUBLISHED', suspend: 'SUSPENDED' },
  EXPIRED: { reopen: 'PUBLISHED', suspend: 'SUSPENDED' },
  SUSPENDED: {},
} as const satisfies Lifecycle<MissionState, MissionArrow>;

/** Who may take an arrow. The system also fills (all seats engaged) and pauses (enough applications). */
export const missionMovers = {
  submit: ['EMPLOYER'],
  publish: ['EMPLOYER'],
  approve: ['PLATFORM'],
  reject: ['PLATFORM'],
  'request-changes': ['PLATFORM'],
  pause: ['EMPLOYER', 'SYSTEM'],
  resume: ['EMPLOYER'],
  fill: ['EMPLOYER', 'SYSTEM'],
  close: ['EMPLOYER', 'PLATFORM'],
  expire: ['SYSTEM'],
  reopen: ['EMPLOYER'],
  suspend: ['PLATFORM'],
} as const satisfies Record<MissionArrow, readonly ('EMPLOYER' | 'PLATFORM' | 'SYSTEM')[]>;

/** The event each arrow records beside `mission.changed`. */
export const missionEvents = {
  submit: 'mission.submitted',
  publish: 'mission.published',
  approve: 'mission.published',
  reject: 'mission.rejected',
  'request-changes': 'mission.returned',
  pause: 'mission.paused',
  resume: 'mission.resumed',
  fill: 'mission.filled',
  close: 'mission.closed',
  expire: 'mission.expired',
  reopen: 'mission.reopened',
  suspend: 'mission.suspended',
} as const satisfies Record<MissionArrow, string>;

/** Moves that change no state: where an employer may do them. */
const BESIDES: Record<Extract<MissionMove, 'extend' | 'duplicate' | 'delete' | 'edit'>, readonly MissionState[]> = {
  edit: ['DRAFT', 'PUBLISHED', 'PAUSED'],
  extend: ['PUBLISHED', 'PAUSED'],
  duplicate: ['DRAFT', 'IN_REVIEW', 'REJECTED', 'PUBLISHED', 'PAUSED', 'FILLED', 'CLOSED', 'EXPIRED'],
  delete: ['DRAFT'],
};

/** Days after the end within which a mission may be reopened; days a published mission lives. */
export const REOPEN_DAYS = 90;
export const LIFE_DAYS = 60;

/** Whether the state allows one of the moves that change no state. */
export const mayBeside = (state: MissionState, move: keyof typeof BESIDES): boolean => BESIDES[move].includes(state);

/** What a mover may do on a mission in this state: what the screen shows as buttons. `closedAt` limits reopening. */
export function missionMovesFor(
  state: MissionState,
  as: { employer: boolean; platform: boolean },
  closedAt: Date | null,
  at: Date,
): MissionMove[] {
  const moves = new Set<MissionMove>();
  for (const arrow of Object.keys(missionLifecycle[state]) as MissionArrow[]) {
    const movers: readonly string[] = missionMovers[arrow];
    if (!((as.employer && movers.includes('EMPLOYER')) || (as.platform && movers.includes('PLATFORM')))) continue;
    if (arrow === 'reopen' && !mayReopen(closedAt, at)) continue;
    moves.add(arrow === 'publish' ? 'submit' : arrow);
  }
  if (as.employer)
    for (const move of Object.keys(BESIDES) as (keyof typeof BESIDES)[]) if (mayBeside(state, move)) moves.add(move);
  return [...moves];
}

/** True within 90 days of the end. */
export const mayReopen = (closedAt: Date | null, at: Date): boolean =>
  closedAt !== null && at.getTime() - closedAt.getTime() <= REOPEN_DAYS * 86_400_000;
