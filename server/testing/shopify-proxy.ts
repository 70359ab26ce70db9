import { createHmac } from 'node:crypto';

export type QueryPair = [name: string, value: string];

/** What Shopify's app proxy makes of a page's question to `/apps/chat`, and what others might make of it. */
export function shopifyProxy(secret: string, shop: string, now: () => Date) {
  return {
    /** The query string as it reaches us. @param changes values by name; null leaves a parameter out */
    query(customerId: string, challenge: string, changes: Record<string, string | null> = {}): string {
      const given = {
        challenge,
        shop,
        logged_in_customer_id: customerId,
        path_prefix: '/apps/chat',
        timestamp: String(Math.floor(now().getTime() / 1000)),
        ...changes,
      };
      const pairs = Object.entries(given).flatMap(([name, value]): QueryPair[] =>
        value === null ? [] : [[name, value]],
      );
      return this.sign(pairs);
    },
    /** Signs whatever it is given, doubled parameters included, as Shopify does. */
    sign: (pairs: QueryPair[]): string => queryOf([...pairs, ['signature', signatureOver(pairs, secret)]]),
  };
}

export const queryOf = (pairs: QueryPair[]) => `?${new URLSearchParams(pairs)}`;

/** Written from Shopify's description and not from our own code, so that the one checks the other. */
export function signatureOver(pairs: QueryPair[], secret: string): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  const lines = [...values].map(([name, all]) => `${name}=${all.join(',')}`);
  lines.sort((one, other) => (one < other ? -1 : 1));
  return createHmac('sha256', secret).update(lines.join('')).digest('hex');
}
