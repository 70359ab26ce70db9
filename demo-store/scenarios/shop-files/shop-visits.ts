import type { BrowserContext } from 'playwright-core';
import { openBrowser } from '../kit/open-browser.ts';
import { shopperOn, startScenario } from '../kit/scenario.ts';
import { deskOf } from '../two-people/desk.ts';
import { type ShopKind, startShopSite } from './start-shop-site.ts';

export type ShopVisits = Awaited<ReturnType<typeof startShopVisits>>;

/** The demo, a shop that brings our files itself, and one browser: each kind of page has cookies and storage of its own. */
export async function startShopVisits(kinds: Record<string, ShopKind>) {
  const scenario = await startScenario();
  const { demo } = scenario;
  const site = await startShopSite(demo, kinds);
  const desk = deskOf(demo);
  await demo.changeStore({ origins: site.origins });
  await desk.letChatBeFramedBy(site.origins);
  const browser = await openBrowser({ width: 1000, height: 700 });
  return {
    scenario,
    site,
    desk,
    visit: (kind: string, path = '/') => visit(browser, site.originOf(kind) + path),
    async stop() {
      await browser.close();
      await site.stop();
      await scenario.stop();
    },
  };
}

/** Opens a page, and keeps an eye on what must not happen there. */
async function visit(browser: BrowserContext, address: string) {
  const page = await browser.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  const ours: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text());
    if (line.text().startsWith('storefront-chat')) ours.push(line.text());
  });
  await page.goto(address);
  return {
    ...shopperOn(page),
    requests,
    /** Uncaught errors, and what the browser itself complains of. */
    errors,
    /** Lines in the console that we wrote. */
    ours,
    launchers: () => page.locator('storefront-chat').count(),
    /** What the browser keeps for this page. */
    kept: () =>
      page.evaluate(async () => ({
        cookies: document.cookie,
        stored: localStorage.length + sessionStorage.length,
        databases: (await indexedDB.databases()).length,
      })),
  };
}
