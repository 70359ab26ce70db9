import { expect, it } from 'vitest';
import { shopifyProxy } from '../testing/shopify-proxy.ts';
import { readShopifyRequest, signatureOf } from './shopify-request.ts';

const secret = 'the client secret of the app';
const shop = 'tea-house.myshopify.com';
const challenge = 'c'.repeat(43);
const now = new Date('2026-11-21T12:00:00Z');
const proxy = shopifyProxy(secret, shop, () => now);
const read = (search: string, at = now) => readShopifyRequest(search, [secret], shop, at);

it('signs as Shopify’s own example: several values of a name joined, sorted, nothing between', () => {
  const query = new URLSearchParams(
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews' +
      '&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
  );
  expect(signatureOf(query, 'hush')).toBe(query.get('signature'));
});

it('knows who is signed in, and which page asked', () => {
  expect(read(proxy.query('7310000000001', challenge))).toEqual({
    customer: { customerId: '7310000000001', challenge },
  });
});

it('takes the secret of the app before the last change, too', () => {
  const search = proxy.query('42', challenge);
  expect(readShopifyRequest(search, ['a newer secret', secret], shop, now)).toMatchObject({
    customer: { customerId: '42' },
  });
  expect(readShopifyRequest(search, ['a newer secret'], shop, now)).toEqual({ problem: 'signature' });
});

it('looks at the signature before anything else', () => {
  expect(read('')).toEqual({ problem: 'signature' });
  expect(read('?shop=x&shop=y&timestamp=never')).toEqual({ problem: 'signature' });
});

it('counts for a minute and a half, for either clock', () => {
  const search = proxy.query('42', challenge);
  const after = (seconds: number) => read(search, new Date(now.getTime() + seconds * 1000));
  expect(after(89)).toMatchObject({ customer: { customerId: '42' } });
  expect(after(-89)).toMatchObject({ customer: { customerId: '42' } });
  expect([after(91), after(-91)]).toEqual([{ problem: 'time' }, { problem: 'time' }]);
});

it('tells nobody being signed in from what is no customer, and from a store without a shop', () => {
  expect(read(proxy.query('', challenge))).toEqual({ customer: null });
  expect(read(proxy.query('0', challenge))).toEqual({ problem: 'customer' });
  expect(readShopifyRequest(proxy.query('42', challenge), [secret], '', now)).toEqual({ problem: 'shop' });
});
