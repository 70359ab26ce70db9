import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBreakers } from '../chatwoot/index.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { type DeliveryStage, isMessagePost, openDeliveryStage } from '../testing/delivery-stage.ts';
import { createTestShop, platformToken, type TestShop } from '../testing/test-shop.ts';

let stage: DeliveryStage;
let shop: TestShop;

beforeAll(async () => {
  stage = await openDeliveryStage();
});
beforeEach(async () => {
  shop = await stage.newShop();
});
afterEach(() => stage.reset());
afterAll(() => stage.stop());

describe('delivering', () => {
  it('puts the words at the desk, with page and reference beside them', async () => {
    const page = { url: 'https://shop.example/cart', title: 'Cart' };
    const { body } = await shop.write('Where is my order?', { page, locale: 'en' });
    await stage.run();
    expect(await shop.desk()).toEqual([['Where is my order?']]);
    expect(await shop.stateOf(body.id)).toMatchObject({ state: 'delivered' });
    expect((await shop.conversation()).customAttributes).toMatchObject({
      storefront_reference: body.reference,
      storefront_page: 'https://shop.example/cart',
    });
  });

  it('arrives once Chatwoot is back, however long it was away', async () => {
    stage.chatwoot.set('cut');
    const { body } = await shop.write('Are you there?');
    await stage.run(40);
    expect((await shop.stateOf(body.id)).state).toBe('received');
    stage.chatwoot.set('pass');
    await stage.run(5);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    expect(await shop.desk()).toEqual([['Are you there?']]);
  });

  it('does not send again what arrived although the answer was lost', async () => {
    const { body } = await shop.write('Only once');
    stage.chatwoot.set('lose-answer', isMessagePost);
    await stage.run(22);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await shop.desk()).toEqual([['Only once']]);
    expect(await stage.outcomes(shop, body.id)).toEqual(['found']);
  });

  it('looks only when Chatwoot has surely finished', async () => {
    await shop.write('Patience', { visitorToken: 'none.of.ours' });
    stage.chatwoot.set('lose-answer', isMessagePost);
    await stage.run(1);
    expect(stage.test.jobs).toMatchObject([{ delayMs: 60_000 }]);
  });

  it.each([500, 502, 504])('settles a %i by looking, then sends again', async (status) => {
    const { body } = await shop.write('Try again', { visitorToken: 'none.of.ours' });
    stage.chatwoot.set(status, isMessagePost);
    await stage.run(1);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await shop.desk()).toEqual([['Try again']]);
    expect(await stage.outcomes(shop, body.id)).toEqual(['not-sent', 'delivered']);
  });

  it('gives up on what Chatwoot refuses for good, and goes on with the next', async () => {
    const requestId = crypto.randomUUID();
    const bad = await shop.write('refused', { requestId, sequence: 1, visitorToken: 'none.of.ours' });
    stage.chatwoot.set(
      { status: 422, body: { message: 'Content is too long', attributes: ['content'] } },
      isMessagePost,
    );
    await stage.run(1);
    stage.chatwoot.set('pass');
    const good = await shop.write('accepted', { requestId, sequence: 2 });
    await stage.run();
    expect([(await shop.stateOf(bad.body.id)).state, (await shop.stateOf(good.body.id)).state]).toEqual([
      'failed',
      'delivered',
    ]);
  });

  it('waits when Chatwoot has had too many messages for a minute, which it answers like a refusal', async () => {
    const { body } = await shop.write('One of many', { visitorToken: 'none.of.ours' });
    stage.chatwoot.set({ status: 422, body: { error: 'Too many messages' } }, isMessagePost);
    await stage.run(1);
    stage.chatwoot.set('pass');
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });
});

describe('a 404 on the way', () => {
  it('from a proxy while Chatwoot restarts does not make a visitor a stranger', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('one', { requestId, sequence: 1 });
    await stage.run();
    await shop.write('two', { requestId, sequence: 2 });
    stage.chatwoot.set(404);
    await stage.run(4);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await shop.desk()).toEqual([['one', 'two']]);
  });

  it('while an unclear ending is settled does not send the message again', async () => {
    await shop.write('Once', { visitorToken: 'none.of.ours' });
    stage.chatwoot.set('lose-answer', isMessagePost);
    await stage.run(1);
    stage.chatwoot.set(404);
    await stage.run(4);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await shop.desk()).toEqual([['Once']]);
  });

  it('for the details alone, because an agent deleted the conversation, ends there', async () => {
    const { body } = await shop.write('Gone soon', { visitorToken: 'none.of.ours' });
    stage.chatwoot.set(404, (call) => call.includes('/api/v1/accounts/'));
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    expect(stage.test.jobs).toEqual([]);
  });

  it('a token that was revoked holds up no message', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('first', { requestId, sequence: 1, visitorToken: 'none.of.ours' });
    stage.chatwoot.set(401, (call) => call.includes('/api/v1/accounts/'));
    await stage.run(1);
    expect(stage.test.jobs).toMatchObject([{ delayMs: 300_000 }]);
    stage.test.jobs.length = 0;
    await shop.write('second', { requestId, sequence: 2 });
    await stage.run(1);
    stage.chatwoot.set('pass');
    expect(await shop.desk()).toEqual([['first', 'second']]);
  });
});

describe('a Chatwoot that is away', () => {
  const others = () => stage.chatwoot.calls.length;

  it('is not asked again and again for every message that waits, and keeps no other Chatwoot’s waiting', async () => {
    const usual = stage.test.deps.breakers;
    stage.test.deps.breakers = createBreakers({ failures: 5, probeAfterMs: 3_600_000 });
    const healthy = await startChatwootBehindWire(platformToken);
    try {
      const elsewhere = await createTestShop(stage.db, stage.test, healthy.url);
      stage.chatwoot.set('cut');
      for (let count = 0; count < 12; count += 1)
        await shop.write(`message ${count}`, { visitorToken: 'none.of.ours' });
      const before = others();
      const { body } = await elsewhere.write('Hello', { visitorToken: 'none.of.ours' });
      await stage.run(13);
      expect(others() - before).toBe(5);
      expect((await elsewhere.stateOf(body.id)).state).toBe('delivered');
      const waiting = stage.test.jobs.filter(({ queue }) => queue === 'deliver-messages');
      expect(waiting).toHaveLength(12);
      expect(waiting.every(({ delayMs }) => delayMs > 0)).toBe(true);
    } finally {
      stage.test.deps.breakers = usual;
      await healthy.stop();
    }
  });
});
