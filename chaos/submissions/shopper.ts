import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { browserArgs, findBrowser } from '../../scripts/find-browser.ts';
import type { Tally } from '../tally.ts';
import type { Ledger } from './ledger.ts';
import type { PlannedShopper } from './plan.ts';

export interface ShopperDeps {
  browser: Browser;
  shopUrl: string;
  /** Blocked in these browsers, as by an ad blocker: the box stays, and every message goes our way. */
  chatwootUrl: string;
  ledger: Ledger;
  tally: Tally;
  signal: AbortSignal;
}

/** How long a page may take to say that it has what was written: our server may be away, and its chunks with it. */
const patienceMs = 45_000;
const offlineMs = 1500;
const awayMs = 1200;

export function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findBrowser();
  const environment = Object.entries({ ...process.env, ...env }).filter(
    (entry): entry is [string, string] => !!entry[1],
  );
  return chromium.launch({
    executablePath,
    args: browserArgs,
    env: Object.fromEntries(environment),
    // The run stops what it started, in its own order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** Writes in the widget's own box in a real browser, loses the line, closes tabs, and comes back. */
export async function runShopper(deps: ShopperDeps, shopper: PlannedShopper): Promise<void> {
  const { signal } = deps;
  await sleep(shopper.startMs, undefined, { signal });
  const context = await deps.browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': shopper.address } });
  try {
    await context.route(`${deps.chatwootUrl}/**`, (route) => route.abort());
    let page = await openPage(deps, context);
    let pages = 1;
    for (const { text, around } of shopper.steps) {
      await write(deps, context, page, text, around === 'offline');
      deps.ledger.written.push({ tab: shopper.name, page: `${pages}`, text });
      if (around === 'close-tab') {
        deps.tally.add('browsers: tab closed and reopened');
        await page.close();
        await sleep(awayMs, undefined, { signal });
      }
      if (around === 'close-tab' || around === 'next-page') {
        page = await openPage(deps, context, around === 'next-page' ? page : undefined);
        pages += 1;
      }
    }
    await untilAllIsSent(deps, page);
  } catch (error) {
    signal.throwIfAborted();
    deps.ledger.problems.push(`${shopper.name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await context.close();
  }
}

const launcherOf = (page: Page) => page.getByRole('button', { name: 'Chat with us' });

/** A page with a launcher: while our server is away there is none, and a shopper comes again. */
async function openPage({ shopUrl, signal }: ShopperDeps, context: BrowserContext, open?: Page): Promise<Page> {
  const page = open ?? (await context.newPage());
  for (;;) {
    signal.throwIfAborted();
    await page.goto(`${shopUrl}/contact`).catch(() => null);
    const isThere = await launcherOf(page)
      .waitFor({ timeout: 3000 })
      .then(() => true)
      .catch(() => false);
    if (isThere) return page;
  }
}

/** Resolves when the page says that the message is kept or taken. */
async function write(deps: ShopperDeps, context: BrowserContext, page: Page, text: string, isOffline: boolean) {
  const box = page.getByRole('textbox', { name: 'Your message' });
  const launcher = launcherOf(page);
  if ((await launcher.getAttribute('aria-expanded')) === 'false') await launcher.click();
  await box.waitFor();
  if (isOffline) {
    deps.tally.add('browsers: offline while writing');
    await context.setOffline(true);
  }
  await box.fill(text);
  await box.press('Enter');
  if (isOffline) {
    await sleep(offlineMs);
    await context.setOffline(false);
  }
  const isSafe = /Kept on this device|Received|Delivered/;
  const shown = page.getByRole('log').locator('.message', { hasText: text.split('\n')[0] ?? text });
  await shown.filter({ hasText: isSafe }).last().waitFor({ timeout: patienceMs });
}

/** Before the tab is closed for good: what is kept on the device would come with the next visit only. */
async function untilAllIsSent({ signal }: ShopperDeps, page: Page): Promise<void> {
  while (await page.evaluate<number>(countUnsent)) await sleep(300, undefined, { signal });
}

/** In the page: how many messages its database has that our server has not. */
const countUnsent = `new Promise((resolve) => {
  const opening = indexedDB.open('storefront-chat:demo');
  opening.onsuccess = () => {
    const all = opening.result.transaction('composer').objectStore('composer').getAll();
    all.onsuccess = () => {
      opening.result.close();
      resolve(all.result.filter((record) => record.state === 'kept').length);
    };
  };
})`;
