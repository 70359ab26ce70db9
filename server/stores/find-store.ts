import { and, asc, eq } from 'drizzle-orm';
import { type Database, first, type Tx } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { accounts, inboxes, installations, stores } from './tables.ts';

export type Store = typeof stores.$inferSelect;

/** A store for people to read, with where its chat lives. No secret in it. */
export interface StoreOverview extends Omit<Store, 'accountId'> {
  chatwoot: { baseUrl: string; accountId: number | null; inboxId: number | null; websiteToken: string | null } | null;
}

/** Every store, by name. */
export async function listStores(database: Database): Promise<StoreOverview[]> {
  const rows = await database.acrossStores((tx) => overviews(tx).orderBy(asc(stores.name), asc(stores.key)));
  return rows.map(toOverview);
}

/** @throws AppError `store_not_found`. */
export async function showStore(database: Database, storeKey: string): Promise<StoreOverview> {
  const row = first(await database.acrossStores((tx) => overviews(tx).where(eq(stores.key, storeKey))));
  if (!row) throw unknownStore(storeKey);
  return toOverview(row);
}

/** @throws AppError `store_not_found`. */
export async function requireStore(tx: Tx, storeKey: string): Promise<Store> {
  const store = await findStore(tx, storeKey);
  if (!store) throw unknownStore(storeKey);
  return store;
}

export async function findStore(tx: Tx, storeKey: string): Promise<Store | undefined> {
  return first(await tx.select().from(stores).where(eq(stores.key, storeKey)));
}

function unknownStore(storeKey: string) {
  return new AppError('store_not_found', `There is no store with the key ${storeKey}. \`stores list\` shows them.`);
}

function overviews(tx: Tx) {
  const isChatInbox = and(eq(inboxes.storeId, stores.id), eq(inboxes.purpose, 'website'));
  return tx
    .select({ store: stores, account: accounts, baseUrl: installations.baseUrl, inbox: inboxes })
    .from(stores)
    .leftJoin(accounts, eq(accounts.id, stores.accountId))
    .leftJoin(installations, eq(installations.id, accounts.installationId))
    .leftJoin(inboxes, isChatInbox)
    .$dynamic();
}

function toOverview({ store, account, baseUrl, inbox }: Awaited<ReturnType<typeof overviews>>[number]): StoreOverview {
  const { accountId: _internal, ...facts } = store;
  if (!baseUrl) return { ...facts, chatwoot: null };
  const accountId = account?.chatwootAccountId ?? null;
  return {
    ...facts,
    chatwoot: {
      baseUrl,
      accountId,
      inboxId: inbox?.chatwootInboxId ?? null,
      websiteToken: inbox?.websiteToken ?? null,
    },
  };
}
