import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openBrowser } from '../kit/open-browser.ts';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { shoppingOn } from '../kit/shopping.ts';
import { storeEvents } from '../kit/store-events.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario({ tracking: true });
});
afterAll(() => scenario.stop());

async function allowingShopper(page?: Page) {
  const shopper = shoppingOn(page ?? (await scenario.newShopper()), scenario.demo);
  await shopper.visit('/contact');
  await shopper.answer('Allow all');
  await expect.poll(shopper.visitorId).toBeTruthy();
  const visitorId: string = await shopper.visitorId();
  const paths = async () =>
    (await storeEvents(scenario.demo).ofVisitor(visitorId))
      .filter(({ type }) => type === 'page_view')
      .map(({ page }) => new URL(page?.url ?? '').pathname);
  await expect.poll(paths).toEqual(['/contact']);
  return { ...shopper, visitorId, paths };
}

/** What this browser has still to tell, as text. */
function queued(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const open = indexedDB.open('storefront-chat:demo:events');
        open.onsuccess = () => {
          const all = open.result.transaction('events').objectStore('events').getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve(JSON.stringify(all.result));
          };
        };
      }),
  );
}

it('without a line, events wait from page to page and arrive once, in their order', async () => {
  const shopper = await allowingShopper();
  const { page } = shopper;
  // The shop is there, and so is what the browser has of us in its cache.
  await scenario.switches.server('down');
  for (const path of ['/products/alba-mug', '/products/serra-tea']) {
    await shopper.visit(path);
    await expect.poll(() => queued(page)).toContain(path);
  }
  await page.context().setOffline(true);
  await page.evaluate(() => history.pushState(null, '', '/search?q=by-script'));
  await expect.poll(() => queued(page)).toContain('/search');
  expect(await shopper.paths()).toEqual(['/contact']);

  await scenario.switches.allWell();
  await page.context().setOffline(false);
  const all = ['/contact', '/products/alba-mug', '/products/serra-tea', '/search'];
  await expect.poll(shopper.paths).toEqual(all);
  await shopper.visit('/privacy');
  await expect.poll(shopper.paths).toEqual([...all, '/privacy']);
});

it('what was done in a tab that closes at once has arrived', async () => {
  // A headless shell was seen to end a tab's last request with the tab.
  const browser = await openBrowser({ width: 1280, height: 800 }, { isDesktop: true });
  onTestFinished(() => browser.close());
  const shopper = await allowingShopper(await browser.newPage());
  const last = shoppingOn(await shopper.page.context().newPage(), scenario.demo);
  await last.visit('/products/mare-bowl');
  await expect.poll(shopper.paths).toContain('/products/mare-bowl');
  await last.addToCart();
  await last.page.close({ runBeforeUnload: true });
  const changed = async () =>
    (await storeEvents(scenario.demo).ofVisitor(shopper.visitorId)).filter(({ type }) => type === 'add_to_cart');
  await expect.poll(changed).toHaveLength(1);
});
