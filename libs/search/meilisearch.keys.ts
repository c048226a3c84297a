import { type KeyCreation, Meilisearch } from 'meilisearch';
import { v5 as namedId } from 'uuid';
import { failureOf } from './engine-failure';

const NAMESPACE = '6f6c3a54-0d0e-4f5e-9f0b-7b1f4f1c2a10';

/** What the two processes may do: read, and only search; write, and only their own indexes. Neither may manage keys. */
const ROLES = {
  search: ['search'],
  index: [
    'search',
    'documents.add',
    'documents.get',
    'documents.delete',
    'indexes.create',
    'indexes.get',
    'indexes.delete',
    'indexes.swap',
    'settings.get',
    'settings.update',
    'stats.get',
    'tasks.get',
  ],
} as const satisfies Record<string, KeyCreation['actions']>;
export type KeyRole = keyof typeof ROLES;

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

/**
 * The scoped keys of an installation, made with the master key when they are not there or have other powers. The same
 * every time: their identifiers are fixed, and the engine derives a key from its identifier and the master key.
 */
export async function scopedKeys(url: string, masterKey: string, prefix: string): Promise<Record<KeyRole, string>> {
  const client = new Meilisearch({ host: url, apiKey: masterKey, timeout: 10_000 });
  const made = {} as Record<KeyRole, string>;
  for (const role of Object.keys(ROLES) as KeyRole[]) {
    const uid = namedId(`${prefix} ${role}`, NAMESPACE);
    const actions = [...ROLES[role]];
    const indexes = [`${prefix}_*`];
    const held = await client.getKey(uid).catch((error: unknown) => {
      const failure = failureOf(error);
      if (failure.message.includes('api_key_not_found')) return undefined;
      throw failure;
    });
    const asWanted = held && sameSet(held.actions, actions) && sameSet(held.indexes, indexes);
    if (held && !asWanted) await client.deleteKey(uid);
    const key = asWanted
      ? held
      : await client.createKey({ uid, name: `Aronde ${role}`, actions, indexes, expiresAt: null });
    made[role] = key.key;
  }
  return made;
}
