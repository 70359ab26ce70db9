import { and, eq } from 'drizzle-orm';
import {
  type AccountClient,
  ChatwootError,
  createAccountClient,
  createPublicClient,
  createWidgetClient,
  type PublicClient,
  type Visitor,
} from '../chatwoot/index.ts';
import { type Database, first } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { secretPlaces } from './secret-places.ts';
import type { ServedStore } from './store-settings.ts';
import { accounts, inboxes, installations, stores } from './tables.ts';

export interface WidgetClientOptions {
  /** The shopper's browser, passed on so that agents see it and not our server. */
  shopper: Visitor;
  requestId: string;
  visitorToken?: string;
  /** Default: as long as Chatwoot itself may take. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

export interface AccountClientOptions {
  /** Default: as long as Chatwoot itself may take. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

/** The widget API of a store's website inbox, as one visitor. @throws ChatwootError `not-found` before set-up. */
export function widgetClientOf(store: ServedStore, { shopper, ...options }: WidgetClientOptions) {
  if (!store.chatwoot) {
    throw new ChatwootError({
      kind: 'not-found',
      call: 'no call',
      detail: `store ${store.key} has no website inbox yet`,
    });
  }
  return createWidgetClient({ ...store.chatwoot, visitor: shopper, ...options });
}

/** What the store's website inbox signs identifiers with; null until set-up has been given it. Never for a browser. */
export async function hmacTokenOf(database: Database, secrets: Secrets, storeId: string): Promise<string | null> {
  const isWebsite = and(eq(inboxes.storeId, storeId), eq(inboxes.purpose, 'website'));
  const inbox = await database.inStore(storeId, async (tx) => first(await tx.select().from(inboxes).where(isWebsite)));
  return inbox?.hmacTokenSealed ? secrets.open(inbox.hmacTokenSealed, secretPlaces.hmacToken(storeId)) : null;
}

/** The store's account at Chatwoot, as its administrator; null until set-up has made or been given one. */
export async function accountClientOf(
  database: Database,
  secrets: Secrets,
  storeId: string,
  requestId: string,
  options: AccountClientOptions = {},
): Promise<AccountClient | null> {
  const row = await database.inStore(storeId, async (tx) =>
    first(
      await tx
        .select({ account: accounts, baseUrl: installations.baseUrl })
        .from(stores)
        .innerJoin(accounts, eq(accounts.id, stores.accountId))
        .innerJoin(installations, eq(installations.id, accounts.installationId))
        .where(eq(stores.id, storeId)),
    ),
  );
  if (!row?.account.adminTokenSealed || row.account.chatwootAccountId === null) return null;
  const token = secrets.open(row.account.adminTokenSealed, secretPlaces.adminToken(row.account.id));
  const { chatwootAccountId: accountId } = row.account;
  return createAccountClient({ baseUrl: row.baseUrl, accountId, token, requestId, ...options });
}

/** The inbox that takes what is sent in a shopper's name. Nothing of it is for a browser. */
export interface ApiInbox {
  chatwootInboxId: number;
  /** What it signs identifiers with. */
  hmacToken: string;
  client: PublicClient;
}

/** The store's API inbox; null until set-up has made it. */
export async function apiInboxOf(
  database: Database,
  secrets: Secrets,
  store: ServedStore,
  requestId: string,
  options: AccountClientOptions = {},
): Promise<ApiInbox | null> {
  const isIt = and(eq(inboxes.storeId, store.id), eq(inboxes.purpose, 'api'));
  const rows = await database.inStore(store.id, (tx) => tx.select().from(inboxes).where(isIt));
  const row = rows.find(({ locale }) => locale === store.locale) ?? rows[0];
  if (!store.chatwoot || !row?.inboxIdentifierSealed || !row.hmacTokenSealed) return null;
  const inboxIdentifier = secrets.open(row.inboxIdentifierSealed, secretPlaces.inboxIdentifier(store.id));
  return {
    chatwootInboxId: row.chatwootInboxId,
    hmacToken: secrets.open(row.hmacTokenSealed, secretPlaces.hmacToken(store.id)),
    client: createPublicClient({ baseUrl: store.chatwoot.baseUrl, inboxIdentifier, requestId, ...options }),
  };
}
