import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { createAccountClient, createPlatformClient } from '../chatwoot/index.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createSecrets } from '../db/secrets.ts';
import { addStore } from '../stores/index.ts';
import { stores } from '../stores/tables.ts';
import { createSetupStore } from './drizzle-setup-store.ts';
import { provisionStore } from './provision-store.ts';
import type { SetupReport } from './setup-report.ts';
import type { SetupOptions, SetupServer } from './setup-step.ts';
import { createTestProcess } from './test-process.ts';

export const platformToken = 'platform-token-of-the-tests';

/** On the internet, as far as an address can tell; nothing is ever sent there. */
export const testServer: SetupServer = { publicUrl: 'https://1.1.1.1', canMail: false };

/** Stores to set up on one Chatwoot, and ways to look at what became of them there. */
export function createTestKit({ database }: OpenDatabase, baseUrl: string) {
  const secrets = createSecrets([{ id: 'test', key: randomBytes(32) }]);
  const store = createSetupStore(database, secrets);

  async function accountOf(storeId: string) {
    const { account } = await store.load(storeId);
    return createAccountClient({
      baseUrl,
      accountId: account?.chatwootAccountId ?? 0,
      token: account?.adminToken ?? '',
    });
  }

  return {
    store,
    secrets,
    accountOf,

    /** A store whose account is yet to be made, or which is to be connected. */
    newStore(purpose: 'to-provision' | 'to-connect' = 'to-provision') {
      const name = `Shop ${randomBytes(4).toString('hex')}`;
      const origins = ['https://shop.example', 'https://*.shop.example'];
      const platform = purpose === 'to-connect' ? null : { baseUrl, platformToken };
      return addStore({ database, secrets, actor: 'test', textPacks: () => [] }, { name, origins }, platform);
    },

    changeStore: (storeId: string, values: Partial<typeof stores.$inferInsert>) =>
      database.acrossStores((tx) => tx.update(stores).set(values).where(eq(stores.id, storeId))),

    provision(storeId: string, options: SetupOptions = {}, process = createTestProcess()): Promise<SetupReport> {
      const deps = { store: process.store(store), fetch: process.fetch, server: testServer };
      return provisionStore(deps, storeId, { ...firstTime(storeId), ...options });
    },

    async inboxesOf(storeId: string) {
      const inboxes = await (await accountOf(storeId)).inboxes.list();
      return inboxes.sort((a, b) => a.id - b.id);
    },

    async accountsOf(storeId: string) {
      const accounts = await createPlatformClient({ baseUrl, token: platformToken }).listAccounts();
      return accounts.filter(({ customAttributes }) => customAttributes.storefront_store === storeId);
    },

    /** What a probe has left behind. */
    async leftovers(storeId: string) {
      const { contacts } = await (await accountOf(storeId)).contacts.search('storefront-probe-');
      return contacts.map(({ name }) => name);
    },

    async conversationCount(storeId: string): Promise<number> {
      const answer = await this.asOwner(storeId, 'GET', '/conversations?status=all');
      return z.object({ data: z.object({ payload: z.array(z.unknown()) }) }).parse(answer).data.payload.length;
    },

    /** What our clients do not offer, because only people do it. */
    async asOwner(storeId: string, method: string, path: string, body?: unknown): Promise<unknown> {
      const { account } = await store.load(storeId);
      const answer = await fetch(`${baseUrl}/api/v1/accounts/${account?.chatwootAccountId}${path}`, {
        method,
        headers: { 'api-access-token': account?.adminToken ?? '', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

export type TestKit = ReturnType<typeof createTestKit>;

export function firstTime(storeId: string): SetupOptions {
  return { adminEmail: `admin-${storeId}@shop.example` };
}

export function stepOf(report: SetupReport, name: string) {
  const found = report.steps.find(({ step }) => step === name);
  if (found === undefined) throw new Error(`The report has no step ${name}.`);
  return found;
}
