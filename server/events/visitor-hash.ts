import { createHmac } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Secrets } from '../db/secrets.ts';

/** A visitor by another name, which tells nobody who it was; one for each encryption key, newest first. */
export function visitorHashes(secrets: Secrets, visitorId: string): readonly [string, ...string[]] {
  const hash = (key: string) => createHmac('sha256', key).update(visitorId).digest('base64url');
  const [newest, ...older] = keysOf(secrets);
  return [hash(newest), ...older.map(hash)];
}

type Keys = ReturnType<Secrets['derive']>;
const known = new WeakMap<Secrets, Keys>();

/** Remembered: to derive them costs as much as to check a batch. */
function keysOf(secrets: Secrets): Keys {
  const keys = known.get(secrets) ?? secrets.derive('visitor-erasure');
  known.set(secrets, keys);
  return keys;
}

/** Whether this visitor is forgotten: their leave was taken back. */
export function isForgotten(secrets: Secrets, storeId: string, visitorId: string): SQL<boolean> {
  const hashes = visitorHashes(secrets, visitorId).map((hash) => sql`${hash}`);
  return sql`exists (
    select from visitor_erasures where store_id = ${storeId}::uuid and visitor_hash in (${sql.join(hashes, sql`, `)}))`;
}
