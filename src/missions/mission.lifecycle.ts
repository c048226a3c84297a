import type { MissionMove, MissionState } from '#libs/contracts/mission';
import { Problem } from '#libs/errors/problem';
import type { Lifecycle } from '#libs/outbox/transition';

/** An arrow of the table: what people call `submit` is `publish` when nothing needs a moderator’s eye. */
export type MissionArrow = Exclude<MissionMove, 'extend' | 'duplicate' | 'archive' | 'delete' | 'edit'> | 'publish';

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
const BESIDES = {
  edit: ['DRAFT', 'PUBLISHED', 'PAUSED'],
  extend: ['PUBLISHED', 'PAUSED'],
  duplicate: ['DRAFT', 'IN_REVIEW', 'REJECTED', 'PUBLISHED', 'PAUSED', 'FILLED', 'CLOSED', 'EXPIRED'],
  archive: ['REJECTED', 'FILLED', 'CLOSED', 'EXPIRED', 'SUSPENDED'],
  delete: ['DRAFT'],
} as const satisfies Partial<Record<MissionMove, readonly MissionState[]>>;
type Beside = keyof typeof BESIDES;

/** Days after the end within which a mission may be reopened; days a published mission lives. */
export const REOPEN_DAYS = 90;
export const LIFE_DAYS = 60;

/** Throws `lifecycle/move-refused` when the state does not allow one of the moves that change no state. */
export function refuseBeside(state: MissionState, move: Beside): void {
  if (!(BESIDES[move] as readonly MissionState[]).includes(state))
    throw new Problem('lifecycle/move-refused', { state, move });
}

/** What a mover may do on this mission: what the screen shows as buttons. */
export function missionMovesFor(
  { state, closedAt, archivedAt }: { state: MissionState; closedAt: Date | null; archivedAt: Date | null },
  as: { employer: boolean; platform: boolean },
  at: Date,
): MissionMove[] {
  const moves = new Set<MissionMove>();
  for (const arrow of Object.keys(missionLifecycle[state]) as MissionArrow[]) {
    const movers: readonly string[] = missionMovers[arrow];
    if (!((as.employer && movers.includes('EMPLOYER')) || (as.platform && movers.includes('PLATFORM')))) continue;
    if (arrow === 'reopen' && !mayReopen(closedAt, at)) continue;
    moves.add(arrow === 'publish' ? 'submit' : arrow);
  }
  for (const [move, states] of Object.entries(BESIDES) as [Beside, readonly MissionState[]][])
    if (as.employer && states.includes(state) && !(move === 'archive' && archivedAt !== null)) moves.add(move);
  return [...moves];
}

/** True within 90 days of the end. */
export const mayReopen = (closedAt: Date | null, at: Date): boolean =>
  closedAt !== null && at.getTime() - closedAt.getTime() <= REOPEN_DAYS * 86_400_000;
