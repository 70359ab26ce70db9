import { expect, it } from 'vitest';
import { shoppingOn } from '../kit/shopping.ts';
import { chatInHtml } from './chat-in-html.ts';
import { takePicture } from './take-picture.ts';
import type { WordPressShop } from './wordpress-shop.ts';

/** Cookies of WooCommerce are the shop's. */
const ofShop = /^(wp_woocommerce_|woocommerce_|wordpress_)/;

export function chatOnPages(given: () => WordPressShop) {
  it('a page shows the launcher, and before a press nobody outside the shop is asked and nothing is kept', async () => {
    const { newTab, scenario, wordpress } = given();
    const shopper = await newTab();
    const foreign: string[] = [];
    shopper.page.on('request', (request) => {
      if (!request.url().startsWith(wordpress.url)) foreign.push(request.url());
    });
    await shopper.visit('/product/teapot/');
    await shopper.launcher.waitFor();
    await shoppingOn(shopper.page, { shopUrl: wordpress.url, serverUrl: scenario.demo.serverUrl }).settles();
    expect(foreign).toEqual([]);
    const cookies = await shopper.page.context().cookies();
    expect(cookies.map(({ name }) => name).filter((name) => !ofShop.test(name))).toEqual([]);
    const left = await shopper.page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage).filter((key) => key !== 'wpEmojiSettingsSupports'),
      databases: (await indexedDB.databases()).length,
      globals: Object.keys(window).filter((name) => /storefront|chatwoot/i.test(name)),
    }));
    expect(left).toEqual({ local: [], session: [], databases: 0, globals: ['StorefrontChat'] });
  });

  it('a press takes typing, and what is written arrives at the desk', async () => {
    const { desk, newTab } = given();
    const shopper = await newTab();
    await shopper.visit('/product/mug/');
    await shopper.openBox();
    await shopper.write('Is it glazed?');
    await shopper.readsInChat('Is it glazed?');
    expect(await desk.writerOf('Is it glazed?')).toMatchObject({ isVerified: false });
    await desk.reply('Is it glazed?', 'Inside and out.');
    await shopper.readsInChat('Inside and out.');
  });

  it('launcher and box come while our server and Chatwoot are down, and what is written is kept', async () => {
    const { newTab, scenario } = given();
    await scenario.switches.server('down');
    await scenario.switches.chatwoot('down');
    const shopper = await newTab();
    await shopper.visit('/about/');
    await shopper.openBox();
    await shopper.write('Nobody hears me yet');
    await shopper.sent.getByText('Kept on this device', { exact: false }).waitFor();
    await scenario.switches.allWell();
  });

  it('on a phone the button is there, clear of the page', async () => {
    const { newTab } = given();
    const shopper = await newTab({ width: 360, height: 640 });
    await shopper.visit('/product/teapot/');
    const box = await shopper.launcher.boundingBox();
    expect(box && box.x + box.width).toBeLessThanOrEqual(360);
    await takePicture(shopper.page, 'woocommerce-shop.png');
  });

  it('the script is loaded as this WordPress can: once, async, in the footer, after what it reads', async () => {
    const { wordpress, html } = given();
    const page = await html('/product/teapot/');
    const { loader, settings, attributes } = chatInHtml(page);
    expect(loader).toMatchObject({
      src: expect.stringContaining(`${wordpress.url}/wp-content/plugins/storefront-chat/assets/storefront-chat.js`),
      async: '',
    });
    expect(page.indexOf('data-storefront-chat="settings"')).toBeLessThan(page.indexOf('/storefront-chat.js'));
    expect(page.indexOf('<footer>')).toBeLessThan(page.indexOf('data-storefront-chat="settings"'));
    expect(settings).toMatchObject({ storeKey: 'demo', widget: true });
    expect(attributes).toMatchObject({ type: 'application/json', 'data-proof': expect.stringMatching(/^\//) });
  });

  it('who has no scripts is led to the contact page, which takes a message', async () => {
    const { html } = given();
    const { contactLink } = chatInHtml(await html('/'));
    const [, address = ''] = /href="([^"]+)"/.exec(contactLink ?? '') ?? [];
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<textarea');
  });

  it('every file of the widget is served by the shop itself', async () => {
    const { html } = given();
    const { settings } = chatInHtml(await html('/'));
    for (const chunk of ['composer', 'messages', 'bridge', 'texts-nl']) {
      const answer = await fetch(`${settings?.assets}`.replace('*', chunk));
      expect([chunk, answer.status]).toEqual([chunk, 200]);
    }
  });
}
