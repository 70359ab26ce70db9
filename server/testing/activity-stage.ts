import { and, eq } from 'drizzle-orm';
import { chatSessionAnswerSchema } from '../../contract/sessions.ts';
import { activityHandlers } from '../activity/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { only } from '../db/database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { visitors } from '../events/tables.ts';
import { rotateIdentityKey } from '../identity/index.ts';
import type { JobData } from '../jobs/queues.ts';
import { createSetupStore } from '../provisioning/index.ts';
import { setupSteps } from '../provisioning/provision-store.ts';
import { stores } from '../stores/tables.ts';
import { deliverMessages } from '../submissions/index.ts';
import { submissions } from '../submissions/tables.ts';
import { startChatwootBehindWire } from './chatwoot-behind-wire.ts';
import { shopBackend } from './shop-backend.ts';
import { createTestApp } from './test-app.ts';
import { createTestShop, platformToken, type TestShop } from './test-shop.ts';

type Store = typeof stores.$inferInsert;
type Visitor = typeof visitors.$inferSelect;
/** What is new with a visitor. */
type News = Partial<Pick<Visitor, 'page' | 'item' | 'cart' | 'sessionId' | 'customerId'>>;

/** Without what looks for holes: that takes a second. */
const steps = setupSteps.filter(({ name }) => name !== 'identity-routes');

