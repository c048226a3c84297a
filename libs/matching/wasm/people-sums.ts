import { D_NEEDS, D_OCCUPATIONS, D_PREFERRED, D_REQUIRED, M_OCCUPATION_COUNT, NEED_BYTES } from '../packed/layout';
import {
  answers,
  answerStarts,
  asked,
  best,
  met,
  missionWords,
  missionWordStarts,
  musts,
  occupation,
  peopleByOccupation,
  peopleByOccupationStarts,
  peopleBySkill,
  peopleBySkillStarts,
  peopleByTitle,
  peopleByTitleStarts,
  peopleOccupationKeys,
  peopleSkillKeys,
  peopleWordKeys,
  personCount,
  preferred,
  products,
  required,
  satisfactions,
  title,
  titleEntries,
  titlesByWord,
  titlesByWordStarts,
  titleStarts,
  titleWeights,
  touched,
} from './market';
import { cosineOf } from './pair';
import { MUST_FLOOR, PER_MASTERY } from './person-sums';

/** Adds up what the mission and each person have in common. */
export function addUp(m: i32, mission: usize, detail: usize): void {
  const bytes = (<usize>((personCount + 3) & ~3)) << 2;
  memory.fill(required, 0, bytes);
  memory.fill(preferred, 0, bytes);
  memory.fill(occupation, 0, bytes);
  memory.fill(title, 0, bytes);
  memory.fill(musts, 0, (<usize>personCount) << 1);
  const needs = <usize>load<u32>(detail, D_NEEDS);
  const requiredCount = <i32>load<u16>(detail, D_REQUIRED);
  const count = requiredCount + <i32>load<u16>(detail, D_PREFERRED);
  for (let at = 0; at < count; at++)
    addNeed(needs + <usize>(at * NEED_BYTES), at < requiredCount ? required : preferred);
  addOccupations(mission, detail);
  addTitles(m);
}

function addNeed(need: usize, sums: usize): void {
  const kind = <usize>(load<u32>(need) >> 1);
  const isMust = (load<u32>(need) & 1) != 0;
  const weight = load<i32>(need, 4);
  const level = (<i32>load<u8>(asked + kind)) << 8;
  let count = 0;
  const to = load<i32>(answerStarts + (kind << 2), 4);
  for (let at = load<i32>(answerStarts + (kind << 2)); at < to; at++) {
    const answer = load<i32>(answers + ((<usize>at) << 2));
    const skill = answer >> 8;
    if (skill + 1 > peopleSkillKeys) continue;
    const table = satisfactions + <usize>(level | (answer & 255));
    const end = load<i32>(peopleBySkillStarts + ((<usize>skill) << 2), 4);
    for (let by = load<i32>(peopleBySkillStarts + ((<usize>skill) << 2)); by < end; by++) {
      const value = load<u32>(peopleBySkill + ((<usize>by) << 2));
      const satisfaction = load<u8>(table + <usize>((value & 63) * PER_MASTERY));
      const known = best + <usize>(value >> 6);
      if (satisfaction <= load<u8>(known)) continue;
      if (load<u8>(known) == 0) {
        store<u32>(met + ((<usize>count) << 2), value >> 6);
        count++;
      }
      store<u8>(known, satisfaction);
    }
  }
  for (let at = 0; at < count; at++) {
    const p = <usize>load<u32>(met + ((<usize>at) << 2));
    const satisfaction = load<u8>(best + p);
    store<u8>(best + p, 0);
    store<i32>(sums + (p << 2), load<i32>(sums + (p << 2)) + weight * <i32>satisfaction);
    if (isMust && <i32>satisfaction >= MUST_FLOOR) store<u16>(musts + (p << 1), load<u16>(musts + (p << 1)) + 1);
  }
}

function addOccupations(mission: usize, detail: usize): void {
  const entries = <usize>load<u32>(detail, D_OCCUPATIONS);
  const count = load<i32>(mission, M_OCCUPATION_COUNT);
  for (let at = 0; at < count; at++) {
    const entry = load<i32>(entries + ((<usize>at) << 2));
    if ((entry >> 8) + 1 > peopleOccupationKeys) continue;
    const starts = peopleByOccupationStarts + ((<usize>(entry >> 8)) << 2);
    const end = load<i32>(starts, 4);
    for (let by = load<i32>(starts); by < end; by++) {
      const value = load<u32>(peopleByOccupation + ((<usize>by) << 2));
      const sum = occupation + ((<usize>(value >> 8)) << 2);
      store<i32>(sum, load<i32>(sum) + (entry & 255) * <i32>(value & 255));
    }
  }
}

function addTitles(m: i32): void {
  let count = 0;
  const to = load<i32>(missionWordStarts + ((<usize>m) << 2), 4);
  for (let at = load<i32>(missionWordStarts + ((<usize>m) << 2)); at < to; at++) {
    const entry = load<i32>(missionWords + ((<usize>at) << 2));
    if ((entry >> 8) + 1 > peopleWordKeys) continue;
    const starts = titlesByWordStarts + ((<usize>(entry >> 8)) << 2);
    const end = load<i32>(starts, 4);
    for (let by = load<i32>(starts); by < end; by++) {
      const own = load<u32>(titlesByWord + ((<usize>by) << 2));
      const sum = products + ((<usize>own) << 2);
      const known = load<i32>(sum);
      if (known == 0) {
        store<u32>(touched + ((<usize>count) << 2), own);
        count++;
      }
      store<i32>(sum, known + (entry & 255) * load<i32>(titleWeights + ((<usize>by) << 2)));
    }
  }
  for (let at = 0; at < count; at++) {
    const own = <usize>load<u32>(touched + ((<usize>at) << 2));
    const counts = load<i32>(titleEntries + ((<usize>load<i32>(titleStarts + (own << 2))) << 2));
    const like = (cosineOf(load<i32>(products + (own << 2))) * counts) / 255;
    store<i32>(products + (own << 2), 0);
    const end = load<i32>(peopleByTitleStarts + (own << 2), 4);
    for (let by = load<i32>(peopleByTitleStarts + (own << 2)); by < end; by++) {
      const sum = title + ((<usize>load<u32>(peopleByTitle + ((<usize>by) << 2))) << 2);
      if (like > load<i32>(sum)) store<i32>(sum, like);
    }
  }
}
