import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { createAccountClient } from '../../../server/chatwoot/index.ts';
import { startPageKinds } from '../../page-kinds/start-page-kinds.ts';
import { findConversations } from '../kit/find-conversations.ts';
import { openBrowser } from '../kit/open-browser.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

export type Shoppers = Awaited<ReturnType<typeof startShoppers>>;
export type Visit = Awaited<ReturnType<Shoppers['visit']>>;

/** The demo, the pages of every kind, and one browser for all: each kind has cookies and storage of its own. */
export async function startShoppers(kind: { isDesktop?: boolean } = {}) {
  const scenario = await startScenario();
  const { demo } = scenario;
  const kinds = await startPageKinds({ loaderUrl: `${demo.serverUrl}/w/demo.js` });
  await demo.changeStore({ origins: kinds.origins });
  await letChatwootBeFramed(demo, kinds.origins);
  const browser = await openBrowser({ width: 1000, height: 700 }, kind);
  return {
    demo,
    visit: (kind: string) => openShop(scenario, browser, kinds.originOf(kind)),
    async stop() {
      await browser.close();
      await kinds.stop();
      await scenario.stop();
    },
  };
}

/** As set-up does for a store's origins; the demo was set up before these were known. */
async function letChatwootBeFramed({ chatwootUrl, chatwootAccount }: Scenario['demo'], origins: string[]) {
  const { inboxes } = createAccountClient({ baseUrl: chatwootUrl, ...chatwootAccount });
  for (const { id, channel } of await inboxes.list()) {
    if (channel === 'website') await inboxes.update(id, { allowedDomains: origins.join(', ') });
  }
}

/** Opens the first page of a kind, and keeps an eye on what must not happen there. */
async function openShop({ demo }: Scenario, browser: BrowserContext, origin: string) {
  const page = await browser.newPage();
  const errors: string[] = [];
  const ours: string[] = [];
  const toChatwoot: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text());
    if (line.text().startsWith('storefront-chat:')) ours.push(line.text());
  });
  page.on('request', (request) => {
    if (request.url().startsWith(demo.chatwootUrl)) toChatwoot.push(request.url());
  });
  await page.goto(origin);
  const desk = deskOf(demo);

  return {
    ...shopperOn(page),
    origin,
    desk,
    /** Lines in the console that we wrote. */
    ours,
    errors,
    toChatwoot,
    /** Follows a link as a visitor does. */
    async follow(link: string) {
      await page.getByRole('link', { name: link, exact: true }).click();
      await heading(page, link);
    },
    back: () => page.evaluate(() => history.back()),
    forward: () => page.evaluate(() => history.forward()),
    heading: (name: string) => heading(page, name),
    close: () => page.close(),
  };
}

/** Turbo first shows a page from its cache, and moves chat once more when the fresh one comes: who writes waits for that. */
async function heading(page: Page, name: string) {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.locator('html:not([aria-busy], [data-turbo-preview])').waitFor();
}

/** What the agents have, found by the words of a shopper. */
function deskOf({ chatwootUrl, chatwootAccount }: Scenario['demo']) {
  const { conversations } = createAccountClient({ baseUrl: chatwootUrl, ...chatwootAccount });
  const find = (text: string) => findConversations(conversations, text);
  return {
    /** The number of the conversation with these words, which must be there once. */
    async conversationOf(text: string): Promise<number> {
      await expect.poll(() => find(text)).toHaveLength(1);
      return (await find(text))[0] ?? 0;
    },
    reply: (id: number, content: string) => conversations.messages.create(id, { content }),
  };
}