/** A database, our server and a Chatwoot behind a wire, with shops whose visitors are followed; jobs are run by hand. */
export async function openActivityStage() {
  const db = await openTestDatabase();
  const test = await createTestApp(db);
  const chatwoot = await startChatwootBehindWire(platformToken);
  const handlers = activityHandlers(test.deps);

  async function newShop(values: Partial<Store> = {}): Promise<TestShop> {
    const shop = await createTestShop(db, test, chatwoot.url, steps);
    await change(shop, { isTrackingOn: true, ...values });
    return shop;
  }

  async function change({ store }: TestShop, values: Partial<Store>): Promise<void> {
    await db.database.acrossStores((tx) => tx.update(stores).set(values).where(eq(stores.id, store.id)));
    await test.deps.directory.refresh();
  }

  /** Something new with a visitor, as `server/events` writes it, and the job that goes with it. */
  async function tell(shop: TestShop, visitorId: string, news: News): Promise<void> {
    const now = test.clock.now;
    const storeId = shop.store.id;
    const seen = {
      ...news,
      ...(news.page && { pageAt: now }),
      ...(news.item && { itemAt: now }),
      ...(news.cart && { cartAt: now }),
    };
    const row = { storeId, id: visitorId, consent: { analytics: true }, consentAt: now };
    await db.database.inStore(storeId, (tx) =>
      tx
        .insert(visitors)
        .values({ ...row, firstSeenAt: now, lastSeenAt: now, ...seen })
        .onConflictDoUpdate({ target: [visitors.storeId, visitors.id], set: { lastSeenAt: now, ...seen } }),
    );
    const job = { storeId, visitorId, requestId: 'test' };
    test.jobs.push({ queue: 'show-activity', data: job, delayMs: 1500 });
  }

  const sessionId = (shop: TestShop, requestId: string) =>
    db.database.inStore(shop.store.id, async (tx) => {
      const isIt = and(eq(chatSessions.storeId, shop.store.id), eq(chatSessions.requestId, requestId));
      return only(await tx.select().from(chatSessions).where(isIt)).id;
    });

  /** A visitor who presses, and is a customer if the shop says so. Nobody has written yet. */
  async function press(shop: TestShop, customer?: string) {
    const requestId = crypto.randomUUID();
    const proof = customer ? await (await backendOf(shop)).prove(customer) : {};
    const answer = await shop.send('POST', '/chat-sessions', { requestId, ...proof });
    const session = chatSessionAnswerSchema.parse(await answer.json());
    if (session.state !== 'ready') throw new Error(`Expected a session, got ${session.reason}.`);
    return { requestId, visitorToken: session.visitorToken, sessionId: await sessionId(shop, requestId) };
  }

  /** Somebody who has pressed and written: their conversation, and what stands beside it. */
  async function someone(shop: TestShop, customer?: string) {
    const session = await press(shop, customer);
    await shop.write('Is this in stock?', { requestId: session.requestId });
    await run();
    const conversationId = await db.database.inStore(shop.store.id, async (tx) => {
      const isTheirs = eq(submissions.sessionId, session.sessionId);
      return only(await tx.select().from(submissions).where(isTheirs)).chatwootConversationId ?? 0;
    });
    const conversation = () => shop.agent.conversations.show(conversationId);
    const attributes = async () => (await conversation()).customAttributes;
    const contactId = (await conversation()).contactId ?? 0;
    return { ...session, visitorId: crypto.randomUUID(), conversationId, contactId, conversation, attributes };
  }

  /** Runs the jobs that wait, moving the clock to each, until none is left or `limit` were run. @returns how many */
  async function run(limit = 30): Promise<number> {
    for (let ran = 0; ran < limit; ran += 1) {
      const job = test.jobs.shift();
      if (!job) return ran;
      test.clock.now = new Date(test.clock.now.getTime() + job.delayMs);
      const { queue, data } = job;
      if (queue === 'deliver-messages') await deliverMessages(test.deps, data as JobData['deliver-messages']);
      else if (queue === 'show-activity') await handlers[queue](data as JobData['show-activity']);
      else if (queue === 'clear-activity') await handlers[queue](data as JobData['clear-activity']);
    }
    return limit;
  }

  return {
    db,
    test,
    chatwoot,
    newShop,
    change,
    press,
    someone,
    tell,
    run,
    /** What set-up found when it looked whether browsers can take another contact's place. */
    async rememberRoutes(shop: TestShop, state: 'open' | 'guarded' | 'unknown') {
      const setup = createSetupStore(db.database, test.deps.secrets);
      const { inboxes } = await setup.load(shop.store.id);
      const routes = { contact: 'guarded', message: 'guarded', conversation: 'guarded', setUser: state };
      const result = { version: '4.14.0', inboxId: inboxes.website?.chatwootInboxId, routes };
      await setup.saveStep(shop.store.id, 'identity-routes', { result, applied: {} });
    },
    /** As an agent does it at the desk: the second is gone then, and all of it is the first's. */
    async mergeContacts(shop: TestShop, baseId: number, mergeeId: number) {
      const { account } = await createSetupStore(db.database, test.deps.secrets).load(shop.store.id);
      const path = `/api/v1/accounts/${account?.chatwootAccountId}/actions/contact_merge`;
      const answer = await fetch(chatwoot.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'api-access-token': account?.adminToken ?? '' },
        body: JSON.stringify({ base_contact_id: baseId, mergee_contact_id: mergeeId }),
      });
      if (!answer.ok) throw new Error(`The contacts were not merged: ${answer.status}.`);
    },
    /** Our own record of a visitor. */
    row: (shop: TestShop, visitorId: string) =>
      db.database.inStore(shop.store.id, async (tx) => {
        const isIt = and(eq(visitors.storeId, shop.store.id), eq(visitors.id, visitorId));
        return only(await tx.select().from(visitors).where(isIt));
      }),
    later(ms: number) {
      test.clock.now = new Date(test.clock.now.getTime() + ms);
    },
    reset() {
      chatwoot.set('pass');
      test.jobs.length = 0;
    },
    async stop() {
      await chatwoot.stop();
      await db.close();
    },
  };

  async function backendOf({ store }: TestShop) {
    const secret = await rotateIdentityKey(test.changes, store.key, 'proof');
    return shopBackend(secret, store.key, () => test.clock.now);
  }
}

export type ActivityStage = Awaited<ReturnType<typeof openActivityStage>>;
