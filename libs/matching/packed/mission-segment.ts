import type { Dictionaries } from './dictionary';
import { MissionColumns } from './mission-columns';
import type { MissionNumbers } from './mission-row';
import { KINDS, MUST, REQUIRED } from './layout';
import { type Postings, postingsOf } from './postings';

/** Missions (or needs) alike in something: the class of each, and one of each class. */
interface Classes {
  of: Uint32Array;
  examples: Uint32Array;
}

function classesOf<Key>(size: number, keyOf: (m: number) => Key): Classes {
  const known = new Map<Key, number>();
  const examples: number[] = [];
  const of = Uint32Array.from({ length: size }, (_, m) => {
    const key = keyOf(m);
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, examples.length);
    return examples.push(m) - 1;
  });
  return { of, examples: Uint32Array.from(examples) };
}

/** Many missions as columns, found by what they need. Never changed once built. */
export class MissionSegment {
  readonly missions: MissionColumns;
  /** Kinds of needs (alike in their answers and the level asked) by skill that answers them, and at the same places `asked level << 8 | similarity`. */
  readonly needs: Postings;
  readonly strengths: Uint16Array;
  /** By kind of need, two numbers a need: `mission << 2` with REQUIRED and MUST where they hold, and its weight. */
  readonly needsOfKind: Postings;
  /** `mission << 8 | weight` by occupation and by word. */
  readonly byOccupation: Postings;
  readonly byWord: Postings;
  /** The class of each mission in each kind, KINDS numbers a mission. */
  readonly classOf: Uint32Array;
  /** The same, by kind. */
  readonly classes: readonly Uint32Array[];
  /** By kind, one mission of each class: what a person comes to for it they come to for all of its class. */
  readonly examples: readonly Uint32Array[];

  constructor(
    readonly given: readonly MissionNumbers[],
    dictionaries: Dictionaries,
  ) {
    const columns = new MissionColumns(given, dictionaries);
    this.missions = columns;
    const { starts, entries } = columns.answers;
    const kinds = classesOf(columns.needAsked.length, (need) =>
      [columns.needAsked[need], ...entries.subarray(starts[need], starts[need + 1])].join(),
    );
    const eachAnswer = (
      tell: (skill: number, value: number) => void,
      valueOf: (kind: number, at: number) => number,
    ) => {
      kinds.examples.forEach((need, kind) => {
        for (let at = starts[need]!; at < starts[need + 1]!; at++) tell(entries[at]! >> 8, valueOf(kind, at));
      });
    };
    const skills = dictionaries.skills.size;
    this.needs = postingsOf(skills, (tell) => eachAnswer(tell, (kind) => kind));
    const strengths = postingsOf(skills, (tell) =>
      eachAnswer(tell, (kind, at) => (columns.needAsked[kinds.examples[kind]!]! << 8) | (entries[at]! & 255)),
    );
    this.strengths = Uint16Array.from(strengths.values);
    this.needsOfKind = postingsOf(kinds.examples.length, (tell) => {
      for (let m = 0; m < columns.size; m++)
        for (let need = columns.needStarts[m]!; need < columns.needStarts[m + 1]!; need++) {
          const required = need < columns.preferredFrom[m]! ? REQUIRED : 0;
          tell(kinds.of[need]!, (m << 2) | required | (columns.needMust[need] === 1 ? MUST : 0));
          tell(kinds.of[need]!, columns.needWeights[need]!);
        }
    });
    const weighted = (lists: MissionColumns['words'], keys: number): Postings =>
      postingsOf(keys, (tell) => {
        for (let m = 0; m < columns.size; m++)
          for (let at = lists.starts[m]!; at < lists.starts[m + 1]!; at++)
            tell(lists.entries[at]! >> 8, (m << 8) | (lists.entries[at]! & 255));
      });
    const alike = [
      classesOf(columns.size, (m) => columns.budgets[m]!),
      classesOf(columns.size, (m) => columns.startDays[m]!),
      classesOf(columns.size, (m) => columns.languages[m]!),
      classesOf(columns.size, (m) => columns.sectorsCompared[m]!),
      classesOf(columns.size, (m) => columns.experience[m]!),
      classesOf(columns.size, (m) => columns.weeks[m]!),
      classesOf(columns.size, (m) => columns.modes[m]!),
      classesOf(columns.size, (m) => columns.halfDays[m]!),
    ];
    this.classes = alike.map(({ of }) => of);
    this.examples = alike.map(({ examples }) => examples);
    this.classOf = new Uint32Array(columns.size * KINDS);
    alike.forEach(({ of }, kind) => of.forEach((found, m) => (this.classOf[m * KINDS + kind] = found)));
    this.byOccupation = weighted(columns.occupations, dictionaries.occupations.size);
    this.byWord = weighted(columns.words, dictionaries.words.size);
  }

  get size(): number {
    return this.missions.size;
  }

  get nums(): Int32Array {
    return this.missions.nums;
  }
}
