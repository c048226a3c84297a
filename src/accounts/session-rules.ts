/** Timings of sessions, in seconds. */
export const ROTATE_SECONDS = 600;
export const GRACE_SECONDS = 30;
export const IDLE_SECONDS = 7_200;
export const STAFF_IDLE_SECONDS = 1_800;
export const LIFE_SECONDS = 43_200;
export const REMEMBERED_SECONDS = 2_592_000;
export const MOST_SESSIONS = 20;

/** What the database says of a session whose current or previous token was presented. All instants judged there. */
export interface SessionFacts {
  /** The token presented is the current one; otherwise it is the previous one. */
  isCurrent: boolean;
  revoked: boolean;
  expired: boolean;
  /** The current token has come back from the browser at least once. */
  seen: boolean;
  /** Seconds since the current token was made, or since it first came back once it has. */
  sinceRotation: number;
}

export type SessionVerdict = 'good' | 'rotate' | 'mark-seen' | 'reused' | 'dead';

/**
 * What to do with a presented token. The previous token stays good until the new one was seen, and 30 s after (slow
 * answers, parallel tabs); later it means that someone copied it: the whole family is revoked. Still presented ten
 * minutes on while the new one never came back, it tells that the answer was lost: a newer one is made.
 */
export function judge(facts: SessionFacts): SessionVerdict {
  if (facts.revoked || facts.expired) return 'dead';
  if (!facts.isCurrent && facts.seen) return facts.sinceRotation > GRACE_SECONDS ? 'reused' : 'good';
  if (facts.sinceRotation >= ROTATE_SECONDS) return 'rotate';
  return facts.isCurrent && !facts.seen ? 'mark-seen' : 'good';
}

/** True for a session too idle or too old for staff, whatever it was opened as: people join agencies meanwhile. */
export const tooLongForStaff = (idleSeconds: number, ageSeconds: number): boolean =>
  idleSeconds >= STAFF_IDLE_SECONDS || ageSeconds >= LIFE_SECONDS;

/** The network an address belongs to: /24 for IPv4, /56 for IPv6. Enough to recognise, not to locate. */
export function truncateIp(ip: string): string {
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(ip);
  if (four) return `${four[1]}.0/24`;
  const [head = '', tail] = ip.replace(/%.*$/, '').split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const [a = '0', b = '0', c = '0', d = '0'] = [...left, ...zeros, ...right].map((group) => group.toLowerCase());
  const network = d.padStart(4, '0').slice(0, 2).replace(/^0+/, '');
  return `${a}:${b}:${c}:${network ? `${network}00` : '0'}::/56`;
}
