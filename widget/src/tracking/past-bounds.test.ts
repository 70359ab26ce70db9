import { expect, it } from 'vitest';
import type { StorefrontEvent } from '../../../contract/events.ts';
import { eventId, timeOf } from './event-id.ts';
import type { QueuedEvent } from './event-queue.ts';
import { pastBounds } from './past-bounds.ts';

const kilobyte = 'x'.repeat(1000);

const queued = (type: StorefrontEvent['type'], size = kilobyte): QueuedEvent => ({
  visitorId: 'v',
  event: { id: eventId(), type, data: { size } } as unknown as StorefrontEvent,
});

const idsOf = (events: readonly QueuedEvent[]) => events.map(({ event }) => event.id);

it('keeps what fits', () => {
  expect(pastBounds(Array.from({ length: 200 }, () => queued('page_view')))).toEqual([]);
});

it('parts with the oldest page views first, then with the oldest of the rest, and with orders at last', () => {
  const order = queued('purchase');
  const views = Array.from({ length: 100 }, () => queued('page_view'));
  const carts = Array.from({ length: 150 }, () => queued('cart_updated'));
  const gone = pastBounds([order, ...carts, ...views]);
  expect(gone.length).toBeGreaterThan(10);
  expect(idsOf(gone)).toEqual(idsOf(views.slice(0, gone.length)));
  const more = Array.from({ length: 200 }, () => queued('cart_updated'));
  const rest = pastBounds([order, ...carts, ...views, ...more]);
  expect(idsOf(rest)).toEqual(idsOf([...views, ...carts, ...more].slice(0, rest.length)));
});

it('parts with what our server would find too old', () => {
  const [old, young] = [queued('purchase'), queued('page_view')];
  const weekLater = timeOf(young.event.id) + 7 * 86_400_000 + 60_000;
  expect(pastBounds([old, young], weekLater - 120_000)).toEqual([]);
  expect(pastBounds([old, young], weekLater)).toEqual([young, old]);
});
