import { NO_DATA } from '../arithmetic';
import { likenessOf } from '../criteria/title-words';
import { MODE_BIT } from '../prepare';
import { Distances, wayIn } from './distances';
import { languagesValue, NOWHERE, reachOf, restOfWeights, sectorValue } from './kernel';
import { Memo, UNKNOWN } from './memo';
import { CRITERION, type MissionColumns, WEIGHTS } from './mission-columns';
import { PersonSide } from './person-side';
import type { ProfileSegment } from './profile-segment';

const { REMOTE } = MODE_BIT;

/**
 * One mission laid out for being compared with very many profiles: tables by skill, occupation and word, and what it
 * is worth to each title and set of languages, computed once however many people share them.
 * Made anew by `compile`; the tables are kept from one mission to the next.
 */
export class CompiledMission {
  missions!: MissionColumns;
  m = 0;
  /** Where the answers of a skill begin in `answers`, 0 for a skill that answers nothing. */
  answersFrom = new Int32Array(0);
  /** Their number, then `need << 11 | asked level << 8 | similarity` for each; the needs counted from 0. */
  answers = new Int32Array(1_024);
  /** Weights by occupation and by word, 0 for others. */
  occupations = new Uint8Array(0);
  words = new Uint8Array(0);
  /** What the mission’s languages are worth to each set of them, as languagesValue. */
  languages = new Int16Array(0);
  hasOccupations = false;
  hasWords = false;

  needCount = 0;
  requiredCount = 0;
  requiredWeight = 0;
  preferredWeight = 0;
  occupationWeight = 0;
  titleWeight = 0;
  /** Of the criteria that do not speak of skills, occupation or title. */
  rest = 0;

  /** What it is worth to people. */
  readonly person = new PersonSide();

  #distances: Distances | undefined;
  /** Kilometres from where the mission is done, by place; undefined when that is nowhere or everywhere. */
  #kilometres: Int16Array | undefined;
  readonly #sectors = new Memo();
  readonly #titles = new Memo();
  readonly #skillsMet: number[] = [];

  compile(missions: MissionColumns, m: number): void {
    this.#clear();
    this.missions = missions;
    this.m = m;
    const { dictionaries, weights } = missions;
    if (this.answersFrom.length < dictionaries.skills.size)
      this.answersFrom = new Int32Array(dictionaries.skills.size * 2);
    if (this.occupations.length < dictionaries.occupations.size)
      this.occupations = new Uint8Array(dictionaries.occupations.size * 2);
    if (this.words.length < dictionaries.words.size) this.words = new Uint8Array(dictionaries.words.size * 2);
    this.#speak(dictionaries.languageSets.size);
    if (this.#distances?.places !== dictionaries.places) this.#distances = new Distances(dictionaries.places);
    this.#kilometres = missions.modes[m] === REMOTE ? undefined : this.#distances.from(missions.places[m]!);
    this.#sectors.forget(dictionaries.sectorSets.size);
    this.#titles.forget(dictionaries.titles.size);
    this.#lay(missions.occupations, this.occupations);
    this.#lay(missions.words, this.words);
    this.hasOccupations = missions.occupations.starts[m] !== missions.occupations.starts[m + 1];
    this.hasWords = missions.words.starts[m] !== missions.words.starts[m + 1];
    this.#layAnswers();
    const w = m * WEIGHTS;
    this.needCount = missions.needStarts[m + 1]! - missions.needStarts[m]!;
    this.requiredCount = missions.preferredFrom[m]! - missions.needStarts[m]!;
    this.requiredWeight = this.requiredCount === 0 ? 0 : weights[w + CRITERION['required-skills']]!;
    this.preferredWeight = this.requiredCount === this.needCount ? 0 : weights[w + CRITERION['preferred-skills']]!;
    this.occupationWeight = this.hasOccupations ? weights[w + CRITERION.occupation]! : 0;
    this.titleWeight = this.hasWords ? weights[w + CRITERION['title-words']]! : 0;
    this.rest = restOfWeights(missions, m);
    this.person.compile(this);
  }

  /** Kilometres from where the work is done to a place; NOWHERE without both, or when it is done at a distance. */
  km(place: number): number {
    return this.#distances!.km(this.#kilometres, this.missions.places[this.m]!, place);
  }

  /** What the way there is worth to person `p`, `km` being theirs; NO_DATA when there is none. */
  way(profiles: ProfileSegment, p: number, km: number): number {
    return km === NOWHERE ? NO_DATA : wayIn(this.#distances!.worth(km, reachOf(profiles, p, this.missions, this.m)));
  }

  /** What the mission’s sector is worth to a set of them, as sectorValue. */
  sector(sectors: number): number {
    const known = this.#sectors.values[sectors]!;
    if (known !== UNKNOWN) return known;
    return this.#sectors.keep(sectors, sectorValue(this.missions, this.missions.sectorsCompared[this.m]!, sectors));
  }

  /** How much of the mission’s title one title says, 0..1000. */
  title(title: number): number {
    const known = this.#titles.values[title]!;
    if (known !== UNKNOWN) return known;
    const { starts, entries } = this.missions.dictionaries.titles;
    let product = 0;
    for (let at = starts[title]! + 1; at < starts[title + 1]!; at++)
      product += this.words[entries[at]! >> 8]! * (entries[at]! & 255);
    return this.#titles.keep(title, likenessOf(product, entries[starts[title]!]!));
  }

  #lay({ starts, entries }: { starts: Uint32Array; entries: Int32Array }, table: Uint8Array): void {
    for (let at = starts[this.m]!; at < starts[this.m + 1]!; at++) table[entries[at]! >> 8] = entries[at]! & 255;
  }

  #speak(sets: number): void {
    if (this.languages.length < sets) this.languages = new Int16Array(sets * 2);
    const asked = this.missions.languages[this.m]!;
    if (asked === 0) this.languages.fill(NO_DATA);
    else
      for (let spoken = 0; spoken < sets; spoken++)
        this.languages[spoken] = languagesValue(this.missions, asked, spoken);
  }

  #layAnswers(): void {
    const { missions, m } = this;
    const { starts, entries } = missions.answers;
    const first = missions.needStarts[m]!;
    const bySkill = new Map<number, number[]>();
    for (let need = first; need < missions.needStarts[m + 1]!; need++)
      for (let at = starts[need]!; at < starts[need + 1]!; at++) {
        const answer = ((need - first) << 11) | (missions.needAsked[need]! << 8) | (entries[at]! & 255);
        const skill = entries[at]! >> 8;
        const list = bySkill.get(skill);
        if (list) list.push(answer);
        else bySkill.set(skill, [answer]);
      }
    let end = 1;
    const size = starts[missions.needStarts[m + 1]!]! - starts[first]! + bySkill.size + 1;
    if (this.answers.length < size) this.answers = new Int32Array(size * 2);
    for (const [skill, list] of bySkill) {
      this.answersFrom[skill] = end;
      this.answers[end] = list.length;
      this.answers.set(list, end + 1);
      end += list.length + 1;
      this.#skillsMet.push(skill);
    }
  }

  #clear(): void {
    for (const skill of this.#skillsMet) this.answersFrom[skill] = 0;
    this.#skillsMet.length = 0;
    if (this.missions === undefined) return;
    for (const [{ starts, entries }, table] of [
      [this.missions.occupations, this.occupations],
      [this.missions.words, this.words],
    ] as const)
      for (let at = starts[this.m]!; at < starts[this.m + 1]!; at++) table[entries[at]! >> 8] = 0;
  }
}
