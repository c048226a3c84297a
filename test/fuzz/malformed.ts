import fc from 'fast-check';
import { type ApiDocument, type Operation, type Parameter, resolve, sample } from './operations';

/** One request ready to send, wrong somewhere. */
export interface WrongRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload: string | undefined;
}

const NASTY_TEXT = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202Eabc',
  '\u200b',
  'e\u0301'.repeat(300),
  '👩‍👩‍👧‍👦'.repeat(40),
  "' or 1=1 --",
  '"; drop table account; --',
  '" OR x = "',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '%',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  'Infinity',
  '0x10',
  '1e400',
  '-0',
  '9007199254740993',
  '2026-02-30',
  '0000-00-00',
  '10000-01-01',
  'infinity',
  '=1+1',
  '\r\nX-Injected: 1',
  'x'.repeat(9_000),
];

const NASTY_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53 + 2,
  -(2 ** 63),
  1e308,
  [],
  {},
  [[]],
  [null],
  { a: { b: { c: {} } } },
  Array.from({ length: 300 }, () => 'x'),
  ...NASTY_TEXT,
];

const nastyText = fc.oneof(fc.constantFrom(...NASTY_TEXT), fc.string({ unit: 'binary', maxLength: 60 }));
const nastyValue = fc.oneof(fc.constantFrom(...NASTY_VALUES), fc.jsonValue({ maxDepth: 3 }));

/** Ways to spoil one place of a valid value. */
function spoil(value: unknown, at: number, by: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || at % 3 === 0) return by;
    return value.map((item: unknown, index) => (index === at % value.length ? spoil(item, at >> 2, by) : item));
  }
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    if (names.length === 0 || at % 11 === 0) return by;
    const name = names[at % names.length] as string;
    if (at % 7 === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
    if (at % 13 === 0) return { ...value, [`inconnu_${at}`]: by };
    return { ...value, [name]: spoil((value as Record<string, unknown>)[name], at >> 3, by) };
  }
  return by;
}

const encode = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
};

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'));

function addressOf(operation: Operation, known: readonly string[], values: readonly unknown[], seed: number): string {
  let at = seed;
  const next = (): unknown => values[(at = (at * 31 + 7) >>> 0) % values.length];
  const path = operation.path.replaceAll(/\{[^}]+\}/g, () =>
    at++ % 3 === 0 ? encode(asText(next())) || 'x' : (known[at % known.length] as string),
  );
  const query = operation.parameters
    .filter((parameter: Parameter) => parameter.in === 'query')
    .filter(() => at++ % 2 === 0)
    .map((parameter) => `${parameter.name}=${encode(asText(next()))}`);
  if (at % 5 === 0) query.push('inconnu=1', `${operation.parameters[0]?.name ?? 'a'}=1`);
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}

/**
 * Requests made from the operations of the document, each wrong in its address, query, body, headers or several.
 * `known` are identifiers that exist, so that the request reaches past the first look-up.
 */
export function wrongRequests(
  document: ApiDocument,
  operations: readonly Operation[],
  known: readonly string[],
): fc.Arbitrary<WrongRequest> {
  return fc
    .record({
      operation: fc.constantFrom(...operations),
      seed: fc.nat(),
      values: fc.array(nastyValue, { minLength: 4, maxLength: 4 }),
      header: fc.constantFrom('none', 'none', 'none', 'if-match', 'key', 'type', 'cookie', 'bearer', 'accept', 'site'),
      text: nastyText,
      bodyKind: fc.constantFrom('spoiled', 'spoiled', 'spoiled', 'twice', 'other', 'raw', 'deep', 'valid', 'missing'),
    })
    .map(({ operation, seed, values, header, text, bodyKind }) => {
      const headers: Record<string, string> = {
        'x-requested-by': 'aronde',
        'content-type': 'application/json',
        'idempotency-key': `fuzz-${seed}-${asText(values[0]).length}`,
        'if-match': `"${seed % 4}"`,
      };
      const visible = text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 2_000);
      if (header === 'if-match') headers['if-match'] = visible;
      if (header === 'key') headers['idempotency-key'] = visible;
      if (header === 'type')
        headers['content-type'] = ['text/plain', 'application/xml', 'multipart/form-data', 'application/json\t;x'][
          seed % 4
        ] as string;
      if (header === 'cookie') headers.cookie = `sid=${visible}; __Host-sid=${visible}`;
      if (header === 'bearer') headers.authorization = `Bearer ${visible}`;
      if (header === 'accept') headers['accept-language'] = visible;
      if (header === 'site') headers['sec-fetch-site'] = 'cross-site';
      const valid = sample(document, resolve(document, operation.body));
      const bodies: Record<string, () => string | undefined> = {
        spoiled: () => JSON.stringify(spoil(valid, seed, values[1])),
        twice: () => JSON.stringify(spoil(spoil(valid, seed, values[1]), seed >> 4, values[2])),
        other: () => JSON.stringify(values[2]) ?? '',
        raw: () => text,
        deep: () => '['.repeat((seed % 3_000) + 30),
        valid: () => JSON.stringify(valid),
        missing: () => undefined,
      };
      const payload = operation.method === 'GET' ? undefined : bodies[bodyKind]?.();
      return { method: operation.method, url: addressOf(operation, known, values, seed), headers, payload };
    });
}
