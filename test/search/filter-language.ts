/** A document of the stub engine. */
export type Stored = Record<string, unknown> & { _geo?: { lat: number; lng: number } };
export type Test = (document: Stored) => boolean;

/** A filter the engine would answer 400 to. */
export class BadFilter extends Error {}

const TOKEN = /\s*(?:("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(>=|<=|!=|[=<>()[\],])|([^\s=<>!()[\],"']+))/gy;

interface Token {
  text: string;
  quoted: boolean;
}

function tokensOf(filter: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < filter.trimEnd().length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [, quoted, sign, word] = TOKEN.exec(filter) ?? [];
    if (quoted !== undefined) tokens.push({ text: quoted.slice(1, -1).replace(/\\([^])/g, '$1'), quoted: true });
    else if (sign !== undefined || word !== undefined) tokens.push({ text: sign ?? word ?? '', quoted: false });
    else throw new BadFilter(`unexpected characters at the end of the filter: ${filter.slice(at)}`);
  }
  return tokens;
}

const RADIUS_M = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle metres. */
export function metres(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * RADIUS_M * Math.asin(Math.sqrt(Math.min(1, h)));
}

const valuesOf = (document: Stored, attribute: string): unknown[] => {
  const value = document[attribute];
  return value === undefined || value === null ? [] : [value].flat();
};

/** Strings compare without case, numbers as numbers, as the engine does. */
const same = (held: unknown, wanted: string): boolean =>
  typeof held === 'number' ? held === Number(wanted) : String(held).toLowerCase() === wanted.toLowerCase();

/** The documented filter language: AND binds tighter than OR; =, !=, comparisons, IN, EXISTS, IS NULL, TO, _geoRadius. */
class Parser {
  private at = 0;
  constructor(
    private readonly tokens: readonly Token[],
    private readonly filterable: ReadonlySet<string>,
  ) {}

  parse(): Test {
    const test = this.or();
    if (this.at < this.tokens.length) throw new BadFilter(`unexpected “${this.tokens[this.at]?.text}”`);
    return test;
  }

  private is(...keywords: string[]): boolean {
    const matches = keywords.every((keyword, step) => {
      const token = this.tokens[this.at + step];
      return token !== undefined && !token.quoted && token.text === keyword;
    });
    if (matches) this.at += keywords.length;
    return matches;
  }

  private expect(keyword: string): void {
    if (!this.is(keyword)) throw new BadFilter(`expected “${keyword}”`);
  }

  private value(): string {
    const token = this.tokens[this.at];
    if (!token || (!token.quoted && /^[=<>()[\],]/.test(token.text))) throw new BadFilter('expected a value');
    this.at += 1;
    return token.text;
  }

  private number(): number {
    const value = Number(this.value());
    if (!Number.isFinite(value)) throw new BadFilter('expected a number');
    return value;
  }

  private or(): Test {
    const tests = [this.and()];
    while (this.is('OR')) tests.push(this.and());
    return (document) => tests.some((test) => test(document));
  }

  private and(): Test {
    const tests = [this.not()];
    while (this.is('AND')) tests.push(this.not());
    return (document) => tests.every((test) => test(document));
  }

  private not(): Test {
    if (!this.is('NOT')) return this.condition();
    const test = this.not();
    return (document) => !test(document);
  }

  private condition(): Test {
    if (this.is('(')) {
      const test = this.or();
      this.expect(')');
      return test;
    }
    const attribute = this.value();
    const known = attribute === '_geoRadius' ? '_geo' : attribute;
    if (!this.filterable.has(known)) throw new BadFilter(`Attribute \`${known}\` is not filterable`);
    if (attribute === '_geoRadius') return this.radius();
    if (this.is('IN')) return this.among(attribute);
    if (this.is('NOT', 'IN')) {
      const test = this.among(attribute);
      return (document) => !test(document);
    }
    if (this.is('EXISTS')) return (document) => attribute in document;
    if (this.is('NOT', 'EXISTS')) return (document) => !(attribute in document);
    if (this.is('IS', 'NULL')) return (document) => document[attribute] === null;
    if (this.is('IS', 'NOT', 'NULL')) return (document) => document[attribute] !== null;
    return this.comparison(attribute);
  }

  private radius(): Test {
    this.expect('(');
    const lat = this.number();
    this.expect(',');
    const lng = this.number();
    this.expect(',');
    const within = this.number();
    this.expect(')');
    if (Math.abs(lat) > 90 || Math.abs(lng) > 180) throw new BadFilter('Bad latitude or longitude');
    return ({ _geo }) => _geo !== undefined && metres(_geo, { lat, lng }) <= within;
  }

  private among(attribute: string): Test {
    this.expect('[');
    const wanted: string[] = [];
    while (!this.is(']')) {
      wanted.push(this.value());
      this.is(',');
    }
    return (document) => valuesOf(document, attribute).some((held) => wanted.some((value) => same(held, value)));
  }

  private comparison(attribute: string): Test {
    const held = (document: Stored) => valuesOf(document, attribute);
    if (this.is('=')) {
      const wanted = this.value();
      return (document) => held(document).some((value) => same(value, wanted));
    }
    if (this.is('!=')) {
      const wanted = this.value();
      return (document) => !held(document).some((value) => same(value, wanted));
    }
    for (const [sign, compares] of COMPARISONS)
      if (this.is(sign)) {
        const bound = this.number();
        return (document) => held(document).some((value) => typeof value === 'number' && compares(value, bound));
      }
    throw new BadFilter(`Was expecting an operation after \`${attribute}\``);
  }
}

const COMPARISONS: readonly [string, (value: number, bound: number) => boolean][] = [
  ['>=', (value, bound) => value >= bound],
  ['<=', (value, bound) => value <= bound],
  ['>', (value, bound) => value > bound],
  ['<', (value, bound) => value < bound],
];

/** A filter as a predicate: a string, or a list whose elements are ANDed and whose nested lists are ORed. Throws BadFilter. */
export function filterTest(filter: unknown, filterable: ReadonlySet<string>): Test {
  if (filter === undefined || filter === null) return () => true;
  if (typeof filter === 'string') return new Parser(tokensOf(filter), filterable).parse();
  if (!Array.isArray(filter)) throw new BadFilter('a filter is a string or an array');
  const all = filter.map((element: unknown): Test => {
    if (!Array.isArray(element)) return filterTest(element, filterable);
    const any = element.map((inner: unknown) => filterTest(inner, filterable));
    return (document) => any.some((test) => test(document));
  });
  return (document) => all.every((test) => test(document));
}
