import { learningEvents, learningLifecycle, learningMovesFor } from './learning.lifecycle';

describe('what was learned of neighbouring skills', () => {
  it('says for each arrow what is told', () => {
    const arrows = [...new Set(Object.values(learningLifecycle).flatMap((moves) => Object.keys(moves)))].toSorted();
    expect(Object.keys(learningEvents).toSorted()).toEqual(arrows);
  });

  it.each([
    ['COMPUTING', []],
    ['PROPOSED', ['activate', 'discard']],
    ['ACTIVE', ['retire']],
    ['UNCHANGED', []],
    ['ABANDONED', []],
    ['DISCARDED', []],
    ['REPLACED', []],
    ['RETIRED', []],
  ] as const)('%s offers %j', (state, moves) => {
    expect(learningMovesFor(state)).toEqual(moves);
  });
});
