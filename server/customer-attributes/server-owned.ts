import type { customerAttributes } from './tables.ts';

type Facts = Pick<typeof customerAttributes.$inferSelect, 'tier' | 'language' | 'hasOrders'>;

/**
 * Keys of contact attributes that are ours to write. Money and orders are among them although we write none: agents
 * would believe them, so a browser must not be able to put them there.
 */
const serverOwnedKeys = ['tier', 'language', 'has_orders', 'orders_count', 'total_spent'] as const;

type ServerOwnedKey = (typeof serverOwnedKeys)[number];
export type ServerOwned = Partial<Record<ServerOwnedKey, unknown>>;

/** What should stand on the contact, without what the shop has not said. */
export function wantedOf(facts: Facts | undefined): ServerOwned {
  const all = { tier: facts?.tier, language: facts?.language, has_orders: facts?.hasOrders };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
}

export interface Comparison {
  /** Not as we left them: whoever holds the visitor's session, or an agent, has written there. */
  forged: ServerOwnedKey[];
  changed: ServerOwned;
  surplus: ServerOwnedKey[];
}

/**
 * @param present the contact's attributes at Chatwoot, all of them
 * @param written what we left there
 * @param wanted what should be there
 */
export function compare(present: Record<string, unknown>, written: ServerOwned, wanted: ServerOwned): Comparison {
  const keys = serverOwnedKeys.filter((key) => present[key] !== wanted[key]);
  return {
    forged: serverOwnedKeys.filter((key) => present[key] !== written[key] && present[key] !== wanted[key]),
    changed: Object.fromEntries(keys.filter((key) => key in wanted).map((key) => [key, wanted[key]])),
    surplus: keys.filter((key) => !(key in wanted)),
  };
}
