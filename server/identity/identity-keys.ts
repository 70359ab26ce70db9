import { randomBytes } from 'node:crypto';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { first, only, type Tx } from '../db/database.ts';
import { type Secrets, secretPlace } from '../db/secrets.ts';
import { type ChangeDeps, requireStore } from '../stores/index.ts';
import { identityKeys } from './tables.ts';

/** `proof` signs JWTs, `api` is a bearer key of the shop's server, `shopify` the client secret of the shop's app there. */
export const keyPurposes = ['proof', 'api', 'shopify'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/** What we make ourselves. */
export type OwnKeyPurpose = Exclude<KeyPurpose, 'shopify'>;

/** How many keys of one purpose count at a time. */
const activeKeys = 2;

export const identityKeyPlace = (storeId: string) => secretPlace('identity_keys', 'secret', storeId);

/** The secrets of this purpose that count, newest first. */
export async function activeSecrets(tx: Tx, secrets: Secrets, storeId: string, purpose: KeyPurpose): Promise<string[]> {
  const rows = await newestFirst(tx, storeId, purpose).limit(activeKeys);
  return rows.map(({ secretSealed }) => secrets.open(secretSealed, identityKeyPlace(storeId)));
}

/**
 * Gives the store a new key; the one before goes on counting until the next is made.
 * @returns the secret: shown once, never again.
 * @throws AppError `store_not_found`.
 */
export async function rotateIdentityKey(deps: ChangeDeps, storeKey: string, purpose: OwnKeyPurpose): Promise<string> {
  const secret = newSecret(purpose);
  await deps.database.acrossStores(async (tx) => {
    const { id: storeId } = await requireStore(tx, storeKey);
    await addIdentityKey(tx, deps.secrets, storeId, purpose, secret);
    await recordAudit(tx, { storeId, actor: deps.actor, action: 'identity.rotate', detail: { purpose } });
  });
  return secret;
}

export function newSecret(purpose: OwnKeyPurpose): string {
  return `${purpose === 'api' ? 'sfa' : 'sfp'}_${randomBytes(32).toString('base64url')}`;
}

/** One more key that counts; the one before the last is given up. */
export async function addIdentityKey(
  tx: Tx,
  secrets: Secrets,
  storeId: string,
  purpose: KeyPurpose,
  secret: string,
): Promise<void> {
  await addKey(tx, secrets, storeId, purpose, secret);
  await keepNewest(tx, storeId, purpose, activeKeys);
}

/** From now on only the newest key counts. @returns how many were given up. */
export async function retireIdentityKeys(deps: ChangeDeps, storeKey: string, purpose: KeyPurpose): Promise<number> {
  return deps.database.acrossStores(async (tx) => {
    const { id: storeId } = await requireStore(tx, storeKey);
    const retired = await keepNewest(tx, storeId, purpose, 1);
    await recordAudit(tx, { storeId, actor: deps.actor, action: 'identity.retire', detail: { purpose, retired } });
    return retired;
  });
}

/** Which keys a store has, without their secrets, newest first. */
export async function listIdentityKeys(
  deps: ChangeDeps,
  storeKey: string,
): Promise<{ purpose: KeyPurpose; createdAt: Date }[]> {
  return deps.database.acrossStores(async (tx) => {
    const { id } = await requireStore(tx, storeKey);
    const keys: { purpose: KeyPurpose; createdAt: Date }[] = [];
    // One after the other: a connection to PostgreSQL takes one query at a time.
    for (const purpose of keyPurposes) {
      for (const { createdAt } of await newestFirst(tx, id, purpose)) keys.push({ purpose, createdAt });
    }
    return keys;
  });
}

/** The secret that a store's customers are named with: made when it is first wanted, and then for good. */
export async function identifierSecret(tx: Tx, secrets: Secrets, storeId: string): Promise<string> {
  const known = first(await newestFirst(tx, storeId, 'identifier'));
  if (known) return secrets.open(known.secretSealed, identityKeyPlace(storeId));
  await addKey(tx, secrets, storeId, 'identifier', randomBytes(32).toString('base64url'));
  // Of two that make one at the same time, the first one's counts.
  const made = only(await newestFirst(tx, storeId, 'identifier'));
  return secrets.open(made.secretSealed, identityKeyPlace(storeId));
}

type Purpose = KeyPurpose | 'identifier';

function newestFirst(tx: Tx, storeId: string, purpose: Purpose) {
  const isWanted = and(eq(identityKeys.storeId, storeId), eq(identityKeys.purpose, purpose));
  return tx.select().from(identityKeys).where(isWanted).orderBy(desc(identityKeys.createdAt)).$dynamic();
}

async function addKey(tx: Tx, secrets: Secrets, storeId: string, purpose: Purpose, secret: string) {
  const secretSealed = secrets.seal(secret, identityKeyPlace(storeId));
  // Not the time of the transaction: two keys made in one must keep their order.
  await tx.insert(identityKeys).values({ storeId, purpose, secretSealed, createdAt: new Date() }).onConflictDoNothing();
}

async function keepNewest(tx: Tx, storeId: string, purpose: Purpose, count: number): Promise<number> {
  const old = (await newestFirst(tx, storeId, purpose)).slice(count).map(({ id }) => id);
  if (old.length > 0) await tx.delete(identityKeys).where(inArray(identityKeys.id, old));
  return old.length;
}
