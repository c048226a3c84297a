import {
  GRACE_SECONDS,
  judge,
  LIFE_SECONDS,
  ROTATE_SECONDS,
  type SessionFacts,
  STAFF_IDLE_SECONDS,
  tooLongForStaff,
  truncateIp,
} from './session-rules';

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
    ['is good', {}, 'good'],
    ['gets a new token every ten minutes', { sinceRotation: ROTATE_SECONDS }, 'rotate'],
    ['remembers that the new token arrived', { seen: false }, 'mark-seen'],
    [
      'accepts the previous token until the new one arrived',
      { isCurrent: false, seen: false, sinceRotation: 400 },
      'good',
    ],
    [
      'makes another when the answer was lost',
      { isCurrent: false, seen: false, sinceRotation: ROTATE_SECONDS },
      'rotate',
    ],
    ['lets parallel tabs finish', { isCurrent: false, sinceRotation: GRACE_SECONDS }, 'good'],
    ['knows a copied token', { isCurrent: false, sinceRotation: GRACE_SECONDS + 1 }, 'reused'],
    ['knows a copied token later too', { isCurrent: false, sinceRotation: ROTATE_SECONDS + 1 }, 'reused'],
    ['is over once revoked', { revoked: true }, 'dead'],
    ['is over once expired', { expired: true }, 'dead'],
    ['raises no alarm when it is over', { expired: true, isCurrent: false, sinceRotation: 4_000 }, 'dead'],
  ] as const)('%s', (_, given, verdict) => {
    expect(judge(facts(given))).toBe(verdict);
  });

  it('is shorter for staff, even when it was opened before they were', () => {
    expect(tooLongForStaff(STAFF_IDLE_SECONDS - 1, LIFE_SECONDS - 1)).toBe(false);
    expect(tooLongForStaff(STAFF_IDLE_SECONDS, 0)).toBe(true);
    expect(tooLongForStaff(0, LIFE_SECONDS)).toBe(true);
  });

  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['::FFFF:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1234:5678::1', '2001:db8:1234:5600::/56'],
    ['2001:DB8:1234:5678:9:a:b:c', '2001:db8:1234:5600::/56'],
    ['2001:db8::1', '2001:db8:0:0::/56'],
    ['2001::1234:5:6:7:8', '2001:0:0:1200::/56'],
    ['2001:db8:1:ff::1', '2001:db8:1:0::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['::1', '0:0:0:0::/56'],
  ])('keeps the network of %s only', (ip, network) => {
    expect(truncateIp(ip)).toBe(network);
  });
});
