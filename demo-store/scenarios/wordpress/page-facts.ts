import { describe, expect, it } from 'vitest';
import { shoppingOn } from '../kit/shopping.ts';
import { storeEvents } from '../kit/store-events.ts';
import { chatInHtml } from './chat-in-html.ts';
import type { WordPressShop } from './wordpress-shop.ts';

export function pageFacts(given: () => WordPressShop) {
  const factsOf = async (path: string, cookie?: string) => chatInHtml(await given().html(path, cookie)).facts;
  const fixtures = () => given().wordpress.fixtures;

  it('a product with a hostile name is told as it is, and its page is not broken by it', async () => {
    const { wordpress, html, newTab } = given();
    const { mug } = fixtures();
    expect(mug.name).toMatch(/".*'.*\u2028<\/script>.*<!--/s);
    expect(await factsOf('/product/mug/')).toEqual({
      type: 'product',
      locale: 'en-US',
      currency: 'EUR',
      product: {
        id: `${mug.id}`,
        name: mug.name,
        sku: mug.sku,
        price: 1999,
        currency: 'EUR',
        url: `${wordpress.url}/product/mug/`,
      },
    });
    expect(chatInHtml(await html('/product/mug/')).source).not.toMatch(/<!--|<script>hacked/);
    const shopper = await newTab();
    await shopper.visit('/product/mug/');
    await shopper.launcher.waitFor();
    expect(await shopper.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('a product of many prices has none before one is chosen', async () => {
    const facts = await factsOf('/product/shirt/');
    expect(facts?.product).toMatchObject({ id: `${fixtures().shirt.id}`, name: 'Shirt', currency: 'EUR' });
    expect(facts?.product).not.toHaveProperty('price');
  });

  it.each([
    ['/', 'home'],
    ['/shop/', 'collection'],
    ['/product-category/tea-coffee/', 'collection'],
    ['/cart/', 'cart'],
    ['/checkout/', 'checkout'],
    ['/my-account/', 'account'],
    ['/about/', 'content'],
  ])('%s is a page of type %s', async (path, type) => {
    expect(await factsOf(path)).toMatchObject({ type });
  });

  it('a search says what was looked for, and how much was found', async () => {
    const term = '<b>"tea"</b> & Co';
    const facts = await factsOf(`/?${new URLSearchParams({ s: term })}`);
    expect(facts).toMatchObject({ type: 'search', search: { term, results: 0 } });
    expect(await factsOf('/?s=Teapot')).toMatchObject({ search: { term: 'Teapot', results: 1 } });
  });

  it('a cart is told in whole minor units on the pages that no cache keeps, and on no other', async () => {
    const { mug, shirt } = fixtures();
    const cookie = await cartOf(
      `add-to-cart=${mug.id}&quantity=2`,
      `add-to-cart=${shirt.id}&variation_id=${shirt.variations.L}`,
    );
    for (const path of ['/cart/', '/checkout/']) {
      expect((await factsOf(path, cookie))?.cart, path).toMatchObject({
        currency: 'EUR',
        total: 2 * 1999 + 2050,
        itemCount: 3,
        lines: [
          { name: mug.name, price: 1999, quantity: 2 },
          { name: 'Shirt', variant: 'L', price: 2050, quantity: 1 },
        ],
      });
    }
    for (const path of ['/', '/product/mug/', '/shop/', '/my-account/']) {
      expect(await factsOf(path, cookie), path).not.toHaveProperty('cart');
    }
  });

  it.each([
    ['JPY', 0, 1980, 1980],
    ['KWD', 3, 19.995, 19_995],
    // What a shop shows is its own affair: a euro has a hundred cents all the same.
    ['EUR', 0, 19.99, 1999],
  ])('%s with %d decimals: %d is %d minor units', async (currency, decimals, price, minor) => {
    const { wordpress } = given();
    const { teapot } = fixtures();
    const charge = (money: object) =>
      wordpress.run(
        `update_option('woocommerce_currency', $given['currency']);
        update_option('woocommerce_price_num_decimals', $given['decimals']);
        $product = wc_get_product($given['id']);
        $product->set_regular_price((string) $given['price']);
        return $product->save();`,
        { id: teapot.id, ...money },
      );
    try {
      await charge({ currency, decimals, price });
      expect((await factsOf('/product/teapot/'))?.product).toMatchObject({ price: minor, currency });
    } finally {
      await charge({ currency: 'EUR', decimals: 2, price: teapot.regular_price });
    }
  });

  describe('the page that thanks for an order', () => {
    /** @returns path of that page */
    const order = (status = 'processing') =>
      given().wordpress.run<{ path: string; number: string }>(
        `$order = wc_create_order(['customer_id' => $given['customer']]);
        $order->add_product(wc_get_product($given['mug']), 2);
        $order->add_product(wc_get_product($given['shirt']), 1);
        $order->set_billing_email('guest@shop.example');
        $order->calculate_totals();
        $order->set_status($given['status']);
        $order->save();
        $url = wp_parse_url($order->get_checkout_order_received_url());
        return ['path' => $url['path'] . '?' . $url['query'], 'number' => (string) $order->get_order_number()];`,
        { customer: 0, mug: fixtures().mug.id, shirt: fixtures().shirt.variations.S, status },
      );

    it('tells the order once, and not when it is loaded again', async () => {
      const { html } = given();
      const { path, number } = await order();
      const page = await html(path);
      expect(chatInHtml(page).facts).toMatchObject({
        type: 'order',
        order: {
          id: number,
          total: 2 * 1999 + 1800,
          currency: 'EUR',
          lines: [
            { name: fixtures().mug.name, price: 1999, quantity: 2 },
            { name: 'Shirt', variant: 'S', price: 1800, quantity: 1 },
          ],
        },
      });
      expect(chatInHtml(page).source).not.toMatch(/guest@|wc_order_/);
      expect(await factsOf(path)).not.toHaveProperty('order');
    });

    it('tells it to nobody without its key, and has not used it up then', async () => {
      const { path } = await order();
      for (const wrong of [
        path.replace(/key=.*/, 'key=wc_order_wrong'),
        path.replace(/\?.*/, ''),
        `${path.replace('key=', 'key[]=')}`,
      ]) {
        expect(await factsOf(wrong), wrong).not.toHaveProperty('order');
      }
      expect(await factsOf(path)).toHaveProperty('order');
    });

    it('tells none that has failed', async () => {
      expect(await factsOf((await order('failed')).path)).not.toHaveProperty('order');
    });

    it('with the visitor’s leave, given to a banner by the WP Consent API, our server learns of all of it', async () => {
      const { scenario, wordpress, setOption, newTab } = given();
      const events = storeEvents(scenario.demo);
      const { mug } = fixtures();
      await setOption('rig_consent', 'optin');
      try {
        const shopper = await newTab();
        const shopping = shoppingOn(shopper.page, { shopUrl: wordpress.url, serverUrl: scenario.demo.serverUrl });
        await shopper.visit('/product/mug/');
        await shopping.settles();
        expect(shopping.sent).toEqual([]);
        expect(await shopping.kept()).toMatchObject({ local: [], databases: [] });
        const categories = ['statistics', 'preferences'];
        await shopper.page.evaluate((all) => all.map((one) => Object(window).wp_set_consent(one, 'allow')), categories);
        await expect.poll(() => events.ofType('view_item')).toHaveLength(1);
        await shopper.visit(`/product/mug/?add-to-cart=${mug.id}`);
        // Read by the widget itself, from the Store API.
        await expect.poll(() => events.ofType('add_to_cart')).toHaveLength(1);
        const { path, number } = await order();
        await shopper.visit(path);
        await expect.poll(() => events.ofType('purchase')).toHaveLength(1);
        await shopper.page.reload();
        await shopping.settles();

        const [item] = await events.ofType('view_item');
        expect(item?.data).toMatchObject({
          item: { itemName: mug.name.replace('\u2028', ' '), price: 1999, currency: 'EUR' },
        });
        const [added] = await events.ofType('add_to_cart');
        expect(added?.data).toMatchObject({ item: { itemId: `${mug.id}`, price: 1999 } });
        const purchases = await events.ofType('purchase');
        expect(purchases.map(({ data }) => data)).toMatchObject([
          { transactionId: number, value: 5798, currency: 'EUR' },
        ]);
      } finally {
        await setOption('rig_consent', '');
      }
    });
  });

  it('a shop that does not track says nothing of its pages', async () => {
    const { wordpress } = given();
    const setTracking = (tracking: string) =>
      wordpress.run(
        'update_option("storefront_chat", ["tracking" => $given] + get_option("storefront_chat")); return true;',
        tracking,
      );
    await setTracking('');
    try {
      expect(await factsOf('/product/mug/')).toBeUndefined();
    } finally {
      await setTracking('1');
    }
  });

  /** @returns the cookies of a shopper who has done these one after the other */
  async function cartOf(...actions: string[]): Promise<string> {
    const jar = new Map<string, string>();
    const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const action of actions) {
      const answer = await fetch(`${given().wordpress.url}/?${action}`, { headers: { cookie: cookie() } });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        jar.set(name, value);
      }
    }
    return cookie();
  }
}
