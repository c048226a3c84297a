import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { worthOf } from './distances';
import type { Addresses } from './plan';

const compiled = new WebAssembly.Module(readFileSync(join(__dirname, '../wasm/lists.wasm')));

/** People of all layers, numbered through, with a segment of missions, as lists.wasm reads them. */
export interface LaidSide {
  at: Addresses;
  /** What stands in the first room: that of each other room stands `at.apart` bytes behind that of the one before. */
  room: Addresses;
}

/** What lists.wasm does (libs/matching/wasm/lists.ts). */
export interface Machine {
  begin(): void;
  openUp(): void;
  free(person: number): number;
  blocked(): void;
  list(mission: number): number;
  own(): number;
}

/** lists.wasm over people and a segment of missions that were laid, with what it writes in that room. */
export function machineOf(memory: WebAssembly.Memory, { at, room }: LaidSide, which: number): Machine {
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory }, pair: { farWorth: worthOf } });
  const set = (name: string, value: number): void => void ((exports[name] as WebAssembly.Global).value = value);
  for (const [name, value] of Object.entries(at)) set(name, value);
  for (const [name, value] of Object.entries(room)) set(name, value + which * at.apart!);
  set('room', which);
  return exports as unknown as Machine;
}
