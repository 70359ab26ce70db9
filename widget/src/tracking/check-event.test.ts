import { expect, it } from 'vitest';
import { storefrontEventSchema } from '../../../contract/events.ts';
import { checkEvent } from './check-event.ts';
import { eventId } from './event-id.ts';
import { eventsOf } from './page-facts.ts';
import { cartOf, mug } from './test-support/track-page.ts';

const item = { itemId: '7', itemName: 'Mug' };
const cart = { currency: 'EUR', total: 1999, itemCount: 1, lines: [{ ...item, price: 1999, quantity: 1 }] };

const good: [type: string, data: object][] = [
  ['page_view', {}],
  ['page_view', { referrer: 'https://search.example/?q=mug' }],
  ['view_item', { item }],
  [
    'view_item',
    { item: { ...item, itemVariant: 'Blue', variantId: 71, sku: 'M-1', url: '/products/mug?utm=x', price: 0 } },
  ],
  ['search', { searchTerm: ' mugs ' }],
  ['search', { searchTerm: 'x'.repeat(400), results: 3 }],
  ['cart_updated', { cart }],
  ['cart_updated', { cart: { ...cart, itemCount: 1.5, lines: [{ ...item, quantity: 1.5 }] } }],
  ['add_to_cart', { item: { ...item, itemId: 7, quantity: 2 } }],
  ['remove_from_cart', { item }],
  ['change_cart_quantity', { item, previousQuantity: 1 }],
  ['begin_checkout', {}],
  ['begin_checkout', { cart }],
  ['purchase', { transactionId: 1042, value: 1999, currency: 'EUR', items: [item] }],
  ['purchase', { transactionId: '#1042', value: 0, currency: 'EUR' }],
];

it.each(good)('gives our server a %s that it takes: %j', (type, data) => {
  const sent = JSON.parse(JSON.stringify({ id: eventId(), ...checkEvent({ type, data }) }));
  expect(storefrontEventSchema.safeParse(sent).error).toBeUndefined();
});

it.each<[unknown, RegExp]>([
  [undefined, /^type should be one of page_view view_item /],
  [{ type: 'toString', data: {} }, /^type should be/],
  [{ type: 'item', data: {} }, /^type should be/],
  [{ type: 'chat_opened', data: {} }, /^type should be/],
  [{ type: 'view_item' }, /^data of view_item should be an object/],
  [{ type: 'view_item', data: 'mug' }, /^data of view_item should be an object/],
  [{ type: 'view_item', data: { item: { price: 1n } } }, /BigInt/],
  [{ type: 'view_item', data: { item: deep(9) } }, /^view_item is larger than 12 kB/],
])('says of what would harm the queue what to do: %o', (event, words) => {
  expect(() => checkEvent(event)).toThrow(words);
});

/** Each of its texts is short enough, and all of them together are not. */
function deep(levels: number): object {
  const texts = Object.fromEntries(['itemName', 'itemVariant'].map((name) => [name, 'Ж'.repeat(400)]));
  return levels ? { ...texts, item: deep(levels - 1), cart: deep(0) } : texts;
}

it('loses no cart for a line of it that is too long, has no address, or is none', () => {
  const long = {
    itemId: 'i'.repeat(200),
    itemName: 'n'.repeat(400),
    sku: 's'.repeat(200),
    url: 'http://[',
    price: 1999,
  };
  const lines = [long, null, ...Array.from({ length: 150 }, (_, index) => ({ ...item, itemId: index }))];
  const event = checkEvent({ type: 'cart_updated', data: { cart: { ...cart, itemCount: 151, lines } } });
  const sent = storefrontEventSchema.parse(JSON.parse(JSON.stringify({ id: eventId(), ...event })));
  const { cart: told } = sent.data as { cart: typeof cart };
  expect([told.itemCount, told.lines.length]).toEqual([151, 99]);
  expect(told.lines[0]).toEqual({
    itemId: 'i'.repeat(120),
    itemName: 'n'.repeat(300),
    sku: 's'.repeat(120),
    price: 1999,
  });
});

it('takes along nothing that our server does not know', () => {
  const { data } = checkEvent({ type: 'add_to_cart', data: { item: { ...item, key: 'secret' }, token: 'secret' } });
  expect(JSON.stringify(data)).not.toContain('secret');
});

it('takes what is empty for what is left out', () => {
  const { data } = checkEvent({ type: 'view_item', data: { item: { ...item, sku: '', price: null } } });
  expect(data).toEqual({ item });
});

it('leaves out lines of a cart that would be too large', () => {
  const lines = Array.from({ length: 150 }, (_, index) => ({ ...item, itemId: `${index}`, itemName: 'Ж'.repeat(300) }));
  const event = checkEvent({ type: 'cart_updated', data: { cart: { ...cart, itemCount: 150, lines } } });
  const bytes = new TextEncoder().encode(JSON.stringify(event)).length;
  expect([bytes < 12_001, bytes > 11_000]).toEqual([true, true]);
});

it.each([
  [{ type: 'product', currency: 'EUR', product: mug }, ['view_item']],
  [{ type: 'search', search: { term: 'mugs', results: 3 } }, ['search']],
  [{ type: 'search', search: { term: '' } }, []],
  [{ type: 'cart', cart: cartOf(2) }, ['cart_updated']],
  [{ type: 'cart', cart: { items: 2, total: 3998, currency: 'EUR' } }, ['cart_updated']],
  [{ type: 'checkout', cart: cartOf(2) }, ['cart_updated', 'begin_checkout']],
  [{ type: 'checkout' }, ['begin_checkout']],
  [
    {
      type: 'order',
      currency: 'EUR',
      order: { id: 1042, total: 3998, lines: [{ ...mug, quantity: 2 }] },
      cart: cartOf(0),
    },
    ['purchase', 'cart_updated'],
  ],
  [{ type: 'content' }, []],
])('reads %j from a page', (facts, types) => {
  const events = eventsOf(facts).map(checkEvent);
  expect(events.map(({ type }) => type)).toEqual(types);
  for (const event of events) {
    const sent = JSON.parse(JSON.stringify({ id: eventId(), ...event }));
    expect(storefrontEventSchema.safeParse(sent).error).toBeUndefined();
  }
});
