import { HAS, HOME, MOBILITY, PERSON, TABLES } from './answers';
import type { Comparison } from './comparison';
import type { Dictionaries, Lists } from './dictionary';
import type { Layer } from './layers';
import * as layout from './layout';
import type { Addresses, Plan } from './plan';
import { postingsOf } from './postings';
import { flagsOfRow } from './profile-row';
import type { ProfileSegment } from './profile-segment';

/** Kinds of answers that may block. */
const BLOCKING = [layout.BUDGET, layout.START, layout.LANGUAGES, layout.MODE];
/** Numbers of a kind of answers: where its rows begin, bytes of a row, rows, and after how many bytes stands what blocks. */
const TABLE = 4;

/** Puts the people of some layers, numbered through, what they answer the missions, and what finds them. */
export function layPeople(
  plan: Plan,
  comparison: Comparison,
  layers: readonly Layer<ProfileSegment>[],
  dictionaries: Dictionaries,
  missionBits: number,
): Addresses {
  const { answers } = comparison;
  const size = layers.reduce((sum, { segment }) => sum + segment.size, 0);
  const rows = new Int32Array(size * PERSON);
  eachPerson(layers, (segment, p, person) => {
    if (flagsOfRow.isVisible(segment.flags[p]!)) answers.lay(segment, p, rows, person * PERSON);
  });
  const tables = new Uint32Array(layout.KINDS * TABLE);
  const open = new Uint32Array(layout.KINDS);
  for (let kind = 0; kind < layout.KINDS; kind++) {
    const rowsOfKind = answers.rows(kind);
    const stride = answers.strides[kind]!;
    const classes = stride / TABLES[kind]!;
    const values = plan.put(answers.values[kind]!.subarray(0, rowsOfKind * stride));
    tables.set([values, stride * 2, rowsOfKind, (TABLES[kind]! - 1) * classes * 2], kind * TABLE);
    if (BLOCKING.includes(kind)) open[kind] = plan.room(rowsOfKind * missionBits);
  }
  // How far each kind has its ceilings behind the first, on the mission’s side and then on the person’s.
  const ceilings = new Uint32Array(2 * layout.KINDS + 1);
  for (let at = 0; at < 2 * layout.KINDS; at++) ceilings[at + 1] = ceilings[at]! + answers.rows(at % layout.KINDS) * 4;
  const skills = together(layers, 'skillStarts', (segment) => segment.skills);
  const masteries = together(layers, 'skillStarts', (segment) => segment.masteries).values;
  const titles = together(layers, 'titleStarts', (segment) => segment.titles);
  const occupations = together(layers, 'occupationStarts', ({ occupations: ids, occupationWeights }) => {
    const values = Uint32Array.from(ids);
    for (let at = 0; at < values.length; at++) values[at] = (values[at]! << 8) | occupationWeights[at]!;
    return values;
  });
  const table = new DataView(new ArrayBuffer(size * layout.PERSON_BYTES));
  eachPerson(layers, (segment, p, person, isAside) => {
    const at = person * layout.PERSON_BYTES;
    const i32 = (field: number, value: number): void => table.setInt32(at + field, value, true);
    for (let kind = 0; kind < layout.KINDS; kind++) {
      const row = rows[person * PERSON + kind]!;
      i32(4 * kind, tables[kind * TABLE]! + row * tables[kind * TABLE + 1]!);
      i32(layout.P_ROWS + 4 * kind, row);
    }
    i32(layout.P_HOME, rows[person * PERSON + HOME]!);
    i32(layout.P_MOBILITY, rows[person * PERSON + MOBILITY]!);
    const visible = flagsOfRow.isVisible(segment.flags[p]!) ? layout.VISIBLE : 0;
    const stands = visible !== 0 && !isAside ? layout.STANDS : 0;
    i32(layout.P_HAS, rows[person * PERSON + HAS]! | layout.HERE | visible | stands);
    i32(layout.P_NUM, segment.nums[p]!);
    i32(layout.P_WISH, segment.wishes[p]!);
    i32(layout.P_EXCLUSIONS, segment.exclusions[p]!);
  });
  const ofStanding = (
    keys: number,
    { starts, values }: Together,
    keyOf: (value: number) => number,
    valueOf: (person: number, at: number) => number,
  ) =>
    postingsOf(keys, (tell) =>
      eachPerson(layers, (_segment, _p, person, isAside) => {
        for (let at = starts[person]!; !isAside && at < starts[person + 1]!; at++)
          tell(keyOf(values[at]!), valueOf(person, at));
      }),
    );
  const bySkill = ofStanding(
    dictionaries.skills.size,
    skills,
    (skill) => skill,
    (person, at) => (person << 6) | masteries[at]!,
  );
  const byOccupation = ofStanding(
    dictionaries.occupations.size,
    occupations,
    (entry) => entry >> 8,
    (person, at) => (person << 8) | (occupations.values[at]! & 255),
  );
  const byTitle = ofStanding(
    dictionaries.titles.size,
    titles,
    (title) => title,
    (person) => person,
  );
  return {
    personCount: size,
    people: plan.put(new Uint8Array(table.buffer)),
    whoHas: plan.put(
      Uint8Array.from({ length: size }, (_, person) =>
        table.getInt32(person * layout.PERSON_BYTES + layout.P_HAS, true),
      ),
    ),
    tables: plan.put(tables),
    open: plan.put(open),
    ceilingStarts: plan.put(ceilings),
    ceilingBytes: ceilings.at(-1)!,
    pay: answers.pay * 2,
    ownSkillStarts: plan.put(skills.starts),
    ownSkills: plan.put(skills.values),
    ownMasteries: plan.put(Uint8Array.from(masteries)),
    ownOccupationStarts: plan.put(occupations.starts),
    ownOccupations: plan.put(occupations.values),
    ownTitleStarts: plan.put(titles.starts),
    ownTitles: plan.put(titles.values),
    ...putLists(plan, 'title', dictionaries.titles),
    ...putLists(plan, 'wish', dictionaries.wishes),
    ...putLists(plan, 'exclusion', dictionaries.exclusions),
    titleCount: dictionaries.titles.size,
    points: plan.put(pointsOf(dictionaries)),
    placeCount: dictionaries.places.size,
    peopleBySkillStarts: plan.put(bySkill.starts),
    peopleBySkill: plan.put(bySkill.values),
    peopleByOccupationStarts: plan.put(byOccupation.starts),
    peopleByOccupation: plan.put(byOccupation.values),
    peopleByTitleStarts: plan.put(byTitle.starts),
    peopleByTitle: plan.put(byTitle.values),
    peopleSkillKeys: dictionaries.skills.size,
    peopleOccupationKeys: dictionaries.occupations.size,
    peopleWordKeys: dictionaries.words.size,
    ...putTitles(plan, dictionaries),
  };
}

