import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { type ChatSessionAnswer, chatSessionAnswerSchema } from '../../contract/sessions.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { first, only } from '../db/database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { rotateIdentityKey } from '../identity/index.ts';
import { customers } from '../identity/tables.ts';
import { createSetupStore } from '../provisioning/index.ts';
import { startChatwootBehindWire } from './chatwoot-behind-wire.ts';
import { shopBackend } from './shop-backend.ts';
import { createTestApp, testAssets } from './test-app.ts';
import { createTestShop, platformToken, type TestShop } from './test-shop.ts';

type ReadySession = Extract<ChatSessionAnswer, { state: 'ready' }>;

/** A database, our server and a Chatwoot behind a wire, with a shop that proves its customers. */
export async function openIdentityStage(logger?: Logger) {
  const db = await openTestDatabase();
  const test = await createTestApp(db, testAssets, logger);
  const chatwoot = await startChatwootBehindWire(platformToken);
  const shop = await createTestShop(db, test, chatwoot.url);
  const backend = await backendOf(shop);

  async function backendOf({ store }: TestShop) {
    const secret = await rotateIdentityKey(test.changes, store.key, 'proof');
    return shopBackend(secret, store.key, () => test.clock.now);
  }

  async function ask(values: Record<string, unknown> = {}, of: TestShop = shop): Promise<ChatSessionAnswer> {
    const body = { requestId: crypto.randomUUID(), ...values };
    return chatSessionAnswerSchema.parse(await (await of.send('POST', '/chat-sessions', body)).json());
  }

  /** What Chatwoot's widget would call as whoever holds this token. */
  function widgetAs(visitorToken: string, of: TestShop = shop) {
    const store = test.deps.directory.find(of.store.key);
    if (!store) throw new Error('The store is gone.');
    return test.deps.widgetClient(store, { shopper: {}, requestId: 'test', visitorToken });
  }

  return {
    db,
    test,
    chatwoot,
    shop,
    backend,
    backendOf,
    /** One more store on the same Chatwoot. */
    addShop: () => createTestShop(db, test, chatwoot.url),
    ask,
    async askReady(values: Record<string, unknown> = {}, of: TestShop = shop): Promise<ReadySession> {
      const answer = await ask(values, of);
      if (answer.state !== 'ready') throw new Error(`Expected a session, got ${answer.reason}.`);
      return answer;
    },
    widgetAs,
    /** What Chatwoot says of whoever holds this token. */
    contactOf: async (visitorToken: string, of: TestShop = shop) => (await widgetAs(visitorToken, of).config()).contact,
    /** As an agent does it at the desk: the second is gone then, and all of it is the first's. */
    async mergeContacts(baseId: number, mergeeId: number) {
      const { account } = await createSetupStore(db.database, test.deps.secrets).load(shop.store.id);
      const path = `/api/v1/accounts/${account?.chatwootAccountId}/actions/contact_merge`;
      const answer = await fetch(chatwoot.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'api-access-token': account?.adminToken ?? '' },
        body: JSON.stringify({ base_contact_id: baseId, mergee_contact_id: mergeeId }),
      });
      if (!answer.ok) throw new Error(`The contacts were not merged: ${answer.status}.`);
    },
    /** Whether the inbox takes an identifier without a hash; after set-up it does not. */
    async demandHash(isMandatory: boolean, of: TestShop = shop) {
      const token = test.deps.directory.find(of.store.key)?.chatwoot?.websiteToken;
      const inbox = (await of.agent.inboxes.list()).find(({ websiteToken }) => websiteToken === token);
      if (!inbox) throw new Error('The store has no inbox.');
      await of.agent.inboxes.update(inbox.id, { hmacMandatory: isMandatory });
    },
    /** Our own record of a customer. */
    customer: (externalId: string) =>
      db.database.inStore(shop.store.id, async (tx) =>
        first(await tx.select().from(customers).where(eq(customers.externalId, externalId))),
      ),
    /** Our own record of what a page asked for. */
    session: (requestId: string) =>
      db.database.inStore(shop.store.id, async (tx) =>
        only(await tx.select().from(chatSessions).where(eq(chatSessions.requestId, requestId))),
      ),
    async stop() {
      await chatwoot.stop();
      await db.close();
    },
  };
}

export type IdentityStage = Awaited<ReturnType<typeof openIdentityStage>>;
