import { afterEach, expect, it } from 'vitest';
import { eventPageSchema } from '../../../contract/events.ts';
import { addressOf } from './page-address.ts';
import { pageContext } from './page-context.ts';

afterEach(() => {
  history.replaceState({}, '', '/');
  document.body.className = '';
});

function at(address: string, facts = {}) {
  history.replaceState({}, '', address);
  document.title = 'Thank you, Ann';
  return eventPageSchema.parse(JSON.parse(JSON.stringify(pageContext(facts))));
}

it('tells the address without query and hash, the title, the kind and the language', () => {
  const page = at('/products/mug?token=secret#reviews', { type: 'product', locale: 'nl' });
  expect(page).toEqual({
    url: `${location.origin}/products/mug`,
    title: 'Thank you, Ann',
    type: 'product',
    locale: 'nl',
  });
});

it.each([
  ['/checkouts/cn/Z2NwLXVzLWNlbnRyYWwx', 'checkout'],
  ['/de/checkout/', 'checkout'],
  ['/checkout/order-received/1042/', 'order'],
  ['/57361/orders/8b4d35f1a6d0', 'order'],
  ['/account/orders/8b4d35f1a6d0', 'account'],
  ['/my-account/view-order/1042/', 'account'],
  ['/account/reset/42/secret', 'account'],
])('tells of %s only that it is of kind %s', (address, type) => {
  expect(at(address)).toEqual({ url: `${location.origin}/`, type });
});

it('believes the page, and the classes of WooCommerce, in any language', () => {
  expect(at('/kasse/', { type: 'checkout' })).toEqual({ url: `${location.origin}/`, type: 'checkout' });
  document.body.className = 'page woocommerce-account woocommerce-page';
  expect(at('/mein-konto/bestellungen/1042/')).toEqual({ url: `${location.origin}/`, type: 'account' });
});

it.each(['/orders-and-returns', '/collections/accountants', '/products/checkout-counter'])(
  'is not taken in by %s',
  (path) => {
    expect(at(path).url).toBe(location.origin + path);
  },
);

it('takes no kind that there is not', () => {
  expect(at('/', { type: 'index' })).not.toHaveProperty('type');
});

it('tells no path of another site, nor one with an address in it, and nothing that is not of the web', () => {
  expect(addressOf(new URL('https://mail.example/inbox/42?q=1'))).toBe('https://mail.example/');
  expect(addressOf(new URL('/stop/ann@shop.example', location.href))).toBe(`${location.origin}/`);
  expect(addressOf(new URL('android-app://com.example/'))).toBeUndefined();
});
