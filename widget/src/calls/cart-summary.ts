import type { CartSummary } from '../../../contract/submissions.ts';

/**
 * What is in the cart, if the page has said it as our server takes it: `{ cart: { itemCount: 2, total: 1999, currency: 'EUR' } }`,
 * the total in minor units; `items` is an older word for the count. `XXX` is no currency. Anything else stays here: words must not be refused for the cart beside them.
 */
export function cartSummary({ cart }: Readonly<Record<string, unknown>>): CartSummary | undefined {
  const { itemCount, items = itemCount, total, currency } = Object(cart) as Record<string, unknown>;
  if (!isCount(items, 1e5) || !isCount(total, 1e12) || !/^(?!XXX)[A-Z]{3}$/.test(`${currency}`)) return undefined;
  return { items, total, currency: `${currency}` };
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}
