import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record-audit.ts';
import { type Database, only, type Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { AppError } from '../errors.ts';
import { findStore, requireStore, type Store } from './find-store.ts';
import { secretPlaces } from './secret-places.ts';
import {
  definedOnly,
  type NewStore,
  newStoreSchema,
  parseInput,
  type StoreChanges,
  storeChangesSchema,
} from './store-input.ts';
import { accounts, installations, stores } from './tables.ts';

export interface ChangeDeps {
  database: Database;
  secrets: Secrets;
  /** Who is at work, for the audit log. */
  actor: string;
}

/** The Chatwoot on which a new store gets its account. */
export interface ChatwootPlatform {
  baseUrl: string;
  platformToken: string;
}

/**
 * Adds a store; set-up then makes its account on that Chatwoot, or connects it to one.
 * @throws AppError `invalid_request` when a value does not fit or the key is taken.
 */
export async function addStore(deps: ChangeDeps, input: NewStore, platform: ChatwootPlatform | null): Promise<Store> {
  const values = parseInput(newStoreSchema, input);
  const { key = `s-${randomBytes(8).toString('hex')}`, name, origins, texts = {}, ...looks } = values;
  return deps.database.acrossStores(async (tx) => {
    if (await findStore(tx, key))
      throw new AppError('invalid_request', `key: there is a store with the key ${key} already`);
    const accountId = platform ? await addAccount(deps, tx, name, platform) : null;
    const row = { ...definedOnly(looks), texts: definedOnly(texts), key, name, origins, accountId };
    const store = only(await tx.insert(stores).values(row).returning());
    await recordAudit(tx, { storeId: store.id, actor: deps.actor, action: 'stores.add', detail: { ...values, key } });
    return store;
  });
}

/** @throws AppError `store_not_found`, `invalid_request`. */
export async function setStore(deps: ChangeDeps, storeKey: string, changes: StoreChanges): Promise<Store> {
  const values = definedOnly(parseInput(storeChangesSchema, changes));
  if (Object.keys(values).length === 0) throw new AppError('invalid_request', 'Say what to set; see --help.');
  return deps.database.acrossStores(async (tx) => {
    const before = await requireStore(tx, storeKey);
    // Texts are set one by one: naming one keeps the others.
    const texts = { ...before.texts, ...definedOnly(values.texts ?? {}) };
    const row = { ...values, texts, updatedAt: new Date() };
    const store = only(await tx.update(stores).set(row).where(eq(stores.id, before.id)).returning());
    await recordAudit(tx, { storeId: store.id, actor: deps.actor, action: 'stores.set', detail: values });
    return store;
  });
}

async function addAccount(deps: ChangeDeps, tx: Tx, name: string, platform: ChatwootPlatform): Promise<string> {
  const baseUrl = platform.baseUrl.replace(/\/+$/, '');
  await tx.insert(installations).values({ baseUrl }).onConflictDoNothing();
  const installation = only(await tx.select().from(installations).where(eq(installations.baseUrl, baseUrl)));
  const platformTokenSealed = deps.secrets.seal(platform.platformToken, secretPlaces.platformToken(installation.id));
  await tx.update(installations).set({ platformTokenSealed }).where(eq(installations.id, installation.id));
  return only(await tx.insert(accounts).values({ installationId: installation.id, name }).returning()).id;
}
