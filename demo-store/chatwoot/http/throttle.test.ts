import { afterEach, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../testing/open-shop.ts';

let shop: Shop;
afterEach(() => shop.chatwoot.stop());

const widget = (headers: Record<string, string> = {}, session = '') =>
  shop.anybody('GET', `/widget?website_token=${shop.website.token}&cw_conversation=${session}`, undefined, headers);

async function statuses(times: number, request: () => Promise<{ status: number }>): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < times; round += 1) all.push((await request()).status);
  return all;
}

describe('throttles (rules 20, 63)', () => {
  it('stop the sixth page without a session, by address, in plain text', async () => {
    shop = await openShop();
    const office = { 'x-forwarded-for': '203.0.113.7' };
    expect(await statuses(6, () => widget(office))).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await widget(office);
    expect(refused.text).toBe('Retry later\n');
    expect(refused.headers.get('content-type')).toBe('text/plain');
    expect(refused.headers.get('retry-after')).toBeNull();

    const { token } = await shop.visit();
    expect((await widget(office, token)).status).toBe(200);
    expect((await widget({ 'x-forwarded-for': '203.0.113.8' })).status).toBe(200);
  });

  it('spare loopback', async () => {
    shop = await openShop();
    expect(new Set(await statuses(7, () => widget()))).toEqual(new Set([200]));
  });

  it('count loopback too when asked to', async () => {
    shop = await openShop({ throttle: true });
    expect((await statuses(6, () => widget())).at(-1)).toBe(429);
  });

  it('stop the seventh conversation from one address, and no message', async () => {
    shop = await openShop({ throttle: true });
    const visitor = await shop.visit();
    const started = await statuses(7, () => visitor.call('POST', '/conversations', { message: { content: 'x' } }));
    expect(started).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect((await visitor.call('POST', '/messages', { message: { content: 'x' } })).status).toBe(200);
  });

  it('spare /health and the SDK script', async () => {
    shop = await openShop({ throttle: true });
    await statuses(7, () => widget());
    expect((await shop.anybody('GET', '/health')).body).toEqual({ status: 'woot' });
    expect((await shop.anybody('GET', '/packs/js/sdk.js')).status).toBe(200);
  });
});
