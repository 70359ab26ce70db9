import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBrowser } from '../kit/open-browser.ts';
import { shopperOn, startScenario } from '../kit/scenario.ts';
import { deskOf } from './desk.ts';
import { type Name, startShopOfHosts } from './shop-of-hosts.ts';

const frameId = '#chatwoot_live_chat_widget';

export type OneComputer = Awaited<ReturnType<typeof startOneComputer>>;
export type Tab = ReturnType<typeof tabOn>;

/**
 * A computer that people share, one after the other, in a shop of their own on each host.
 * @param hosts below `localhost`; every test takes one, for cookies and storage of its own
 */
export async function startOneComputer(hosts: string[], kind: { isDesktop?: boolean } = {}) {
  const scenario = await startScenario();
  const { demo } = scenario;
  const shop = await startShopOfHosts(demo);
  const desk = deskOf(demo);
  const origins = hosts.map(shop.at);
  await demo.changeStore({ origins: [demo.shopUrl, ...origins] });
  await desk.letChatBeFramedBy(origins);
  const browser = await openBrowser({ width: 1000, height: 700 }, kind);
  return {
    scenario,
    desk,
    browser,
    /** Who is signed in at the shop, from the next page on. */
    session(name: Name | undefined) {
      shop.session = name;
    },
    /**
     * Opens the shop in a new tab.
     * @param before what is done to the tab before it knows the shop
     */
    async visit(host: string, before: (page: Page) => Promise<void> = async () => {}) {
      const tab = tabOn(await browser.newPage(), browser);
      await before(tab.page);
      await tab.page.goto(shop.at(host));
      return tab;
    },
    async stop() {
      await browser.close();
      await shop.stop();
      await scenario.stop();
    },
  };
}

/** What somebody sees and does in one tab. */
export function tabOn(page: Page, browser: BrowserContext) {
  const shopper = shopperOn(page);
  const { box, chatFrame } = shopper;
  const frame = page.locator(frameId);
  const inChat = chatFrame.getByRole('textbox');

  /** @returns false when chat was just taking the place of the box, or neither is there yet */
  async function isTyped(text: string): Promise<boolean> {
    // A try that was given up may have done it all the same.
    const isInBox = await page.locator('storefront-chat .message', { hasText: text }).first().isVisible();
    if (isInBox || (await chatFrame.getByText(text, { exact: true }).first().isVisible())) return true;
    const field = (await box.isVisible()) ? box : inChat;
    const isFilled = await field.fill(text, { timeout: 5000 }).then(
      () => true,
      () => false,
    );
    // A field that has just gone throws, and the poll tries again with what is there then.
    if (isFilled) await field.press('Enter', { timeout: 5000 });
    return isFilled;
  }

  /** @returns what the tab shows while it has not, for whoever reads why a test has failed */
  async function hasArrived(text: string): Promise<true | string> {
    const inBox = page.locator('storefront-chat .message.delivered', { hasText: text });
    const isInChat = await chatFrame.getByText(text, { exact: true }).first().isVisible();
    if (isInChat || (await inBox.isVisible())) return true;
    // Of a chat that was opened before it had its messages.
    const goOn = chatFrame.getByRole('button', { name: 'Continue conversation' });
    if (await goOn.isVisible()) await goOn.click({ timeout: 2000 }).catch(() => {});
    return shown();
  }

  /** Everything that this tab shows, its launcher and the chat among it. */
  async function shown(): Promise<string> {
    const ours = await page.evaluate(() => {
      const root = document.querySelector('storefront-chat')?.shadowRoot;
      return `${root?.querySelector('textarea')?.value}\n${root?.textContent}`;
    });
    const chats = await Promise.all(
      page
        .frames()
        .slice(1)
        // A chat that is taken away meanwhile shows nothing.
        .map((one) =>
          one
            .locator('body')
            .innerText({ timeout: 2000 })
            .catch(() => ''),
        ),
    );
    return [ours, ...chats].join('\n');
  }

  return {
    ...shopper,
    /** Writes, in our box or in the chat that has taken its place, until it is in the chat or has reached it. */
    async chat(text: string) {
      await shopper.openBox();
      await expect.poll(() => isTyped(text)).toBe(true);
      await expect.poll(() => hasArrived(text)).toBe(true);
    },
    /** Follows a link, and waits for the page behind it. */
    async follow(name: 'Mug' | 'Teapot') {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await page.locator('html:not([aria-busy], [data-turbo-preview])').waitFor();
    },
    shown,
    /** Everything that this browser has kept for this page, what chat is asked for with included. */
    async kept(): Promise<string> {
      const cookies = (await browser.cookies(page.url())).map(({ name, value }) => `${name}=${readable(value)}`);
      const sessions = await frame.evaluateAll((frames) => frames.map((one) => (one as HTMLIFrameElement).src));
      return [...cookies, ...sessions.map(readable), await page.evaluate(readStorage)].join('\n');
    },
    /** Which visitor this browser is to Chatwoot. */
    async visitor(): Promise<string> {
      const cookies = await browser.cookies(page.url());
      const token = cookies.find(({ name }) => name === 'cw_conversation')?.value ?? '';
      return JSON.parse(readable(token) || '{}').source_id;
    },
    /** What the page was told of who is signed in. */
    outcomes: () => page.evaluate(() => (window as unknown as { outcomes?: string[] }).outcomes ?? []),
    /** Resolves when the widget has let everything go. */
    signOut: () => page.evaluate(() => new Promise<void>((resolve) => Object(window).StorefrontChat.signOut(resolve))),
    identify: () => page.evaluate(() => Object(window).StorefrontChat.identify(Object(window).prove)),
  };
}

/** A token's payload in the place of the token. */
function readable(text: string): string {
  return text.replace(/[\w-]+\.([\w-]+)\.[\w-]+/g, (_, payload) => Buffer.from(payload, 'base64url').toString());
}

/** Runs in the page. */
async function readStorage(): Promise<string> {
  const databases = await indexedDB.databases();
  const records = await Promise.all(
    databases.map(
      ({ name = '' }) =>
        new Promise((resolve) => {
          const open = indexedDB.open(name);
          open.onsuccess = () => {
            const [store = ''] = open.result.objectStoreNames;
            const all = open.result.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => {
              open.result.close();
              resolve(all.result);
            };
          };
        }),
    ),
  );
  return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, records]);
}
