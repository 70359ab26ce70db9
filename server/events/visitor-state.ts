import type { Cart, EventPage, Item, StorefrontEvent } from '../../contract/events.ts';

/** An event, and when it happened by our clock. */
export interface TimedEvent {
  event: StorefrontEvent;
  occurredAt: Date;
}

interface Seen<T> {
  value: T;
  at: Date;
}

/** What a visitor last saw and had, as a batch tells it; null: it says nothing about it. */
export interface VisitorState {
  page: Seen<EventPage> | null;
  item: Seen<Item> | null;
  cart: Seen<Cart> | null;
}

/** Of a batch that says nothing about any of them. */
export const nothingSeen: VisitorState = { page: null, item: null, cart: null };

/** The newest page, product and cart of a batch. Of two at the same time the one that was told later counts. */
export function newestState(events: readonly TimedEvent[]): VisitorState {
  const state = { ...nothingSeen };
  for (const { event, occurredAt: at } of events) {
    state.page = newer(state.page, event.page, at);
    if (event.type === 'view_item') state.item = newer(state.item, event.data.item, at);
    if (event.type === 'cart_updated' || event.type === 'begin_checkout') {
      state.cart = newer(state.cart, event.data.cart, at);
    }
  }
  return state.page || state.item || state.cart ? state : nothingSeen;
}

function newer<T>(known: Seen<T> | null, value: T | undefined, at: Date): Seen<T> | null {
  if (value === undefined || (known && known.at > at)) return known;
  return { value, at };
}
