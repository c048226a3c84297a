import { contestEvents, contestLifecycle, contestMovesFor } from './contest.lifecycle';

const all = { answer: true, withdraw: true, revoke: true };

describe('a contested score', () => {
  it('says for each arrow what is told', () => {
    const arrows = [...new Set(Object.values(contestLifecycle).flatMap((moves) => Object.keys(moves)))].toSorted();
    expect(Object.keys(contestEvents).toSorted()).toEqual(arrows);
  });

  it.each([
    ['OPEN', all, ['answer', 'withdraw']],
    ['OPEN', { ...all, answer: false }, ['withdraw']],
    ['OVERRIDDEN', all, ['revoke']],
    ['OVERRIDDEN', { ...all, revoke: false }, []],
    ['CORRECTED', all, []],
    ['UPHELD', all, []],
    ['WITHDRAWN', all, []],
    ['REVOKED', all, []],
  ] as const)('%s with %j offers %j', (state, may, moves) => {
    expect(contestMovesFor(state, may)).toEqual(moves);
  });
});
