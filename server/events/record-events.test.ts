import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { maxEventsPerBatch, refusalCodes } from '../../contract/events.ts';
import { recordEvents } from './record-events.ts';
import { cartUpdated, dayMs, eventServerForTests, minuteMs, pageView, viewItem } from './test-events.ts';

const server = eventServerForTests();
const now = () => server.test.clock.now.getTime();

describe('an event', () => {
  it('is kept with where, when and by whom, once', async () => {
    const shop = await server.addShop();
    const visitorId = crypto.randomUUID();
    const event = pageView('/tea?utm=1#top');
    expect(await shop.tell([event], { visitorId })).toEqual({ accepted: 1, repeated: 0, refused: [] });
    expect(await shop.tell([event], { visitorId })).toEqual({ accepted: 0, repeated: 1, refused: [] });
    expect(await shop.events()).toMatchObject([
      {
        id: event.id,
        type: 'page_view',
        source: 'browser',
        visitorId,
        customerId: null,
        page: { url: 'https://shop.example/tea' },
        data: {},
      },
    ]);
  });

  it('is kept once however often it stands in a batch, and however many batches come at once', async () => {
    const shop = await server.addShop();
    const visitorId = crypto.randomUUID();
    const [first, second] = [pageView('/a'), pageView('/b')];
    const batches = Array.from({ length: 8 }, () => shop.tell([first, second, first], { visitorId }));
    const answers = await Promise.all(batches);
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(2);
    expect(answers.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(22);
    expect(await shop.events()).toHaveLength(2);
    expect(await shop.visitors()).toHaveLength(1);
  });

  it('of one store is not a repeat of another’s', async () => {
    const [one, other] = [await server.addShop(), await server.addShop()];
    const event = pageView();
    await one.tell([event]);
    expect(await other.tell([event])).toMatchObject({ accepted: 1 });
    expect([await one.events(), await other.events()]).toMatchObject([[{ id: event.id }], [{ id: event.id }]]);
  });

  it('that is wrong is named, and the others are kept', async () => {
    const shop = await server.addShop();
    const bad = { ...viewItem('7'), data: { item: { itemId: '7', itemName: 'Tea', price: 19.99 } } };
    const answer = await shop.tell([pageView(), bad, { type: 'page_view' }, 'nonsense', null, cartUpdated(5)]);
    expect(answer).toMatchObject({
      accepted: 2,
      refused: [{ index: 1, code: 'invalid' }, { index: 2 }, { index: 3 }, {}],
    });
    expect(answer.refused[0]?.message).toBe('data.item.price: should be whole minor units: 1999 is 19.99');
    expect(answer.refused[1]?.message).toContain('id: should be a UUID of version 7');
    expect((await shop.events()).map(({ type }) => type).toSorted()).toEqual(['cart_updated', 'page_view']);
  });

  it('that is too large, too old or ahead of time is refused for good', async () => {
    const shop = await server.addShop();
    const lines = Array.from({ length: 60 }, (_, n) => ({ itemId: `${n}`, itemName: 'x'.repeat(300) }));
    const list = [
      cartUpdated(1, now(), lines),
      pageView('/old', now() - 7 * dayMs - minuteMs),
      pageView('/late', now() - 7 * dayMs + minuteMs),
      pageView('/ahead', now() + dayMs + minuteMs),
      pageView('/soon', now() + dayMs - minuteMs),
    ];
    const { accepted, refused } = await shop.tell(list);
    expect(accepted).toBe(2);
    expect(refused.map(({ index, code }) => [index, code])).toEqual([
      [0, 'too_large'],
      [1, 'too_old'],
      [3, 'in_future'],
    ]);
  });

  it('keeps what belongs to the store’s own pages alone', async () => {
    const shop = await server.addShop({ origins: ['https://shop.example', 'https://*.shop.example'] });
    const elsewhere = 'https://shop.example.evil.example/';
    const items = ['https://eu.shop.example/p', elsewhere].map((url) => viewItem('1', now(), { url }));
    const view = { ...pageView(), page: { url: elsewhere }, data: { referrer: 'https://search.example/?q=tea' } };
    const lines = [{ itemId: '1', itemName: 'Tea', url: elsewhere }];
    await shop.tell([...items, view, cartUpdated(1, now(), lines)]);
    const text = JSON.stringify([await shop.events(), await shop.visitors()]);
    expect(text).not.toContain('evil');
    expect(text).toContain('https://eu.shop.example/p');
    expect(text).toContain('"referrer":"https://search.example/"');
  });
});

it('takes every good event of any mixture, and names every other', async () => {
  const shop = await server.addShop();
  const good = fc.constantFrom('page', 'item', 'cart').map((kind) => ({
    isGood: true,
    make: () => (kind === 'page' ? pageView() : kind === 'item' ? viewItem('7') : cartUpdated(100)),
  }));
  const bad = fc.oneof(
    fc.jsonValue().map((value) => ({ isGood: false, make: () => value })),
    fc
      .record({ type: fc.string(), data: fc.jsonValue() })
      .map((rest) => ({ isGood: false, make: () => ({ id: v7(), ...rest }) })),
    fc.constant({ isGood: false, make: () => pageView('/old', 1_600_000_000_000) }),
  );
  const batches = fc.array(fc.oneof(good, bad), { minLength: 1, maxLength: maxEventsPerBatch });
  const visitorId = crypto.randomUUID();
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(batches, async (batch) => {
      const list = batch.map(({ make }) => make());
      const told = { visitorId, sentAt: now(), consent: { analytics: true } as const, events: list };
      const { accepted, repeated, refused } = await recordEvents(server.test.deps, shop.store, told, 'test');
      kept += accepted;
      const expected = batch.flatMap(({ isGood }, index) => (isGood ? [] : [index]));
      expect(refused.map(({ index }) => index)).toEqual(expected);
      expect(refused.every(({ code, message }) => refusalCodes.includes(code) && message.length > 10)).toBe(true);
      expect([accepted + refused.length, repeated]).toEqual([list.length, 0]);
    }),
    { numRuns: 30 },
  );
  expect(await shop.events()).toHaveLength(kept);
});

describe('the time of an event', () => {
  it('is put right by what the browser’s clock is off, and is never in the future', async () => {
    const shop = await server.addShop();
    const behind = now() - 3 * 3_600_000;
    const ahead = now() + 5 * 3_600_000;
    await shop.tell([pageView('/behind', behind - minuteMs)], { sentAt: behind });
    await shop.tell([pageView('/ahead', ahead - minuteMs)], { sentAt: ahead });
    await shop.tell([pageView('/liar', now())], { sentAt: 0 });
    await shop.tell([pageView('/other-liar', now())], { sentAt: Number.MAX_SAFE_INTEGER });
    const times = new Map(
      (await shop.events()).map(({ page, occurredAt }) => [page?.url.slice(20), occurredAt.getTime()]),
    );
    expect([times.get('/behind'), times.get('/ahead')]).toEqual([now() - minuteMs, now() - minuteMs]);
    expect(times.get('/liar')).toBe(now());
    expect(times.get('/other-liar')).toBe(now() - 8 * dayMs);
  });

  it('is left alone for what the network may have taken', async () => {
    const shop = await server.addShop();
    const at = now() - 40_000;
    await shop.tell([pageView('/', at)], { sentAt: at + 5 });
    expect((await shop.events())[0]?.occurredAt.getTime()).toBe(at);
  });
});
