import { longest, runsOf } from './named-occupations';

describe('the words of a title', () => {
  it('are tried in every run, the same for both genders', () => {
    expect(runsOf('Développeuse front-end React')).toEqual(runsOf('développeur front-end React'));
    expect(runsOf('Graphiste et illustratrice')).toHaveLength(3);
    expect(runsOf('un '.repeat(300)).length).toBeLessThan(2_000);
  });

  it('are taken in their longest run', () => {
    expect(longest(['developpeur', 'developpeur front-end', 'graphiste'])).toEqual([
      'developpeur front-end',
      'graphiste',
    ]);
    expect(longest(['web', 'webmestre'])).toEqual(['web', 'webmestre']);
  });
});
