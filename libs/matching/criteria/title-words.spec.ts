import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { titleWords } from './title-words';

const word = (key: string, weight: number) => ({ key, weight });

describe('the words of a title', () => {
  const mission = { title: 'Développeuse web', titleWords: [word('developpeu', 100), word('web', 50)] };

  it('count in proportion to how telling the common ones are', () => {
    const pair = pairOf(mission, { headline: 'Développeur', titleWords: [word('developpeu', 100)] });
    expect(titleWords.measure(...pair)).toBe(666);
    expect(titleWords.rows(...pair)[0]?.reason).toEqual({ code: 'words.some', params: { words: ['developpeu'] } });
  });

  it('are all there when the titles are the same but for gender', () => {
    const pair = pairOf(mission, {
      headline: 'Développeur web',
      titleWords: [word('web', 50), word('developpeu', 100)],
    });
    expect(titleWords.measure(...pair)).toBe(1000);
    expect(titleWords.rows(...pair)[0]?.reason.code).toBe('words.all');
  });

  it('count no more than the person’s own weight for them, as for a title of the past', () => {
    const pair = pairOf(mission, { titleWords: [word('developpeu', 60)] });
    expect(titleWords.measure(...pair)).toBe(400);
  });

  it('have no data without a title on either side', () => {
    expect(titleWords.measure(...pairOf({}, { titleWords: [word('web', 1)] }))).toBe(NO_DATA);
    expect(titleWords.measure(...pairOf(mission, {}))).toBe(NO_DATA);
  });
});
