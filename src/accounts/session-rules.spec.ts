import { GRACE_SECONDS, judge, ROTATE_SECONDS, type SessionFacts, truncateIp } from './session-rules';

const facts = (given: Partial<SessionFacts> = {}): SessionFacts => ({
  isCurrent: true,
  revoked: false,
  expired: false,
  seen: true,
  sinceRotation: 5,
  ...given,
});

describe('a session', () => {
  it.each([
    [{}, 'good'],
    [{ sinceRotation: ROTATE_SECONDS }, 'rotate'],
    [{ seen: false }, 'mark-seen'],
    [{ isCurrent: false, seen: false, sinceRotation: 4_000 }, 'good'],
    [{ isCurrent: false, sinceRotation: GRACE_SECONDS }, 'good'],
    [{ isCurrent: false, sinceRotation: GRACE_SECONDS + 1 }, 'reused'],
    [{ revoked: true }, 'dead'],
    [{ expired: true }, 'dead'],
    [{ expired: true, isCurrent: false, sinceRotation: 4_000 }, 'dead'],
  ] as const)('%j is %s', (given, verdict) => {
    expect(judge(facts(given))).toBe(verdict);
  });

  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1234:5678::1', '2001:db8:1234:5600::/56'],
  ])('keeps the network of %s only', (ip, network) => {
    expect(truncateIp(ip)).toBe(network);
  });
});
