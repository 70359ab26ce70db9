import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { type VisitorErasureReceipt, visitorErasureAnswerSchema } from '../../contract/consent.ts';
import { auditLog } from '../audit/tables.ts';
import { visitors } from './tables.ts';
import { cartUpdated, type EventShop, eventServerForTests, pageView } from './test-events.ts';

const server = eventServerForTests();

async function erase(shop: EventShop, visitorId: string): Promise<VisitorErasureReceipt> {
  const answer = await shop.send('visitor-erasures', { visitorId });
  expect(answer.status).toBe(200);
  return visitorErasureAnswerSchema.parse(await answer.json());
}

describe('a visitor who takes their leave back', () => {
  it('is forgotten, with a receipt that says so, the same one again', async () => {
    const shop = await server.addShop();
    const [visitorId, other] = [crypto.randomUUID(), crypto.randomUUID()];
    await shop.tell([pageView('/a'), cartUpdated(100)], { visitorId });
    await shop.tell([pageView('/b')], { visitorId: other });
    const receipt = await erase(shop, visitorId);
    expect(receipt).toMatchObject({ events: 2, erasedAt: server.test.clock.now.getTime() });
    expect(await erase(shop, visitorId.toUpperCase())).toEqual(receipt);
    expect((await shop.visitors()).map(({ id }) => id)).toEqual([other]);
    expect((await shop.events()).map(({ visitorId: id }) => id)).toEqual([other]);
  });

  it('is not named by what remembers it, nor by the audit log', async () => {
    const shop = await server.addShop();
    const visitorId = crypto.randomUUID();
    await shop.tell([pageView('/a')], { visitorId });
    const { receiptId } = await erase(shop, visitorId);
    const audit = await shop.inStore((tx) => tx.select().from(auditLog));
    expect(audit).toMatchObject([{ action: 'events.erase', detail: { receipt: receiptId, events: 1 } }]);
    expect(JSON.stringify([await shop.erasures(), audit])).not.toContain(visitorId);
  });

  it('is refused from then on, batches that were on their way and the shop’s server included', async () => {
    const shop = await server.addShop();
    const visitorId = crypto.randomUUID();
    const late = pageView('/late');
    expect(await erase(shop, visitorId)).toMatchObject({ events: 0 });
    const refused = [{ index: 0, code: 'withdrawn' }];
    expect(await shop.tell([late, 'nonsense'], { visitorId })).toMatchObject({
      accepted: 0,
      repeated: 0,
      refused: [...refused, { index: 1, code: 'invalid' }],
    });
    expect(await shop.tellAsServer([late], { visitorId })).toMatchObject({ accepted: 0, refused });
    expect([await shop.events(), await shop.visitors()]).toEqual([[], []]);
  });

  it('can do so although the owner has switched tracking off meanwhile', async () => {
    const shop = await server.addShop({ isTrackingOn: false });
    expect(await erase(shop, crypto.randomUUID())).toMatchObject({ events: 0 });
  });

  it('leaves nothing behind while its own batches are being taken', async () => {
    const shop = await server.addShop();
    for (let round = 0; round < 6; round += 1) {
      const visitorId = crypto.randomUUID();
      if (round % 2) await shop.tell([pageView()], { visitorId });
      const batches = () => Array.from({ length: 4 }, () => shop.tell([pageView('/a'), cartUpdated(5)], { visitorId }));
      await Promise.all([...batches(), erase(shop, visitorId), ...batches(), erase(shop, visitorId)]);
      expect([await shop.events(), await shop.visitors()]).toEqual([[], []]);
    }
    expect(await shop.erasures()).toHaveLength(6);
  });

  it('is taken away from the agents’ eyes, too', async () => {
    const shop = await server.addShop();
    const visitorId = crypto.randomUUID();
    await shop.tell([cartUpdated(100)], { visitorId });
    const shown = { shown: { cart: '1 × Tea' }, shownConversationId: 7 };
    await shop.inStore((tx) => tx.update(visitors).set(shown).where(eq(visitors.id, visitorId)));
    server.test.jobs.length = 0;
    await erase(shop, visitorId);
    await erase(shop, visitorId);
    expect(server.test.jobs).toMatchObject([{ queue: 'clear-activity', data: { conversationId: 7 } }]);
    expect(JSON.stringify(server.test.jobs)).not.toContain(visitorId);
  });
});

it('forgets nobody of another store', async () => {
  const [one, other] = [await server.addShop(), await server.addShop()];
  const visitorId = crypto.randomUUID();
  for (const shop of [one, other]) await shop.tell([pageView()], { visitorId });
  await erase(one, visitorId);
  expect([(await one.events()).length, (await other.events()).length]).toEqual([0, 1]);
  expect(await other.tell([pageView()], { visitorId })).toMatchObject({ accepted: 1 });
});
