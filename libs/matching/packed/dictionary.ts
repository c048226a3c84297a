/** Keys as whole numbers, in the order in which they were first met. Numbers are never given again; 0 is nobody’s. */
export class Dictionary<Key extends string | number> {
  readonly #ids = new Map<Key, number>();
  readonly #keys: Key[] = [];

  /** The number of a key, given now if the key is new. */
  idOf(key: Key): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#keys.push(key);
    this.#ids.set(key, this.#keys.length);
    return this.#keys.length;
  }

  /** One more than the largest number given: the length of a table by number. */
  get size(): number {
    return this.#keys.length + 1;
  }

  /** The keys in order: giving them to a new dictionary one by one makes an equal one. */
  get keys(): readonly Key[] {
    return this.#keys;
  }
}

/** Doubles a table until it holds `length` numbers. */
function grown(table: Int32Array, length: number): Int32Array {
  if (length <= table.length) return table;
  const larger = new Int32Array(Math.max(length, table.length * 2));
  larger.set(table);
  return larger;
}

/**
 * Lists of whole numbers, equal ones kept once: what many people have in common (a wish, a title, a set of languages) is
 * a number in their row, and is compared with a mission once. 0 is the empty list; numbers are never given again.
 */
export class Lists {
  readonly #ids = new Map<string, number>();
  #starts: Int32Array = new Int32Array(1_024);
  #entries: Int32Array = new Int32Array(4_096);
  #count = 1;

  /** The number of a list, given now if the list is new. */
  idOf(list: readonly number[]): number {
    if (list.length === 0) return 0;
    const key = list.join();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#count++;
    const start = this.#starts[id]!;
    this.#starts = grown(this.#starts, id + 2);
    this.#entries = grown(this.#entries, start + list.length);
    this.#entries.set(list, start);
    this.#starts[id + 1] = start + list.length;
    this.#ids.set(key, id);
    return id;
  }

  /** One more than the largest number given. */
  get size(): number {
    return this.#count;
  }

  /** List `id` stands in `entries` from `starts[id]` (included) to `starts[id + 1]`; both move when lists are added. */
  get starts(): Int32Array {
    return this.#starts;
  }

  get entries(): Int32Array {
    return this.#entries;
  }

  /** The lists as they are, for `of`. */
  copy() {
    return {
      starts: this.#starts.slice(0, this.#count + 1),
      entries: this.#entries.slice(0, this.#starts[this.#count]),
    };
  }

  /** Takes the lists of a copy over, to be read only: a list given again would get a new number. */
  become({ starts, entries }: ReturnType<Lists['copy']>): void {
    this.#starts = starts;
    this.#entries = entries;
    this.#count = starts.length - 1;
  }

  list(id: number): number[] {
    return [...this.#entries.subarray(this.#starts[id], this.#starts[id + 1])];
  }
}

const KEYED = ['skills', 'occupations', 'words', 'languages', 'sectors', 'organisations'] as const;
const LISTED = ['places', 'languageSets', 'sectorSets', 'exclusions', 'wishes', 'titles'] as const;

/**
 * Everything rows name by number. Rows packed with the same dictionaries can be compared, others cannot: they are kept,
 * loaded and thrown away together.
 */
export class Dictionaries {
  readonly skills = new Dictionary<number>();
  readonly occupations = new Dictionary<number>();
  readonly words = new Dictionary<string>();
  readonly languages = new Dictionary<string>();
  readonly sectors = new Dictionary<string>();
  readonly organisations = new Dictionary<string>();
  /** `x, y, z` as place.ts computes them. */
  readonly places = new Lists();
  /** `language << 3 | rank of the level`, in the order of the facts. */
  readonly languageSets = new Lists();
  readonly sectorSets = new Lists();
  /** `organisation << 1` and `sector << 1 | 1`. */
  readonly exclusions = new Lists();
  /** `occupation << 8 | weight`. */
  readonly wishes = new Lists();
  /** What the title counts, then `word << 8 | weight`. */
  readonly titles = new Lists();

  /** Keys and lists as they are, without methods: what another thread can be sent. */
  copy() {
    return { keys: KEYED.map((name) => [...this[name].keys]), lists: LISTED.map((name) => this[name].copy()) };
  }

  /** Those of a copy: every number means the same. */
  static of({ keys, lists }: ReturnType<Dictionaries['copy']>): Dictionaries {
    const dictionaries = new Dictionaries();
    KEYED.forEach((name, at) => {
      for (const key of keys[at]!) (dictionaries[name] as Dictionary<string | number>).idOf(key);
    });
    LISTED.forEach((name, at) => dictionaries[name].become(lists[at]!));
    return dictionaries;
  }
}
