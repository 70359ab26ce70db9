import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { atRest } from '../kit/open-browser.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';
import { deskOf } from '../two-people/desk.ts';
import { tabOn } from '../two-people/one-computer.ts';
import { type ShopifyShop, startShopify } from './start-shopify.ts';

let scenario: Scenario;
let shop: ShopifyShop;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  scenario = await startScenario();
  shop = await startShopify(scenario.demo);
  desk = deskOf(scenario.demo);
  await desk.letChatBeFramedBy([shop.url]);
});
afterEach(() => {
  shop.customerId = '';
  shop.settings = {};
  return scenario.switches.allWell();
});
afterAll(async () => {
  await shop.stop();
  await scenario.stop();
});

/** Whom a page asks, other than the shop itself. */
function watchRequests(page: Page) {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== shop.url) asked.push(origin + pathname);
  });
  return asked;
}

it('a page asks Shopify’s CDN for the loader, and nobody for anything else; a press takes typing and reaches an agent', async () => {
  const page = await scenario.newShopper();
  const asked = watchRequests(page);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  await page.goto(`${shop.url}/products/mug`);
  const shopper = tabOn(page, page.context());
  await shopper.launcher.waitFor();
  await atRest(page);
  expect(asked).toEqual([`${shop.cdnUrl}/storefront-chat.js`]);
  await shopper.chat('From a shop at Shopify');
  expect((await desk.writerOf('From a shop at Shopify')).isVerified).toBe(false);
  expect(dialogs).toEqual([]);
});

it('a customer of Shopify is known to agents, and no longer when they have signed out', async () => {
  shop.customerId = '7310000000001';
  const page = await scenario.newShopper();
  await page.goto(shop.url);
  const shopper = tabOn(page, page.context());
  await shopper.chat('Signed in at Shopify');
  const first = await desk.customerOf('Signed in at Shopify');
  shop.customerId = '';
  await page.goto(`${shop.url}/products/mug`);
  // A shop that takes longer to say so is not waited for.
  const isKnown = page.waitForResponse((response) => response.url().includes('/apps/storefront-chat'));
  await shopper.openBox();
  await isKnown;
  await shopper.chat('Signed out at Shopify');
  const second = await desk.writerOf('Signed out at Shopify');
  expect([second.isVerified, second.contactId === first.contactId]).toEqual([false, false]);
});

it('with our server down the launcher and the box come all the same, and what was written arrives later', async () => {
  const { switches, agent } = scenario;
  await switches.server('down');
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(`${shop.url}/cart`);
  await shopper.openBox();
  await shopper.write('Written while the server was down');
  await shopper.sent.getByText('Kept on this device', { exact: false }).waitFor();
  await switches.allWell();
  await agent.sees('Written while the server was down');
});

it('the block of the contact page becomes the form', async () => {
  const page = await scenario.newShopper();
  await page.goto(`${shop.url}/pages/contact`);
  const place = page.locator('[data-storefront-chat="form"]');
  await place.getByRole('textbox', { name: 'Your message' }).waitFor();
  await expect.poll(() => place.getByText('hello@shop.example').isVisible()).toBe(false);
});

it('a shop without a launcher of ours opens chat with a button of its own', async () => {
  shop.settings = { show_launcher: false };
  const page = await scenario.newShopper();
  await page.goto(shop.url);
  await page.evaluate(() => (window as { StorefrontChat?: { open(): void } }).StorefrontChat?.open());
  await shopperOn(page).box.waitFor();
  expect(await shopperOn(page).launcher.count()).toBe(0);
});
