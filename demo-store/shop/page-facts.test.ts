import { beforeEach, describe, expect, it } from 'vitest';
import { products } from './catalogue.ts';
import { testDeps, type Visitor, visit } from './test-visitor.ts';

let shop: Visitor;
beforeEach(() => {
  shop = visit(testDeps());
});

const address = {
  name: 'Ana Lopes',
  email: 'ana@example.com',
  street: 'Rua 1',
  postcode: '4000-102',
  city: 'Porto',
  country: 'PT',
};
const jane = { email: 'jane@example.com', password: 'kettle-jane' };

async function factsOn(path: string, visitor = shop) {
  const blocks = [
    ...(await visitor.html(path)).matchAll(
      /<script type="application\/json" data-storefront-chat="page">(.*?)<\/script>/gs,
    ),
  ];
  expect(blocks).toHaveLength(1);
  return JSON.parse(blocks[0]?.[1] ?? '');
}

const empty = { currency: 'EUR', total: 0, itemCount: 0, lines: [] };

const mugs = {
  id: 'alba-mug',
  name: 'Alba mug',
  variant: 'Moss',
  variantId: 'moss',
  price: 2400,
  url: '/products/alba-mug?choice=moss',
  quantity: 2,
};

describe('what pages tell chat', () => {
  it.each([
    ['/', 'home'],
    ['/search', 'search'],
    ['/cart', 'cart'],
    ['/contact', 'content'],
    ['/privacy', 'content'],
    ['/login', 'account'],
    ['/qa', 'other'],
    ['/nothing', 'other'],
  ])('%s is a page of type %s', async (path, type) => {
    expect(await factsOn(path)).toEqual({ type, locale: 'en', currency: 'EUR', cart: empty });
  });

  it('names the product in the glaze that is chosen', async () => {
    const { quantity: _, ...mug } = mugs;
    expect(await factsOn('/products/alba-mug?choice=moss')).toMatchObject({ type: 'product', product: mug });
    expect((await factsOn('/products/serra-tea?choice=tin-200')).product.price).toBe(2900);
  });

  it('tells the cart on every page, with the total that the shopper reads', async () => {
    await shop.post('/cart/add', { handle: 'alba-mug', choice: 'moss', quantity: '2' });
    const cart = { currency: 'EUR', total: 5290, itemCount: 2, lines: [mugs] };
    for (const path of ['/', '/cart', '/checkout', '/products/duna-teapot']) {
      expect((await factsOn(path)).cart).toEqual(cart);
    }
    await shop.post('/cart/update', { line: 'alba-mug:moss', quantity: '0' });
    expect((await factsOn('/')).cart).toEqual(empty);
  });

  it('answers a script with the same cart, and with what the page shows of it', async () => {
    const body = new URLSearchParams({ handle: 'alba-mug', choice: 'moss', quantity: '2' });
    const headers = { accept: 'application/json', origin: 'http://localhost:4000' };
    const answer = await shop.request('/cart/add', { method: 'POST', body, headers });
    expect(await answer.json()).toEqual({
      facts: { currency: 'EUR', total: 5290, itemCount: 2, lines: [mugs] },
      lines: [{ id: 'alba-mug:moss', quantity: 2, each: '€24.00', total: '€48.00' }],
      subtotal: '€48.00',
      shipping: '€4.90',
      total: '€52.90',
      untilFreeShipping: '€12.00',
    });
  });

  it('tells an order under the number that its page shows, when it is placed and not when it is looked up', async () => {
    await shop.post('/cart/add', { handle: 'alba-mug', choice: 'moss', quantity: '2' });
    await shop.post('/checkout', address);
    expect(await factsOn('/orders/1042?placed=1')).toEqual({
      type: 'order',
      locale: 'en',
      currency: 'EUR',
      cart: empty,
      order: { id: '1042', total: 5290, currency: 'EUR', lines: [mugs] },
    });
    expect(await shop.html('/orders/1042?placed=1')).toContain('#1042');
    expect(await factsOn('/orders/1042')).not.toHaveProperty('order');
  });

  it('tells what was searched for, and how much was found', async () => {
    expect((await factsOn('/search?q=Mare')).search).toEqual({ term: 'Mare', results: 1 });
    expect((await factsOn(`/search?q=${encodeURIComponent('</script> "é" 🍵')}`)).search).toEqual({
      term: '</script> "é" 🍵',
      results: 0,
    });
  });

  it('never says who the customer is', async () => {
    await shop.post('/login', jane);
    await shop.post('/cart/add', { handle: 'alba-mug', choice: 'moss', quantity: '1' });
    await shop.post('/checkout', { ...address, name: 'Jane Whitcombe', email: jane.email });
    for (const path of ['/', '/account', '/cart', '/orders/1039', '/orders/1042?placed=1']) {
      expect(JSON.stringify(await factsOn(path))).not.toMatch(/jane|whitcombe|1001|@/i);
    }
  });

  it('carries a name that would end the block', async () => {
    const [mug] = products;
    if (!mug) throw new Error('no catalogue');
    const name = '</script><script>alert(1)</script>';
    const hostile = visit({ ...testDeps(), products: [{ ...mug, name }] });
    expect((await factsOn('/products/alba-mug', hostile)).product.name).toBe(name);
  });
});

describe('searching', () => {
  it.each([
    ['mug', ['alba-mug']],
    ['MARÉ', ['mare-bowl']],
    ['mare', ['mare-bowl']],
    ['green tea', ['serra-tea']],
    ['tea green', ['serra-tea']],
    ['spoon', []],
    ['   ', []],
  ])('for “%s” finds %j', async (term, handles) => {
    const page = await shop.html(`/search?q=${encodeURIComponent(term)}`);
    const results = page.split('search-others')[0] ?? '';
    expect([...results.matchAll(/card-name"><a href="\/products\/([^"]+)"/g)].map(([, handle]) => handle)).toEqual(
      handles,
    );
  });

  it('keeps a hostile word inside its page', async () => {
    const page = await shop.html(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
  });
});
