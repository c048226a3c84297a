import { Breaker } from './breaker';

describe('a breaker', () => {
  const rules = { failures: 3, withinMs: 1_000, openMs: 500 };

  it('opens after enough failures close together', () => {
    const breaker = new Breaker(rules);
    for (const at of [0, 10]) breaker.failed(at);
    expect([breaker.state, breaker.allows(10)]).toEqual(['closed', true]);
    breaker.failed(20);
    expect([breaker.state, breaker.allows(21)]).toEqual(['open', false]);
  });

  it('does not add up failures that are far apart', () => {
    const breaker = new Breaker(rules);
    for (const at of [0, 1_001, 2_002, 3_003]) breaker.failed(at);
    expect(breaker.state).toBe('closed');
  });

  it('lets one request try, and closes or opens again by what becomes of it', () => {
    const breaker = new Breaker(rules);
    for (const at of [0, 1, 2]) breaker.failed(at);
    expect([breaker.allows(502), breaker.allows(503)]).toEqual([true, false]);
    breaker.failed(510);
    expect([breaker.allows(1_000), breaker.allows(1_010)]).toEqual([false, true]);
    breaker.succeeded();
    expect([breaker.state, breaker.allows(1_020)]).toEqual(['closed', true]);
  });

  it('tries again when a trial never came back', () => {
    const breaker = new Breaker(rules);
    for (const at of [0, 1, 2]) breaker.failed(at);
    expect([breaker.allows(502), breaker.allows(1_001), breaker.allows(1_002)]).toEqual([true, false, true]);
  });
});
