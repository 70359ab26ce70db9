import { randomInt, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { EventType } from '../../contract/events.ts';
import type { ServedStore } from '../../server/stores/index.ts';
import type { BareRow } from './bare-table.ts';

/** Fifty events of one visitor: as their browser sends them, and as the rows that they become. */
export interface Batch {
  store: ServedStore;
  /** Body of the request. */
  body: string;
  rows: BareRow[];
}

export const shopOrigin = 'https://shop.example';

const item = {
  itemId: '8114',
  itemName: 'Ceramic pour-over coffee dripper',
  itemVariant: 'Sand, size 02',
  sku: 'DRIP-02-SAND',
  price: 2495,
  currency: 'EUR',
  quantity: 1,
};
const cart = { currency: 'EUR', total: 7485, itemCount: 3, lines: [item, { ...item, itemId: '8115', quantity: 2 }] };

/** Of fifty, how many of each: somebody who looks round, buys, and asks something. */
const visit: [EventType, number, object][] = [
  ['page_view', 22, { referrer: `${shopOrigin}/collections/coffee` }],
  ['view_item', 12, { item }],
  ['search', 3, { searchTerm: 'pour over filter', results: 12 }],
  ['add_to_cart', 3, { item }],
  ['cart_updated', 5, { cart }],
  ['begin_checkout', 1, { cart }],
  ['purchase', 1, { transactionId: '1042', value: 7485, currency: 'EUR' }],
  ['chat_opened', 1, {}],
  ['chat_started', 1, {}],
  ['message_sent', 1, { via: 'box' }],
];
const told = visit.flatMap(([type, count, data]) => Array.from({ length: count }, () => ({ type, data })));
const page = {
  url: `${shopOrigin}/products/ceramic-pour-over-coffee-dripper`,
  title: 'Ceramic pour-over coffee dripper – hornero',
  type: 'product',
  locale: 'en',
};

/** @param stores whose visitors they are, in turn */
export function makeBatches(count: number, stores: readonly ServedStore[]): Batch[] {
  return Array.from({ length: count }, () => makeBatch(stores[randomInt(stores.length)]));
}

function makeBatch(store: ServedStore | undefined): Batch {
  if (!store) throw new Error('There is no store to make events for.');
  const visitorId = randomUUID();
  const now = Date.now();
  const events = told.map(({ type, data }, index) => {
    const at = now - (told.length - index) * 1000;
    const ofOrder = type === 'purchase' ? { transactionId: visitorId } : {};
    return { id: v7({ msecs: at }), type, page, data: { ...data, ...ofOrder }, at };
  });
  const sent = events.map(({ at: _at, ...event }) => event);
  const whose = {
    storeId: store.id,
    source: 'browser',
    visitorId,
    customerId: null,
    receivedAt: new Date(now),
  } as const;
  return {
    store,
    body: JSON.stringify({ visitorId, sentAt: now, consent: { analytics: true }, events: sent }),
    rows: events.map(({ at, ...event }) => ({ ...event, ...whose, occurredAt: new Date(at) })),
  };
}
