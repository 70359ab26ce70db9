import { describe, expect, it } from 'vitest';
import type { Cart } from '../../contract/events.ts';
import { contactAttributes, liveAttributes } from './describe-activity.ts';
import { describeCart } from './describe-cart.ts';
import { formatMoney } from './money.ts';
import { describeForNote } from './show-in-note.ts';
import { cartOf, everything, everythingShown, mug } from './test-samples.ts';

const origins = ['https://shop.example', 'https://*.shop.example'];
const nothing = { page: null, item: null, cart: null };
const live = (seen: Partial<typeof everything>) => liveAttributes({ ...nothing, ...seen }, origins);

describe('what agents read beside a conversation', () => {
  it('is page, product and cart', () => {
    expect(live(everything)).toEqual(everythingShown);
    expect(live({})).toEqual({});
  });

  it('names no page but the shop’s own', () => {
    const pageAt = (url: string) => live({ page: { url } }).storefront_live_page;
    expect(pageAt('https://nl.shop.example/mok?token=1#x')).toBe('https://nl.shop.example/mok');
    for (const url of [
      'https://evil.example/shop.example',
      'https://shop.example@evil.example/',
      'javascript:alert(1)',
    ])
      expect(pageAt(url)).toBeUndefined();
    expect(pageAt(`https://shop.example/${'a'.repeat(1600)}`)).toBe('https://shop.example');
  });

  it('says that a cart is empty, and knows one of which only the sum is told', () => {
    expect(describeCart(cartOf(0, 0))).toBe('empty');
    expect(describeCart({ ...cartOf(3, 0), lines: [] })).toBe('3 pieces · 59.97 EUR');
    expect(describeCart({ ...cartOf(1, 0), lines: [{ ...mug, quantity: 1.5 }] })).toBe('1.5 × Mug · 19.99 EUR');
  });

  it('has no more digits than the currency has', () => {
    const amounts = { EUR: '1,234,567.89 EUR', JPY: '123,456,789 JPY', KWD: '123,456.789 KWD' };
    for (const [currency, text] of Object.entries(amounts)) expect(formatMoney(123_456_789, currency)).toBe(text);
  });

  it('is never longer than Chatwoot takes, and says how much it leaves out', () => {
    const lines = Array.from({ length: 100 }, (_, n) => ({ ...mug, itemName: `Mug number ${n}`, quantity: 1 }));
    const long: Cart = { currency: 'EUR', total: 240_000, itemCount: 120, lines };
    const text = describeCart(long);
    expect(text.length).toBeLessThanOrEqual(1500);
    const [named, rest] = /^(.*) and (\d+) more · 2,400.00 EUR$/.exec(text)?.slice(1) ?? [];
    expect((named?.split(', ').length ?? 0) + Number(rest)).toBe(120);
    const wordy = { ...long, lines: lines.map((line) => ({ ...line, itemName: '🫖'.repeat(150) })) };
    expect(describeCart(wordy)).toSatisfy((cut: string) => cut.length <= 1500 && cut.isWellFormed());
  });
});

describe('names that a browser made up', () => {
  const named = (itemName: string) => live({ item: { itemId: '1', itemName } }).storefront_live_product;

  it('bring no links with them', () => {
    expect(named('Refund at https://evil.example/login now')).toBe('Refund at … now');
    expect(named('WWW.evil.example')).toBe('…');
  });

  it('keep their direction to themselves', () => {
    const cart = { ...cartOf(1, 0), lines: [{ itemId: '1', itemName: 'كوب أزرق', quantity: 2 }] };
    expect(live({ cart }).storefront_live_cart).toBe('2 × \u2068كوب أزرق\u2069 · 19.99 EUR');
  });

  it('mean nothing in a note, whatever they look like', () => {
    const itemName = '**Mug** <img src=x> `code` [a](evil.example)';
    const note = describeForNote({ ...nothing, cart: { ...cartOf(1, 0), lines: [{ ...mug, itemName }] } }, origins);
    expect(note).toBe('Cart now: 1 × `**Mug** <img src=x> ’code’ [a](evil.example)` · 19.99 EUR');
  });
});

it('on a contact numbers are numbers, without what no number there can be', () => {
  expect(contactAttributes(everything, origins)).toEqual({
    cart_value: 59.97,
    cart_items: 3,
    cart_products: '2 × Tee – M, 1 × Mug · 59.97 EUR',
    last_product: 'Mug · 19.99 EUR',
    last_page: 'https://shop.example/products/mug',
  });
  const huge = { ...nothing, cart: { ...cartOf(1), currency: 'JPY', total: 999_999_999_999 } };
  expect(contactAttributes(huge, origins)).not.toHaveProperty('cart_value');
});
