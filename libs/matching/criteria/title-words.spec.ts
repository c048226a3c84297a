import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { titleWords } from './title-words';

const word = (key: string, weight: number, written?: string) => ({ key, weight, written });
const title = (text: string, words: ReturnType<typeof word>[], weight = 255) => ({ text, words, weight });

describe('the words of a title', () => {
  const mission = { title: 'Développeuse web', titleWords: [word('developpeu', 204), word('web', 153)] };

  it('count as a cosine, the telling ones most', () => {
    const pair = pairOf(mission, { titles: [title('Développeur', [word('developpeu', 255, 'développeur')])] });
    expect(titleWords.measure(...pair)).toBe(800);
    expect(titleWords.rows(...pair)[0]?.reason).toEqual({ code: 'words.some', params: { words: ['développeur'] } });
  });

  it('are all there when the titles are the same but for gender', () => {
    const pair = pairOf(mission, { titles: [title('Développeur web', [word('web', 153), word('developpeu', 204)])] });
    expect(titleWords.measure(...pair)).toBe(1000);
    expect(titleWords.rows(...pair)[0]?.reason.code).toBe('words.all');
  });

  it('are those of the title that says most, a past one counting less', () => {
    const past = title('Développeur web', mission.titleWords, 204);
    const pair = pairOf(mission, { titles: [title('Soudeur', [word('soud', 255)]), past] });
    expect(titleWords.measure(...pair)).toBe(800);
    expect(titleWords.rows(...pair)[0]?.person).toEqual({ code: 'says.text', params: { text: 'Développeur web' } });
  });

  it('have no data without a title on either side', () => {
    expect(titleWords.measure(...pairOf({}, { titles: [title('Web', [word('web', 255)])] }))).toBe(NO_DATA);
    expect(titleWords.measure(...pairOf(mission, {}))).toBe(NO_DATA);
  });
});
