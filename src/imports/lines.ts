import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { textFault } from '#libs/kernel/text';

const MAX_LINE = 1_048_576;
const MAX_DEPTH = 30;

/** One object of a file: its line, and the object or why it cannot be read. */
export type ReadLine = { line: number; value: unknown; fault?: undefined } | { line: number; fault: string };

/** Splits a stream of bytes into lines; a line over a megabyte is reported, never held in memory whole. */
async function* rawLines(path: string): AsyncGenerator<{ line: number; bytes: Buffer | undefined }> {
  let parts: Buffer[] = [];
  let size = 0;
  let line = 1;
  const take = () => (size > MAX_LINE ? undefined : Buffer.concat(parts));
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const part = chunk.subarray(start, end);
      size += part.length;
      if (size <= MAX_LINE) parts.push(part);
      yield { line, bytes: take() };
      line += 1;
      parts = [];
      size = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    size += rest.length;
    if (size <= MAX_LINE) parts.push(rest);
  }
  if (size > 0) yield { line, bytes: take() };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 92) at += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) deepest = Math.max(deepest, (depth += 1));
    else if (char === 125 || char === 93) depth -= 1;
  }
  return deepest;
}

/** The first text inside that PostgreSQL could not hold, as a path; undefined when all can be stored. */
function unstorable(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return textFault(value) ? path || 'value' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (textFault(key)) return path || 'key';
    const found = unstorable(item, path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return undefined;
}

/** Reads one line’s JSON. Returns the value or why not, in words. */
export function readLine(line: number, bytes: Buffer | undefined): ReadLine | undefined {
  if (bytes === undefined) return { line, fault: 'the line is longer than one megabyte' };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { line, fault: 'the line is not UTF-8' };
  }
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return undefined;
  if (depthOf(trimmed) > MAX_DEPTH) return { line, fault: `more than ${MAX_DEPTH} nested levels` };
  try {
    const value: unknown = JSON.parse(trimmed);
    const wrong = unstorable(value);
    return wrong ? { line, fault: `${wrong} holds a control character or half a character` } : { line, value };
  } catch {
    return { line, fault: 'the line is not JSON' };
  }
}

/** Every object of an NDJSON file, with its line number; blank lines are passed over. */
export async function* readNdjson(path: string): AsyncGenerator<ReadLine> {
  for await (const { line, bytes } of rawLines(path)) {
    const read = readLine(line, bytes);
    if (read) yield read;
  }
}

/** Why a value does not have a shape: the first three fields, in words. */
export const whyNot = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'object'}: ${issue.message}`)
    .join('; ');
