import { Client, type ClientConfig } from 'pg';

/** How a statement begins that is worth planning once. */
export const PREPARED = '/* prepared */';
/** Each is kept by every connection: more shapes than these are planned each time, as all others are. */
const MOST_PREPARED = 200;

const names = new Map<string, string>();

/** The name of a statement, the same in every connection; undefined when there are too many. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = `prepared_${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * A connection that parses and plans the statements that begin with `PREPARED` once, not each time: for those that take
 * longer to plan than to run.
 */
export class PreparingClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    const named = (text: unknown) => {
      const name = typeof text === 'string' && text.startsWith(PREPARED) ? nameOf(text) : undefined;
      return name === undefined ? text : { name, text };
    };
    Object.assign(this, { query: (text: unknown, ...rest: unknown[]) => query(named(text), ...rest) });
  }
}
