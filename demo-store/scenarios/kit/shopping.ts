import type { Page } from 'playwright-core';
import { atRest } from './open-browser.ts';
import { shopperOn } from './scenario.ts';

/** A shopper who looks around and buys, in the words of the screen; and what their browser keeps and sends of it. */
export function shoppingOn(page: Page, { shopUrl, serverUrl }: { shopUrl: string; serverUrl: string }) {
  const sent: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === serverUrl && request.method() === 'POST') sent.push(pathname.replace(/^\/v1\/stores\/[^/]+\//, ''));
  });
  const keeping = (press: Promise<void>) =>
    Promise.all([page.waitForResponse((response) => new URL(response.url()).pathname === '/consent'), press]);
  return {
    ...shopperOn(page),
    /** What pages have sent to our server, by the end of its address: `events`. */
    sent,
    bar: page.getByRole('region', { name: 'Your privacy' }),
    visit: (path: string) => page.goto(shopUrl + path),
    /** Answers the bar that asks, and waits until the shop has kept it: the bar is out of sight before that. */
    async answer(choice: 'Allow all' | 'Only what is needed') {
      await keeping(page.getByRole('button', { name: choice, exact: true }).click());
      await page.locator('.consent').waitFor({ state: 'detached' });
    },
    /** Changes an earlier answer, at the foot of the page. */
    async changeAnswer(choice: 'Allow all' | 'Only what is needed') {
      await page.getByRole('link', { name: 'Your privacy' }).click();
      const dialog = page.getByRole('dialog', { name: 'Your privacy' });
      await keeping(dialog.getByRole('button', { name: choice, exact: true }).click());
      await dialog.waitFor({ state: 'hidden' });
    },
    /** It stands before the buttons of a narrow page. */
    closeChat: () => page.evaluate(() => Object(globalThis).StorefrontChat.close()),
    async addToCart() {
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.getByText('In your cart.').waitFor();
    },
    /** On the page of the cart. @param quantity that it then is */
    async addOneMore(product: string, quantity: number) {
      await page.getByRole('button', { name: `One more of ${product}` }).click();
      await page.getByLabel('Quantity').getByText(`${quantity}`, { exact: true }).waitFor();
    },
    /** @returns the number of the order */
    async checkOut(): Promise<string> {
      await page.goto(`${shopUrl}/checkout`);
      const answers = { Name: 'Ana Lopes', 'E-mail': 'ana@example.com', 'Street and number': 'Rua 1' };
      for (const [label, value] of Object.entries({ ...answers, Postcode: '4000-102', 'Town or city': 'Porto' })) {
        await page.getByLabel(label, { exact: true }).fill(value);
      }
      await page.getByRole('button', { name: 'Place order' }).click();
      const number = await page.getByText('Your order number is').locator('strong').textContent();
      return `${number}`.replace('#', '');
    },
    /** The id that stands for this browser; undefined: none is kept. */
    visitorId: () =>
      page.evaluate(() => JSON.parse(Object(globalThis).localStorage.getItem('storefront-chat:demo:visitor'))?.id),
    /** The names of all that the browser keeps for the shop's pages. */
    async kept() {
      const cookies = (await page.context().cookies(shopUrl)).map(({ name }) => name);
      const storage = await page.evaluate(async () => {
        const { localStorage, sessionStorage, indexedDB } = Object(globalThis);
        const databases: { name: string }[] = await indexedDB.databases();
        return {
          local: Object.keys(localStorage),
          session: Object.keys(sessionStorage),
          databases: databases.map(({ name }) => name),
        };
      });
      return { cookies: cookies.sort(), ...storage };
    },
    /** Waits until idle work is done: what pages do by themselves has been begun by then. */
    async settles() {
      await atRest(page);
      await page.evaluate(() => new Promise((resolve) => Object(globalThis).requestIdleCallback(resolve)));
      await page.waitForTimeout(300);
    },
  };
}
