import { and, eq } from 'drizzle-orm';
import {
  type AccountClient,
  ChatwootError,
  createAccountClient,
  createWidgetClient,
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
  return createAccountClient({ baseUrl: row.baseUrl, accountId: row.account.chatwootAccountId, token, requestId });
}
