import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import { type DeliveryStage, isMessagePost, openDeliveryStage } from '../testing/delivery-stage.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { retrySubmissions } from './retry-submissions.ts';
import { sweepDeliveries } from './sweep-deliveries.ts';

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

const days = (count: number) => count * 86_400_000;
const stateOf = async (id: string) => (await shop.stateOf(id)).state;

async function counted(reason: string) {
  const { values } = await stage.test.deps.metrics.deadLetters.get();
  return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
}

describe('a message that cannot be delivered', () => {
  it('is given up after seven days and not before, counted and logged; its lane goes on', async () => {
    const requestId = crypto.randomUUID();
    stage.chatwoot.set('cut');
    const old = await shop.write('Nobody there', { requestId, sequence: 1 });
    await stage.run(3);
    stage.later(days(6.9));
    await sweepDeliveries(stage.test.deps);
    expect(await stateOf(old.body.id)).toBe('received');

    const before = await counted('given-up');
    stage.later(days(0.2));
    const young = await shop.write('Still nobody there', { requestId, sequence: 2 });
    await sweepDeliveries(stage.test.deps);
    expect(await stage.row(shop, old.body.id)).toMatchObject({
      state: 'failed',
      failure: 'not delivered within 7 days',
      failedAt: stage.test.clock.now,
    });
    expect(await counted('given-up')).toBe(before + 1);
    expect(stage.logged.filter((line) => line.includes(old.body.id)).join()).toContain('dead letter');

    stage.chatwoot.set('pass');
    await stage.run();
    expect([await stateOf(old.body.id), await stateOf(young.body.id)]).toEqual(['failed', 'delivered']);
  });

  it('is left alone while somebody is at it', async () => {
    const { body } = await shop.write('Just now', { visitorToken: 'none.of.ours' });
    stage.later(days(8));
    const leasedUntil = new Date(stage.test.clock.now.getTime() + 30_000);
    await stage.db.database.inStore(shop.store.id, (tx) => tx.update(chatSessions).set({ leasedUntil }));
    await sweepDeliveries(stage.test.deps);
    expect(await stateOf(body.id)).toBe('received');
  });

  it('is delivered after all when an operator lets it, and has its days anew', async () => {
    // Commands go by the real clock.
    stage.test.clock.now = new Date(Date.now() - days(8));
    const { body } = await shop.write('Late, but there');
    stage.later(days(8));
    stage.test.jobs.length = 0;
    await sweepDeliveries(stage.test.deps);
    expect(await stateOf(body.id)).toBe('failed');
    await retrySubmissions(stage.test.changes, shop.store.id, { name: body.reference });
    await sweepDeliveries(stage.test.deps);
    expect(await stateOf(body.id)).toBe('received');
    await stage.run();
    expect(await stage.row(shop, body.id)).toMatchObject({ state: 'delivered', failure: null, failedAt: null });
  });

  it('that had arrived without an answer is found, not sent again', async () => {
    stage.test.clock.now = new Date(Date.now() - days(8));
    const { body } = await shop.write('Once', { visitorToken: 'none.of.ours' });
    stage.chatwoot.set('lose-answer', isMessagePost);
    await stage.run(1);
    stage.chatwoot.set('pass');
    stage.test.jobs.length = 0;
    stage.later(days(8));
    await sweepDeliveries(stage.test.deps);
    await retrySubmissions(stage.test.changes, shop.store.id, { name: body.reference });
    await sweepDeliveries(stage.test.deps);
    await stage.run();
    expect(await shop.desk()).toEqual([['Once']]);
    expect(await stage.outcomes(shop, body.id)).toEqual(['found']);
  });
});
