import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { createStaticBody, type StaticBody } from '../http/static-body.ts';
import { loaderScript } from './loader-script.ts';
import { type ServedStore, storeSettings } from './store-settings.ts';
import { accounts, inboxes, installations, stores } from './tables.ts';
import type { WidgetAssets } from './widget-assets.ts';

/** All stores, in memory: the handshake is answered from here, also while the database is down. */
export interface StoreDirectory {
  /** Our own address, as browsers reach it. */
  server: string;
  find(storeKey: string): ServedStore | undefined;
  findById(storeId: string): ServedStore | undefined;
  /** The loader with this store's settings. */
  loader(store: ServedStore): StaticBody;
  /** The settings alone, as JSON. */
  settings(store: ServedStore): StaticBody;
  size(): number;
  /** How many Chatwoots the stores are on. */
  installations(): number;
  /** Reads all stores again; unchanged ones keep their compressed bodies. */
  refresh(): Promise<void>;
  /** Refreshes now and then, for another process may have changed a store. Returns how to stop. */
  watch(everyMs: number, logger: Logger): () => void;
}

interface Entry {
  store: ServedStore;
  fingerprint: string;
  loader: StaticBody;
  settings: StaticBody;
}

export async function createStoreDirectory(
  database: Database,
  assets: WidgetAssets,
  server: string,
): Promise<StoreDirectory> {
  let byKey = new Map<string, Entry>();
  let byId = new Map<string, Entry>();

  async function refresh() {
    const rows = await readStores(database);
    const entries = rows.map((store) => entryOf(store, byId.get(store.id), assets, server));
    byKey = new Map(entries.map((entry) => [entry.store.key, entry]));
    byId = new Map(entries.map((entry) => [entry.store.id, entry]));
  }

  function entry(store: ServedStore): Entry {
    return byId.get(store.id) ?? entryOf(store, undefined, assets, server);
  }

  await refresh();
  return {
    server,
    find: (storeKey) => byKey.get(storeKey)?.store,
    findById: (storeId) => byId.get(storeId)?.store,
    loader: (store) => entry(store).loader,
    settings: (store) => entry(store).settings,
    size: () => byKey.size,
    installations: () => new Set([...byKey.values()].flatMap(({ store }) => store.chatwoot?.baseUrl ?? [])).size,
    refresh,
    watch(everyMs, logger) {
      const timer = setInterval(() => {
        refresh().catch((error) => logger.warn({ err: error }, 'stores not refreshed, serving what is known'));
      }, everyMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

function entryOf(store: ServedStore, known: Entry | undefined, assets: WidgetAssets, server: string): Entry {
  const settings = storeSettings(store, assets, server);
  const fingerprint = JSON.stringify(settings);
  // Origins and hours are no part of what is served.
  if (known?.fingerprint === fingerprint) return { ...known, store };
  return {
    store,
    fingerprint,
    loader: createStaticBody(loaderScript(assets.loader, settings)),
    settings: createStaticBody(JSON.stringify(settings)),
  };
}

async function readStores(database: Database): Promise<ServedStore[]> {
  const { rows, chatInboxes } = await database.acrossStores(async (tx) => ({
    rows: await tx
      .select({ store: stores, baseUrl: installations.baseUrl })
      .from(stores)
      .leftJoin(accounts, eq(accounts.id, stores.accountId))
      .leftJoin(installations, eq(installations.id, accounts.installationId)),
    chatInboxes: await tx.select().from(inboxes).where(eq(inboxes.purpose, 'website')),
  }));
  return rows.map(({ store, baseUrl }) => {
    const own = chatInboxes.filter(({ storeId }) => storeId === store.id);
    // A store that changes its language keeps its chat: any inbox of its own is better than none.
    const inbox = own.find(({ locale }) => locale === store.locale) ?? own[0];
    return {
      ...store,
      chatwoot: baseUrl && inbox?.websiteToken ? { baseUrl, websiteToken: inbox.websiteToken } : null,
    };
  });
}
