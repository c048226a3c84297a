import fc from 'fast-check';
import { explain } from './explain';
import { phrase, type Phrase } from './phrases';
import { reasonsOf } from './reasons';
import { anyContext, anyMission, anyProfile } from './testing/arbitraries';
import { CRITERIA } from './weights';
import { criterionName, say } from './words';

const every = fc.record({ mission: anyMission, profile: anyProfile, context: anyContext });

type Facts = typeof every extends fc.Arbitrary<infer T> ? T : never;

function phrasesOf({ mission, profile, context }: Facts): Phrase[] {
  const explanation = explain(mission, profile, context, 'test');
  const { criteria, blockers, gaps, whatWouldHelp } = explanation;
  const { strengths, against } = reasonsOf(explanation);
  const rows = criteria.flatMap((part) => part.rows);
  return [
    ...rows.flatMap(({ mission: asked, person, reason, advice }): (Phrase | null)[] => [asked, person, reason, advice]),
    ...blockers.map(({ reason }) => reason),
    ...gaps.flatMap(({ asked, reason }) => [asked, reason]),
    ...whatWouldHelp.map(({ advice }) => advice),
    ...strengths,
    against,
  ].filter((said): said is Phrase => said !== null);
}

describe('the words of an explanation', () => {
  it('are never empty and never show a hole, in both languages', () => {
    fc.assert(
      fc.property(every, (facts) => {
        for (const said of phrasesOf(facts)) {
          for (const text of [say(said, 'fr'), say(said, 'en')]) {
            if (text.length === 0 || /undefined|NaN|null|\[object/.test(text)) throw new Error(`${said.code}: ${text}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keep French typography', () => {
    fc.assert(
      fc.property(every, (facts) => {
        for (const said of phrasesOf(facts)) {
          const text = say(said, 'fr');
          if (/'|[^\u202f][;:?!]/.test(text)) throw new Error(`${said.code}: ${text}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('read as people talk', () => {
    expect(say(phrase('says.rate', { min: 400, target: 480 }), 'fr')).toBe(
      '480\u00a0€\u00a0/\u00a0jour, 400\u00a0€ au minimum',
    );
    expect(say(phrase('block.must-skill', { skill: 'SQL' }), 'fr')).toBe(
      'Compétence indispensable absente\u202f: «\u00a0SQL\u00a0».',
    );
    expect(say(phrase('availability.late', { days: 1 }), 'en')).toBe('Free 1\u00a0day after the start.');
    expect(say(phrase('place.within', { km: 12 }), 'fr')).toBe('À 12\u00a0km, dans la zone de mobilité.');
  });

  it('name every criterion', () => {
    for (const key of CRITERIA) {
      expect(criterionName(key, 'fr')).toMatch(/^\p{Lu}/u);
      expect(criterionName(key, 'en')).toMatch(/^\p{Lu}/u);
    }
  });
});
