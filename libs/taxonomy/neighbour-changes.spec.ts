import { describe, expect, it } from '@jest/globals';
import { neighbourChanges } from './neighbour-changes';
import { SkillTable } from './skill-table';
import { finish } from './steps';

const table = (rows: Record<number, Record<number, number>>): SkillTable =>
  SkillTable.of(
    new Map(),
    new Map(
      Object.entries(rows).map(([id, near]) => [
        Number(id),
        Object.entries(near).map(([skill, similarity]) => ({ skill: Number(skill), similarity })),
      ]),
    ),
  );

describe('what changes between two tables of neighbours', () => {
  it('are the pairs that come, go, come nearer and go farther, each once, in hundredths', () => {
    const before = table({ 1: { 2: 0.5, 3: 0.6 }, 2: { 1: 0.5 }, 3: { 1: 0.6 }, 4: { 5: 0.4 }, 5: { 4: 0.4 } });
    const after = table({ 1: { 2: 0.78, 3: 0.3 }, 2: { 1: 0.78 }, 3: { 1: 0.3 }, 6: { 7: 0.4 }, 7: { 6: 0.4 } });
    expect(finish(neighbourChanges(before, after))).toEqual([
      { a: 1, b: 2, before: 50, after: 78 },
      { a: 1, b: 3, before: 60, after: 30 },
      { a: 4, b: 5, before: 40, after: 0 },
      { a: 6, b: 7, before: 0, after: 40 },
    ]);
    expect(finish(neighbourChanges(after, after))).toEqual([]);
  });

  it('are none when only one direction was cut off', () => {
    const both = table({ 1: { 2: 0.5 }, 2: { 1: 0.5 } });
    expect(finish(neighbourChanges(both, table({ 2: { 1: 0.5 } })))).toEqual([]);
  });

  it('says every hundredth as it was given', () => {
    for (let hundredths = 1; hundredths <= 78; hundredths++)
      expect(finish(neighbourChanges(table({}), table({ 1: { 2: hundredths / 100 } })))).toEqual([
        { a: 1, b: 2, before: 0, after: hundredths },
      ]);
  });
});
