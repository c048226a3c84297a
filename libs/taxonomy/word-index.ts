/** Weighted words of one document. */
export type Bag = ReadonlyMap<string, number>;

/** A word index as plain arrays, to be stored and read back. Postings of term t stand at starts[t]..starts[t + 1]. */
export interface WordIndexData {
  terms: string[];
  idf: Float32Array;
  starts: Int32Array;
  documents: Int32Array;
  weights: Float32Array;
  /** How many documents there are. */
  size: number;
}

/** How often a word occurs, when that is not to be counted over the documents themselves. */
export interface Frequencies {
  counts: ReadonlyMap<string, number>;
  population: number;
}

/** Inverse document frequency, smoothed so that a word of every document still weighs a little. */
export const idf = (population: number, count: number): number => Math.log((population + 1) / (count + 1)) + 0.5;

const countedOver = (documents: readonly Bag[]): Frequencies => {
  const counts = new Map<string, number>();
  for (const bag of documents) for (const word of bag.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, population: documents.length };
};

/** tf-idf documents of length 1 under an inverted index: the cosines of a query with all of them in one pass. */
export class WordIndex {
  private readonly at: ReadonlyMap<string, number>;
  /** Scratch of `near`, all zero between calls. */
  private readonly sums: Float32Array;

  constructor(readonly data: WordIndexData) {
    this.sums = new Float32Array(data.size);
    this.at = new Map(data.terms.map((term, index) => [term, index]));
  }

  /** Indexes documents in their order. Words are weighed by their own weight × idf. */
  static over(documents: readonly Bag[], frequencies: Frequencies = countedOver(documents)): WordIndex {
    const at = new Map<string, number>();
    const lengths: number[] = [];
    for (const bag of documents) {
      for (const word of bag.keys()) {
        const known = at.get(word);
        if (known === undefined) at.set(word, lengths.push(1) - 1);
        else lengths[known]! += 1;
      }
    }
    const terms = [...at.keys()];
    const weightOf = Float32Array.from(terms, (term) => idf(frequencies.population, frequencies.counts.get(term) ?? 0));
    const starts = new Int32Array(terms.length + 1);
    lengths.forEach((length, term) => (starts[term + 1] = starts[term]! + length));
    const next = starts.slice();
    const total = starts[terms.length]!;
    const data: WordIndexData = {
      terms,
      idf: weightOf,
      starts,
      documents: new Int32Array(total),
      weights: new Float32Array(total),
      size: documents.length,
    };
    documents.forEach((bag, document) => {
      let square = 0;
      for (const [word, weight] of bag) square += (weight * weightOf[at.get(word)!]!) ** 2;
      const length = Math.sqrt(square) || 1;
      for (const [word, weight] of bag) {
        const term = at.get(word)!;
        const place = next[term]!++;
        data.documents[place] = document;
        data.weights[place] = (weight * weightOf[term]!) / length;
      }
    });
    return new WordIndex(data);
  }

  /** The weight of a word: that of the rarest when nobody uses it. */
  idf(word: string): number {
    const term = this.at.get(word);
    return term === undefined ? this.rarest : this.data.idf[term]!;
  }

  private get rarest(): number {
    return idf(this.data.size, 0);
  }

  /**
   * The documents whose cosine with the query is at least `minimum` (0: that share a word with it), in the order they
   * were met. A word that no document has lengthens the query by half its weight only: it says that the match is not
   * whole, not that there is none.
   */
  near(query: Bag, visit: (document: number, cosine: number) => void, minimum = 0): void {
    const { starts, documents, weights, idf: known } = this.data;
    const terms: { term: number; weight: number }[] = [];
    let square = 0;
    for (const [word, weight] of query) {
      square += (weight * this.lengthOf(word)) ** 2;
      const term = this.at.get(word);
      if (term !== undefined) terms.push({ term, weight: weight * known[term]! });
    }
    terms.sort((a, b) => b.weight - a.weight);
    const length = Math.sqrt(square) || 1;
    const met: number[] = [];
    let left = 1;
    for (const { term, weight } of terms) {
      const factor = weight / length;
      // A document first met here shares no heavier word: its cosine is at most the length of what is left.
      const admits = Math.sqrt(Math.max(0, left)) >= minimum;
      left -= factor * factor;
      for (let place = starts[term]!; place < starts[term + 1]!; place++) {
        const document = documents[place]!;
        const sum = this.sums[document]!;
        if (sum === 0) {
          if (!admits) continue;
          met.push(document);
        }
        this.sums[document] = sum + factor * weights[place]!;
      }
    }
    for (const document of met) {
      const cosine = this.sums[document]!;
      this.sums[document] = 0;
      if (cosine >= minimum) visit(document, cosine);
    }
  }

  /** As `near`, one value a document. */
  cosines(query: Bag): Float32Array {
    const all = new Float32Array(this.data.size);
    this.near(query, (document, cosine) => void (all[document] = cosine));
    return all;
  }

  private lengthOf(word: string): number {
    const term = this.at.get(word);
    return term === undefined ? this.rarest / 2 : this.data.idf[term]!;
  }
}

/** Each word once. */
export const once = (words: Iterable<string>): Bag => new Map([...words].map((word) => [word, 1]));
