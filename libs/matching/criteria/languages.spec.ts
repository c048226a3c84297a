import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { languageBlocks, languages, languagesMissing } from './languages';

describe('languages', () => {
  const mission = { languages: [{ code: 'fr' }, { code: 'en', level: 'B2' as const }] };

  it('are met at the level asked or above', () => {
    const pair = pairOf(mission, {
      languages: [
        { code: 'en', level: 'C1' },
        { code: 'fr', level: 'NATIVE' },
      ],
    });
    expect(languages.measure(...pair)).toBe(1000);
  });

  it('are partly met below it', () => {
    const pair = pairOf(mission, {
      languages: [
        { code: 'en', level: 'A2' },
        { code: 'fr', level: 'NATIVE' },
      ],
    });
    expect(languages.measure(...pair)).toBe(750);
    expect(languages.rows(...pair).map(({ reason }) => reason.code)).toEqual(['language.enough', 'language.lower']);
  });

  it('block when one is not spoken at all, and name it', () => {
    const pair = pairOf(mission, { languages: [{ code: 'fr' }] });
    expect(languageBlocks(...pair)).toBe(true);
    expect(languagesMissing(...pair)).toEqual(['en']);
  });

  it('have no data, and block nobody, when the person lists none', () => {
    expect(languages.measure(...pairOf(mission, {}))).toBe(NO_DATA);
    expect(languageBlocks(...pairOf(mission, {}))).toBe(false);
  });
});
