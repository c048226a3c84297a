import { ANONYMOUS, type Person } from './actor';
import { inPublic, mustPassSecondFactor, staffWithoutSecondFactor, tokenScope } from './entry';

const agency = { organisationId: 'a', kind: 'AGENCY', role: 'ADVISER', verified: true } as const;
const person: Person = {
  kind: 'PERSON',
  accountId: 'p',
  emailVerified: true,
  profileId: 'f',
  memberships: [],
  current: null,
  platformRole: null,
  secondFactor: false,
  sessionId: 's',
  scopes: null,
};
const adviser: Person = { ...person, memberships: [agency], current: agency };

describe('at the door', () => {
  it.each([
    [{ kind: 'right', right: 'mission:read' }, 'GET', 'missions:read'],
    [{ kind: 'right', right: 'mission:run' }, 'POST', 'missions:write'],
    [{ kind: 'right', right: 'application:list-own' }, 'HEAD', 'applications:read'],
    [{ kind: 'public', right: 'profile:read-card' }, 'GET', 'profiles:read'],
    [{ kind: 'public' }, 'GET', undefined],
    [{ kind: 'person' }, 'GET', undefined],
  ] as const)('%j %s asks a token for %s', (access, method, scope) => {
    expect(tokenScope(access, method)).toBe(scope);
  });

  it('asks staff for the second factor: agencies, whatever organisation they act for, and the platform', () => {
    expect(mustPassSecondFactor(person)).toBe(false);
    expect(mustPassSecondFactor({ ...adviser, current: null })).toBe(true);
    expect(mustPassSecondFactor({ ...person, platformRole: 'AUDITOR' })).toBe(true);
    expect(staffWithoutSecondFactor(adviser)).toBe(true);
    expect(staffWithoutSecondFactor({ ...adviser, secondFactor: true })).toBe(false);
  });

  it('takes staff without it for themselves only, where everybody may enter', () => {
    expect(inPublic(adviser, undefined)).toEqual(person);
    expect(inPublic({ ...person, platformRole: 'ADMIN' }, undefined)).toEqual(person);
    const passed = { ...adviser, secondFactor: true };
    expect(inPublic(passed, undefined)).toBe(passed);
    expect(inPublic(person, undefined)).toBe(person);
  });

  it('takes a token without the scope for anybody', () => {
    const program: Person = { ...person, scopes: ['missions:read'], sessionId: null };
    expect(inPublic(program, 'missions:read')).toBe(program);
    expect(inPublic(program, 'profiles:read')).toBe(ANONYMOUS);
    expect(inPublic(program, undefined)).toBe(ANONYMOUS);
    expect(inPublic(ANONYMOUS, 'missions:read')).toBe(ANONYMOUS);
  });
});
