import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { visitors } from '../events/tables.ts';
import { type JobHandlers, type JobRunner, startJobRunner } from '../jobs/jobs.ts';
import { queues } from '../jobs/queues.ts';
import { type ActivityStage, openActivityStage } from '../testing/activity-stage.ts';
import { testAssets } from '../testing/test-app.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { activityHandlers } from './index.ts';
import { cartOf, everything, mugPage } from './test-samples.ts';

let stage: ActivityStage;
let jobs: JobRunner;
let app: ReturnType<typeof createApp>;
let shop: TestShop;
beforeAll(async () => {
  stage = await openActivityStage();
  shop = await stage.newShop();
  const { test, db } = stage;
  jobs = await startJobRunner({ ...test.deps, connection: db.queueConnection, concurrency: 4 });
  const deps = { ...test.deps, jobs, now: () => new Date() };
  app = createApp({ ...deps, clientAddress: () => '203.0.113.9', assets: testAssets, ping: db.ping });
  const others = Object.fromEntries(Object.keys(queues).map((name) => [name, async () => {}]));
  await jobs.work({ ...(others as unknown as JobHandlers), ...activityHandlers(deps) });
});
afterAll(async () => {
  await jobs.stop(5000);
  await stage.stop();
});

const second = 1000;

/** What a browser sends when this is in the cart. */
async function send(visitorId: string, requestId: string, tees: number): Promise<number> {
  const event = { id: v7(), type: 'cart_updated', page: mugPage, data: { cart: cartOf(tees) } };
  const body = { visitorId, requestId, sentAt: Date.now(), consent: { analytics: true }, events: [event] };
  const answer = await app.request(`/v1/stores/${shop.store.key}/events`, {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.status;
}

it('agents see what a visitor does within seconds, also of one who goes on and on', async () => {
  const { visitorId, requestId, attributes } = await stage.someone(shop);
  const startedAt = Date.now();
  const clicking = setInterval(
    () => void send(visitorId, requestId, 1 + Math.round((Date.now() - startedAt) / 300)),
    300,
  );
  // While they do.
  await expect.poll(attributes, { timeout: 20 * second, interval: 50 }).toHaveProperty('storefront_live_cart');
  clearInterval(clicking);
  expect(await send(visitorId, requestId, 500)).toBe(202);
  await expect
    .poll(async () => String((await attributes()).storefront_live_cart), { timeout: 20 * second, interval: 50 })
    .toMatch(/^500 ×/);
});

describe('a hundred visitors of one store', () => {
  /** So many who browse, all of one contact, and the jobs that show it. */
  async function crowd(of: TestShop, count: number) {
    const storeId = of.store.id;
    const { contactId } = await stage.someone(of);
    const now = new Date();
    await stage.db.database.inStore(storeId, async (tx) => {
      const sessions = Array.from({ length: count }, () => ({ storeId, requestId: crypto.randomUUID(), contactId }));
      const made = await tx.insert(chatSessions).values(sessions).returning();
      const about = { storeId, consent: { analytics: true }, consentAt: now, firstSeenAt: now, lastSeenAt: now };
      const seen = { ...everything, pageAt: now, itemAt: now, cartAt: now };
      const rows = made.map(({ id: sessionId }) => ({ ...about, ...seen, id: crypto.randomUUID(), sessionId }));
      await tx.insert(visitors).values(rows);
      for (const { id: visitorId } of rows)
        await jobs.enqueue(tx, 'show-activity', { storeId, visitorId, requestId: 'crowd' }, { delayMs: 500 });
    });
  }

  const shownOf = (of: TestShop) =>
    stage.db.database.inStore(of.store.id, async (tx) => {
      const rows = await tx.select().from(visitors);
      return rows.filter(({ storeId, shown }) => storeId === of.store.id && shown !== null).length;
    });

  it('are all shown, and the one of another store does not wait for them', async () => {
    const [busy, quiet] = [await stage.newShop(), await stage.newShop()];
    await crowd(busy, 100);
    await crowd(quiet, 1);
    await expect.poll(() => shownOf(quiet), { timeout: 20 * second, interval: 50 }).toBe(1);
    const shownBefore = await shownOf(busy);
    await expect.poll(() => shownOf(busy), { timeout: 60 * second, interval: 200 }).toBe(100);
    expect(shownBefore).toBeLessThan(100);
  }, 90_000);
});