/** Tells everybody who is not gone: their segment, where they stand in it, their number, and whether they stand aside. */
function eachPerson(
  layers: readonly Layer<ProfileSegment>[],
  tell: (segment: ProfileSegment, p: number, person: number, isAside: boolean) => void,
): void {
  let before = 0;
  for (const { segment, gone, aside } of layers) {
    const { size } = segment;
    for (let p = 0; p < size; p++) if (gone[p] === 0) tell(segment, p, before + p, aside[p] === 1);
    before += size;
  }
}

interface Together {
  starts: Uint32Array;
  values: Uint32Array;
}

/** A column of lists of several segments, one after the other. */
function together(
  layers: readonly Layer<ProfileSegment>[],
  column: 'skillStarts' | 'occupationStarts' | 'titleStarts',
  valuesOf: (segment: ProfileSegment) => ArrayLike<number>,
): Together {
  const size = layers.reduce((sum, { segment }) => sum + segment.size, 0);
  const starts = new Uint32Array(size + 1);
  const values = new Uint32Array(layers.reduce((sum, { segment }) => sum + segment[column].at(-1)!, 0));
  let person = 0;
  for (const { segment } of layers) {
    const from = segment[column];
    const before = starts[person]!;
    values.set(valuesOf(segment), before);
    for (let p = 1; p < from.length; p++) starts[++person] = before + from[p]!;
  }
  return { starts, values };
}

/** Where each place is: three whole numbers, the first place being number 1. */
function pointsOf({ places }: Dictionaries): Int32Array {
  const points = new Int32Array(3 * places.size);
  points.set(places.entries.subarray(0, points.length - 3), 3);
  return points;
}

const putLists = (plan: Plan, name: string, lists: Lists): Addresses => ({
  [`${name}Starts`]: plan.put(lists.starts.slice(0, lists.size + 1)),
  [`${name}Entries`]: plan.put(lists.entries.slice(0, lists.starts[lists.size])),
});

/** Titles by word, and at the same places the word’s weight in them. */
function putTitles(plan: Plan, { titles, words }: Dictionaries): Addresses {
  const { starts, entries } = titles;
  const eachWord = (tell: (word: number, value: number) => void, valueOf: (title: number, at: number) => number) => {
    for (let title = 1; title < titles.size; title++)
      for (let at = starts[title]! + 1; at < starts[title + 1]!; at++) tell(entries[at]! >> 8, valueOf(title, at));
  };
  const byWord = postingsOf(words.size, (tell) => eachWord(tell, (title) => title));
  const weights = postingsOf(words.size, (tell) => eachWord(tell, (_, at) => entries[at]! & 255));
  return {
    titlesByWordStarts: plan.put(byWord.starts),
    titlesByWord: plan.put(byWord.values),
    titleWeights: plan.put(weights.values),
  };
}
