/** Values listed by key: those of `key` stand from `starts[key]` to `starts[key + 1]`. */
export interface Postings {
  starts: Uint32Array;
  values: Int32Array;
}

/** `keys`: one more than the largest key; `visit` is called twice and must tell the same. */
export function postingsOf(keys: number, visit: (tell: (key: number, value: number) => void) => void): Postings {
  const starts = new Uint32Array(keys + 1);
  visit((key) => starts[key + 1]!++);
  for (let key = 0; key < keys; key++) starts[key + 1]! += starts[key]!;
  const values = new Int32Array(starts[keys]!);
  const ends = starts.slice(0, keys);
  visit((key, value) => (values[ends[key]!++] = value));
  return { starts, values };
}
