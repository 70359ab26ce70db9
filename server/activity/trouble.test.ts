import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import { visitors } from '../events/tables.ts';
import { type ActivityStage, openActivityStage } from '../testing/activity-stage.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { clearLater } from './index.ts';
import { cartOf, everything, everythingShown } from './test-samples.ts';

let stage: ActivityStage;
let shop: TestShop;
beforeAll(async () => {
  stage = await openActivityStage();
  shop = await stage.newShop();
});
afterEach(() => stage.reset());
afterAll(() => stage.stop());

const inStore = <T>(work: Parameters<typeof stage.db.database.inStore<T>>[1]) =>
  stage.db.database.inStore(shop.store.id, work);

/** Somebody who has written, and about whom all of this is news. */
async function someoneBrowsing(customer?: string) {
  const someone = await stage.someone(shop, customer);
  await stage.tell(shop, someone.visitorId, { ...everything, sessionId: someone.sessionId });
  const cart = async () => (await someone.attributes()).storefront_live_cart;
  return { ...someone, cart };
}

const isWrite = (call: string) => call.endsWith('/custom_attributes');
const waiting = () => stage.test.jobs.map(({ queue, delayMs }) => [queue, delayMs] as const);

/** Lets something happen while the job that waits has a write on its way to Chatwoot. */
async function whileItWrites(work: () => Promise<unknown>) {
  await Promise.all([stage.chatwoot.during(isWrite, work), stage.run(1)]);
}

/** What the server does with a visitor who takes their leave back. */
async function forget(visitorId: string) {
  await inStore(async (tx) => {
    const isThis = and(eq(visitors.storeId, shop.store.id), eq(visitors.id, visitorId));
    const [gone] = await tx.delete(visitors).where(isThis).returning();
    if (gone) await clearLater(tx, stage.test.deps.jobs, gone, 'test');
  });
}

describe('a Chatwoot that is away', () => {
  it('is told the newest when it is back, by a try that comes by itself', async () => {
    const { visitorId, cart } = await someoneBrowsing();
    stage.chatwoot.set('cut');
    await stage.run(1);
    await stage.tell(shop, visitorId, { cart: cartOf(7) });
    await stage.run(4);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await cart()).toBe('7 × Tee – M, 1 × Mug · 159.92 EUR');
  });

  it.each([['cut'], ['lose-answer'], [500], [429], [401]] as const)(
    'is left in peace more and more (%s)',
    async (wire) => {
      await someoneBrowsing();
      stage.chatwoot.set(wire);
      const delays: number[] = [];
      for (let tries = 0; tries < 6; tries += 1) {
        await stage.run(1);
        expect(waiting()).toHaveLength(1);
        delays.push(waiting()[0]?.[1] ?? 0);
      }
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(1500);
      expect(Math.max(...delays)).toBeLessThanOrEqual(375_000);
      expect(delays.at(-1)).toBeGreaterThan(20_000);
    },
  );

  it('is not asked the same again that it refuses for good', async () => {
    const { visitorId, cart } = await someoneBrowsing();
    stage.chatwoot.set({ status: 422, body: { message: 'no', attributes: ['custom_attributes'] } }, isWrite);
    await stage.run();
    expect(waiting()).toEqual([]);
    stage.chatwoot.set('pass');
    await stage.tell(shop, visitorId, { cart: cartOf(1) });
    await stage.run();
    expect(await cart()).toBe('1 × Tee – M, 1 × Mug · 39.98 EUR');
  });
});

describe('of two who write at the same time', () => {
  it('a message’s details lose nothing: they wait until this is written, and go then', async () => {
    const { requestId, conversationId, attributes } = await someoneBrowsing();
    const page = { url: 'https://shop.example/new' };
    await whileItWrites(async () => {
      await shop.write('And this', { requestId, sequence: 2, page });
      await stage.run();
    });
    expect(await attributes()).not.toMatchObject({ storefront_page: page.url });
    await stage.run();
    const messages = await shop.agent.conversations.messages.list(conversationId);
    expect(messages.map(({ content }) => content)).toContain('And this');
    expect(await attributes()).toMatchObject({ ...everythingShown, storefront_page: page.url });
  });

  it('this loses nothing either: it waits until a message is delivered', async () => {
    const { visitorId, requestId, attributes } = await someoneBrowsing();
    await stage.run();
    const page = { url: 'https://shop.example/third' };
    await shop.write('And that', { requestId, sequence: 2, page });
    await whileItWrites(async () => {
      await stage.tell(shop, visitorId, { cart: cartOf(1) });
      await stage.run(1);
      expect(waiting()).toEqual([['show-activity', 1000]]);
    });
    await stage.run();
    const cart = '1 × Tee – M, 1 × Mug · 39.98 EUR';
    expect(await attributes()).toMatchObject({ storefront_live_cart: cart, storefront_page: page.url });
  });

  it('the newest stays, whichever came to Chatwoot last', async () => {
    const { visitorId, cart } = await someoneBrowsing();
    await whileItWrites(async () => {
      // As after a write that took longer than anybody may hold a lane.
      await inStore((tx) => tx.update(chatSessions).set({ leasedUntil: null }));
      await stage.tell(shop, visitorId, { cart: cartOf(9) });
      await stage.run();
      expect(await cart()).toBe('9 × Tee – M, 1 × Mug · 199.90 EUR');
    });
    expect(await cart()).toBe('2 × Tee – M, 1 × Mug · 59.97 EUR');
    await stage.run();
    expect(await cart()).toBe('9 × Tee – M, 1 × Mug · 199.90 EUR');
  });
});

describe('a visitor who takes their leave back', () => {
  it('is shown no more, also if Chatwoot was away just then, and what others wrote stays', async () => {
    const { visitorId, attributes } = await someoneBrowsing();
    const before = await attributes();
    await stage.run();
    await forget(visitorId);
    stage.chatwoot.set('cut');
    await stage.run(2);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await attributes()).toEqual(before);
  });

  it('is not shown either when they do so while it is being written', async () => {
    const { visitorId, cart } = await someoneBrowsing();
    await whileItWrites(() => forget(visitorId));
    expect(await cart()).toBeDefined();
    await stage.run();
    expect(await cart()).toBeUndefined();
  });

  it('is taken off the customer’s contact as well', async () => {
    await stage.change(shop, { showActivity: 'contact' });
    await stage.rememberRoutes(shop, 'guarded');
    const { visitorId, contactId } = await someoneBrowsing('customer-1');
    const ofContact = async () => (await shop.agent.contacts.show(contactId)).customAttributes;
    await shop.agent.contacts.update(contactId, { customAttributes: { tier: 'gold' } });
    await stage.run();
    expect(await ofContact()).toHaveProperty('cart_value');
    await forget(visitorId);
    await stage.run();
    expect(await ofContact()).toEqual({ tier: 'gold' });
  });
});
