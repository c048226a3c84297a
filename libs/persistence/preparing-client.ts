import { Client, type ClientConfig } from 'pg';

/** How a statement begins that is worth planning once. */
export const PREPARED = '/* prepared */';
/** Every connection keeps each: more than these are planned each time, as all other statements are. */
const MOST_PREPARED = 200;
/** A statement is prepared when it comes this often: many are asked once, in a form of their own. */
const OFTEN = 3;
const MOST_COUNTED = 1_000;

const names = new Map<string, string>();
const asked = new Map<string, number>();

/** The name of a statement that comes often, the same in every connection. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const times = (asked.get(text) ?? 0) + 1;
  if (asked.size >= MOST_COUNTED) asked.clear();
  asked.set(text, times);
  if (times < OFTEN) return undefined;
  asked.delete(text);
  const name = `prepared_${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * A connection that parses and plans the statements that begin with `PREPARED` once, when they come often: for those that
 * take longer to plan than to run, and whose plan should not depend on their values.
 */
export class PreparingClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const query = (...given: unknown[]): unknown => Reflect.apply(super.query, this, given);
    const named = (text: unknown) => {
      const name = typeof text === 'string' && text.startsWith(PREPARED) ? nameOf(text) : undefined;
      return name === undefined ? text : { name, text };
    };
    Object.assign(this, { query: (text: unknown, ...rest: unknown[]) => query(named(text), ...rest) });
  }
}
