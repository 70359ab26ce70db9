import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { rotateIdentityKey } from '../identity/index.ts';
import { cartUpdated, eventServerForTests, origin, pageView, viewItem } from './test-events.ts';

const log: string[] = [];
const server = eventServerForTests(pino({ level: 'trace' }, { write: (line) => void log.push(line) }));

describe('a batch', () => {
  it.each([
    ['without leave for analytics', { consent: { preferences: true } }, 'consent.analytics: Without leave'],
    ['with leave that is a no', { consent: { analytics: false } }, 'consent.analytics: Without leave'],
    ['of nobody', { visitorId: 'ann' }, 'visitorId: Invalid UUID'],
    ['without a clock', { sentAt: undefined }, 'sentAt: '],
    ['of nothing', { events: [] }, 'events: Too small'],
    ['of too much', { events: Array.from({ length: 51 }, () => pageView()) }, 'events: Too big'],
  ])('%s is refused whole, with what to do', async (_what, values, message) => {
    const shop = await server.addShop();
    const answer = await shop.send('events', { ...shop.batchOf([pageView()]), ...values });
    const error = { code: 'invalid_request', message: expect.stringContaining(message) };
    expect([answer.status, await answer.json()]).toMatchObject([400, { error }]);
    expect([await shop.events(), await shop.visitors()]).toEqual([[], []]);
  });

  it('is for the store’s own pages, which may ask first', async () => {
    const shop = await server.addShop();
    const batch = shop.batchOf([pageView()]);
    expect((await shop.send('events', batch, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await shop.send('visitor-erasures', batch, { origin: 'https://elsewhere.example' })).status).toBe(403);
    const preflight = await server.test.app.request(`/v1/stores/${shop.store.key}/events`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
  });

  it('is refused with its own code where the owner wants no events', async () => {
    const shop = await server.addShop({ isTrackingOn: false });
    const answer = await shop.send('events', shop.batchOf([pageView()]));
    expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: 'tracking_off' } }]);
    await expect(shop.tellAsServer([pageView()])).rejects.toThrow('tracking_off');
    expect(await shop.events()).toEqual([]);
  });

  it('may have 64 KB, which is what a page may send as it closes, and no more', async () => {
    const shop = await server.addShop();
    const fits = JSON.stringify({ ...shop.batchOf([pageView()]), padding: '' });
    const padded = (bytes: number) => fits.replace('"padding":""', `"padding":"${'x'.repeat(bytes - fits.length)}"`);
    expect((await shop.send('events', padded(64 * 1024))).status).toBe(202);
    expect((await shop.send('events', padded(64 * 1024 + 1))).status).toBe(413);
  });

  it('may come as plain text, for which no browser asks first', async () => {
    const shop = await server.addShop();
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    expect((await shop.send('events', shop.batchOf([pageView()]), headers)).status).toBe(202);
  });
});

describe('the shop’s own server', () => {
  it('needs an API key of this store', async () => {
    const [shop, other] = [await server.addShop(), await server.addShop()];
    expect((await shop.send('server-events', { events: [pageView()] })).status).toBe(401);
    const apiKey = await rotateIdentityKey(server.test.changes, other.store.key, 'api');
    const headers = { authorization: `Bearer ${apiKey}` };
    expect((await shop.send('server-events', { events: [pageView()] }, headers)).status).toBe(401);
    const wrong = await other.send('server-events', { events: [pageView()], customerId: 'a\0b' }, headers);
    expect([wrong.status, await wrong.text()]).toMatchObject([
      400,
      expect.stringContaining('customerId: should be text'),
    ]);
  });
});

describe('too many batches', () => {
  it('of one visitor are put off, and nobody else’s', async () => {
    const shop = await server.addShop();
    const batch = shop.batchOf(['nonsense']);
    for (let count = 0; count < 60; count += 1) expect((await shop.send('events', batch)).status).toBe(202);
    const refused = await shop.send('events', batch);
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect((await shop.send('events', shop.batchOf(['nonsense']))).status).toBe(202);
  });

  it('from one address are put off', async () => {
    const shop = await server.addShop();
    await Promise.all(Array.from({ length: 600 }, () => shop.send('events', '{}')));
    expect((await shop.send('events', '{}')).status).toBe(429);
    const erasure = { visitorId: crypto.randomUUID() };
    for (let count = 0; count < 30; count += 1) await shop.send('visitor-erasures', erasure);
    expect((await shop.send('visitor-erasures', erasure)).status).toBe(429);
  });
});

it('names no visitor, page, product or customer in the log or in a refusal', async () => {
  const shop = await server.addShop();
  const visitorId = crypto.randomUUID();
  log.length = 0;
  const { refused } = await shop.tell([pageView('/secret-page'), viewItem('secret-item'), { type: 'secret-type' }], {
    visitorId,
  });
  await shop.tellAsServer([cartUpdated(5)], { customerId: 'secret-customer' });
  await shop.send('events', { ...shop.batchOf([pageView('/secret-page')]), visitorId: 'secret-visitor' });
  await shop.send('visitor-erasures', { visitorId });
  expect(log.join('')).toContain(`/v1/stores/${shop.store.key}/events`);
  expect(log.join('') + JSON.stringify(refused)).not.toMatch(/secret/);
  expect(log.join('')).not.toContain(visitorId);
});

it('counts what it took, and why it refused the rest, without a store', async () => {
  const shop = await server.addShop();
  const event = pageView();
  const batch = shop.batchOf([event, event, 'nonsense', pageView('/', 0)]);
  const before = await counts();
  await shop.send('events', batch);
  const after = await counts();
  const changes = ['accepted', 'repeated', 'invalid', 'too_old'].map(
    (name) => (after[name] ?? 0) - (before[name] ?? 0),
  );
  expect(changes).toEqual([1, 1, 1, 1]);
  expect(await (await server.test.app.request('/metrics')).text()).not.toContain(shop.store.key);
});

async function counts(): Promise<Record<string, number>> {
  const text = await (await server.test.app.request('/metrics')).text();
  const lines = text.matchAll(/^events_total\{result="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, Number(value)]));
}
