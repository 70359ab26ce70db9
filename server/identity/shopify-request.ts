import { createHmac, randomBytes } from 'node:crypto';
import { isSame } from './signed-proof.ts';

/** What Shopify's app proxy vouches for: this customer is signed in at the shop, in the page that sent the challenge. */
export interface ShopifyCustomer {
  customerId: string;
  challenge: string;
}

/** Why a request does not count, for our log alone. */
export type ShopifyProblem = 'signature' | 'parameters' | 'time' | 'shop' | 'challenge' | 'customer';

/** What Shopify adds, and what the page sends. Anything else might be read in two ways, for the signature has no separators. */
const names = ['challenge', 'logged_in_customer_id', 'path_prefix', 'shop', 'signature', 'timestamp'];

/** As Shopify's own library has it, for either clock. */
const freshSeconds = 90;

/** Signs nothing that anybody knows: the work is done all the same where there is no secret. */
const decoy = randomBytes(32).toString('base64url');

/**
 * Reads a request that came through Shopify's app proxy. The signature is verified before any parameter counts.
 * @param search the query string, as it came
 * @param secrets client secrets of the shop's app that count: all of them are tried
 * @param shop the shop's permanent address: `tea-house.myshopify.com`; empty: the store has none
 * @returns `customer` null: all is well with the request, and nobody is signed in at the shop
 */
export function readShopifyRequest(
  search: string,
  secrets: readonly string[],
  shop: string,
  now: Date,
): { customer: ShopifyCustomer | null } | { problem: ShopifyProblem } {
  const query = new URLSearchParams(search);
  const given = query.getAll('signature').join();
  const tried = [secrets[0] ?? decoy, secrets[1] ?? decoy].map((secret) => isSame(signatureOf(query, secret), given));
  if (!tried.includes(true)) return { problem: 'signature' };
  if ([...query.keys()].sort().join() !== names.join()) return { problem: 'parameters' };
  const value = (name: string) => query.get(name) ?? '';
  const ageSeconds = now.getTime() / 1000 - Number(value('timestamp'));
  if (!/^\d{1,12}$/.test(value('timestamp')) || Math.abs(ageSeconds) > freshSeconds) return { problem: 'time' };
  if (shop === '' || !isSame(value('shop'), shop)) return { problem: 'shop' };
  if (!/^[\w-]{43}$/.test(value('challenge'))) return { problem: 'challenge' };
  const customerId = value('logged_in_customer_id');
  if (customerId === '') return { customer: null };
  if (!/^[1-9]\d{0,19}$/.test(customerId)) return { problem: 'customer' };
  return { customer: { customerId, challenge: value('challenge') } };
}

/**
 * HMAC-SHA256 in hex over `name=value` of every parameter but the signature: decoded, several values of one name joined
 * by commas, sorted by code units, with nothing between them.
 */
export function signatureOf(query: URLSearchParams, secret: string): string {
  const signed = [...new Set(query.keys())].filter((name) => name !== 'signature');
  const pairs = signed.map((name) => `${name}=${query.getAll(name).join()}`).sort();
  return createHmac('sha256', secret).update(pairs.join('')).digest('hex');
}
