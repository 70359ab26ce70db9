import { beforeEach, describe, expect, it } from 'vitest';
import { products } from './catalogue.ts';
import { createShop } from './create-shop.ts';
import { customers } from './customers.ts';
import type { ShopDeps } from './shop-env.ts';
import { shopUrl, testDeps, visit } from './test-visitor.ts';

let deps: ShopDeps;
beforeEach(() => {
  deps = testDeps();
});

const address = {
  name: 'Ana Lopes',
  email: 'ana@example.com',
  street: 'Rua 1',
  postcode: '4000-102',
  city: 'Porto',
  country: 'PT',
};
const mug = { handle: 'alba-mug', choice: 'cobalt', quantity: '2' };

describe('looking around', () => {
  it('shows every product on the home page and each on its own', async () => {
    const shop = visit(deps);
    const home = await shop.html('/');
    for (const product of products) {
      expect(home).toContain(`href="/products/${product.handle}"`);
      const page = await shop.html(`/products/${product.handle}`);
      expect(page).toContain(product.summary);
      for (const choice of product.option.choices) expect(page).toContain(`.svg#${choice.id}"`);
      expect((await shop.request(`/pictures/${product.handle}.svg`)).headers.get('content-type')).toBe('image/svg+xml');
    }
  });

  it('sets no cookie and makes no session', async () => {
    const shop = visit(deps);
    for (const path of ['/', '/products/alba-mug', '/cart', '/contact', '/login', '/qa']) {
      expect((await shop.request(path)).headers.has('set-cookie')).toBe(false);
    }
    expect(deps.store.state.sessions).toEqual([]);
  });

  it('carries our tag on every page, the missing one too', async () => {
    const shop = visit(deps);
    const tag = '<script async crossorigin="anonymous" src="http://127.0.0.1:4001/w/st_demo.js"></script>';
    for (const path of ['/', '/products/duna-teapot', '/cart', '/contact', '/login', '/qa', '/nothing']) {
      expect(await shop.html(path)).toContain(tag);
    }
    expect((await shop.request('/nothing')).status).toBe(404);
  });

  it('answers 304 for a picture that the browser has', async () => {
    const shop = visit(deps);
    const etag = (await shop.request('/pictures/hero.svg')).headers.get('etag') ?? '';
    expect((await shop.request('/pictures/hero.svg', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('buying', () => {
  it('goes from product to order number, and the next order has the next number', async () => {
    const shop = visit(deps);
    expect((await shop.post('/cart/add', mug)).headers.get('location')).toBe('/cart');
    expect(await shop.html('/cart')).toContain('€52.90');
    const placed = await shop.post('/checkout', address);
    expect(placed.headers.get('location')).toBe('/orders/1042?placed=1');
    const page = await shop.html('/orders/1042?placed=1');
    expect(page).toContain('Thank you, Ana Lopes.');
    expect(page).toContain('#1042');
    await shop.post('/cart/add', mug);
    expect((await shop.post('/checkout', address)).headers.get('location')).toBe('/orders/1043?placed=1');
  });

  it('orders once when the button is pressed twice', async () => {
    const shop = visit(deps);
    await shop.post('/cart/add', mug);
    const answers = await Promise.all([shop.post('/checkout', address), shop.post('/checkout', address)]);
    expect(answers.map((answer) => answer.headers.get('location')).sort()).toEqual(['/cart', '/orders/1042?placed=1']);
  });

  it('keeps what was typed and names what is missing', async () => {
    const shop = visit(deps);
    await shop.post('/cart/add', mug);
    const answer = await shop.post('/checkout', { ...address, email: 'ana@', city: '' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('value="Ana Lopes"');
    expect(page).toContain('aria-describedby="email-error"');
    expect(page).toContain('Enter a town or city.');
    expect(deps.store.state.nextOrderNumber).toBe(1042);
  });

  it('changes and removes lines', async () => {
    const shop = visit(deps);
    await shop.post('/cart/add', mug);
    await shop.post('/cart/update', { line: 'alba-mug:cobalt', quantity: '3' });
    expect(await shop.html('/cart')).toContain('€72.00');
    await shop.post('/cart/update', { line: 'alba-mug:cobalt', quantity: '0' });
    expect(await shop.html('/cart')).toContain('Nothing in it yet.');
    expect((await shop.request('/checkout')).headers.get('location')).toBe('/cart');
  });

  it('refuses what is not sold and quantities that make no sense', async () => {
    const shop = visit(deps);
    for (const form of [
      { ...mug, handle: 'gold-bar' },
      { ...mug, choice: 'gold' },
      { ...mug, quantity: '-1' },
      { ...mug, quantity: '1.5' },
      { ...mug, quantity: '1000' },
    ]) {
      expect((await shop.post('/cart/add', form)).status).toBe(400);
    }
  });

  it('shows an order to nobody else', async () => {
    const shop = visit(deps);
    await shop.post('/cart/add', mug);
    await shop.post('/checkout', address);
    expect((await visit(deps).request('/orders/1042')).status).toBe(404);
    expect((await visit(deps).request('/orders/1039')).status).toBe(404);
  });
});

describe('logging in', () => {
  it('shows each customer their own orders', async () => {
    for (const [customer, own, others] of [
      [customers[0], '#1039', '#1041'],
      [customers[1], '#1041', '#1039'],
    ] as const) {
      const shop = visit(deps);
      await shop.post('/login', { email: customer?.email ?? '', password: customer?.password ?? '' });
      const page = await shop.html('/account');
      expect(page).toContain(`Hello, ${customer?.name}`);
      expect(page).toContain(own);
      expect(page).not.toContain(others);
    }
  });

  it('refuses a wrong password and says nothing about which part was wrong', async () => {
    const shop = visit(deps);
    for (const email of ['jane@example.com', 'nobody@example.com']) {
      const answer = await shop.post('/login', { email, password: 'kettle-luca' });
      expect(answer.status).toBe(401);
      expect(await answer.text()).toContain('do not belong together');
    }
    expect((await shop.request('/account')).headers.get('location')).toBe('/login');
  });

  it('takes the cart along under a new session id, and the old id is worth nothing', async () => {
    const shop = visit(deps);
    await shop.post('/cart/add', mug);
    const before = shop.cookie();
    await shop.post('/login', { email: 'jane@example.com', password: 'kettle-jane' });
    expect(shop.cookie()).not.toBe(before);
    expect(await shop.html('/cart')).toContain('Alba mug');
    const stolen = await createShop(deps).request(`${shopUrl}/account`, { headers: { cookie: before } });
    expect(stolen.headers.get('location')).toBe('/login');
  });

  it('fills in the last address of a customer at checkout', async () => {
    const shop = visit(deps);
    await shop.post('/login', { email: 'luca@example.com', password: 'kettle-luca' });
    await shop.post('/cart/add', mug);
    const page = await shop.html('/checkout');
    expect(page).toContain('value="Via dei Vasai 8"');
    expect(page).toContain('<option value="IT" selected>');
  });

  it('forgets everything at logging out', async () => {
    const shop = visit(deps);
    await shop.post('/login', { email: 'jane@example.com', password: 'kettle-jane' });
    await shop.post('/cart/add', mug);
    await shop.post('/logout', {});
    expect(await shop.html('/cart')).toContain('Nothing in it yet.');
    expect(deps.store.state.sessions).toEqual([]);
  });

  it('gives out a cookie that scripts cannot read, and takes none that was tampered with', async () => {
    const shop = visit(deps);
    const set = (await shop.post('/cart/add', mug)).headers.get('set-cookie');
    expect(set).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/);
    const forged = shop.cookie().replace(/=./, '=x');
    const page = await createShop(deps).request(`${shopUrl}/cart`, { headers: { cookie: forged } });
    expect(await page.text()).toContain('Nothing in it yet.');
  });
});

describe('hostile input', () => {
  it('refuses forms from other sites', async () => {
    const shop = visit(deps);
    for (const path of ['/cart/add', '/login', '/logout', '/checkout', '/qa']) {
      expect((await shop.post(path, mug, { origin: 'https://evil.example' })).status).toBe(403);
    }
  });

  it('escapes names of products, customers and addresses wherever they show', async () => {
    const hostile = `"'><script>alert(1)</script>`;
    const [product] = products;
    const [customer] = customers;
    if (!product || !customer) throw new Error('no catalogue');
    const shop = visit({
      ...deps,
      products: [{ ...product, name: hostile, alt: hostile, summary: hostile, kind: hostile }],
      customers: [{ ...customer, name: hostile }],
    });
    await shop.post('/login', { email: customer.email, password: customer.password });
    await shop.post('/cart/add', mug);
    const pages = [await shop.html('/checkout'), await shop.html('/cart')];
    await shop.post('/checkout', { ...address, name: hostile, street: hostile });
    for (const path of ['/', '/products/alba-mug', '/orders/1042?placed=1', '/account', '/login?email=<script>']) {
      pages.push(await shop.html(path));
    }
    for (const page of pages) expect(page).not.toContain('<script>');
    expect(pages.join('')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('keeps hostile checkout input inside its field', async () => {
    const shop = visit(deps);
    await shop.post('/cart/add', mug);
    const answer = await shop.post('/checkout', { ...address, city: '', name: '"><script>alert(1)</script>' });
    expect(await answer.text()).not.toContain('<script>');
  });
});
