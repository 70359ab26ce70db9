/**
 * Takes the pictures of the README from the running demo: `docs/screenshots/story.png` (shop and desk side by side) and
 * one of each screen, at phone, tablet and desktop width, light and dark, into `.cache/screenshots/`.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser } from '../demo-store/scenarios/kit/open-browser.ts';
import { startScenario } from '../demo-store/scenarios/kit/scenario.ts';
import { shoppingOn } from '../demo-store/scenarios/kit/shopping.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const story = `${root}docs/screenshots/story.png`;
const cache = `${root}.cache/screenshots`;
const widths = [360, 768, 1280];
const schemes = ['light', 'dark'] as const;

const question = 'Hello! Is the glaze of the teapot food safe?';
const answer = 'It is: lead-free, and fired at 1240 °C. Enjoy your tea.';

mkdirSync(cache, { recursive: true });
mkdirSync(`${root}docs/screenshots`, { recursive: true });
const scenario = await startScenario({ tracking: true });
try {
  const shopPage = await chatOnce();
  await composeStory(shopPage);
  for (const width of widths) for (const scheme of schemes) await takeScreens(width, scheme);
} finally {
  await scenario.stop();
}
// Browsers that nobody is at any more would keep it running.
process.exit();

/** A first conversation, so that the pictures show one, of somebody who lets agents see page and cart. */
async function chatOnce(): Promise<Page> {
  const shopper = shoppingOn(await scenario.newShopper({ width: 1180, height: 760 }), scenario.demo);
  await shopper.visit('/products/alba-mug');
  await shopper.answer('Allow all');
  await shopper.addToCart();
  await shopper.visit('/products/duna-teapot');
  await shopper.addToCart();
  await shopper.openBox();
  await shopper.write(question);
  await scenario.agent.replies(question, answer);
  await shopper.chatFrame.getByText(answer, { exact: true }).waitFor();
  return shopper.page;
}

/** Both screens in one picture, as a person with two windows would see them. */
async function composeStory(shopPage: Page) {
  const desk = await openDesk(1180, 'light');
  const liveCart = desk.getByRole('complementary', { name: 'Contact details' }).getByText(/, 1 × .*EUR/);
  await liveCart.scrollIntoViewIfNeeded();
  const [left, right] = [await shopPage.screenshot(), await desk.screenshot()];
  const frame = await scenario.newShopper({ width: 1600, height: 560 });
  const picture = (shot: Buffer) => `<img src="data:image/png;base64,${shot.toString('base64')}">`;
  await frame.setContent(`<style>
    body { margin: 0; padding: 24px; display: flex; gap: 24px; background: #e9e7e2 }
    img { width: calc(50% - 12px); border-radius: 10px; box-shadow: 0 8px 30px rgb(0 0 0 / .18) }
  </style>${picture(left)}${picture(right)}`);
  await frame.screenshot({ path: story });
  await desk.context().close();
}

async function takeScreens(width: number, scheme: 'light' | 'dark') {
  const shot = async (page: Page, name: string) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${cache}/${name}-${width}-${scheme}.png` });
  };
  const shopper = shoppingOn(await scenario.newShopper({ width, height: 780 }), scenario.demo);
  const { page } = shopper;
  await page.emulateMedia({ colorScheme: scheme });
  await shopper.visit('/');
  await shopper.launcher.waitFor();
  await shot(page, 'consent');
  await page.getByRole('button', { name: 'Choose', exact: true }).click();
  await shot(page, 'consent-by-purpose');
  await page.keyboard.press('Escape');
  await shopper.answer('Only what is needed');
  await shot(page, 'shop');
  await shopper.visit('/search?q=tea');
  await shot(page, 'search');
  await shopper.visit('/products/duna-teapot');
  await shopper.addToCart();
  await shot(page, 'product');
  await shopper.visit('/cart');
  await shopper.addOneMore('Duna teapot', 2);
  await shot(page, 'cart');
  await page.goto(`${scenario.demo.shopUrl}/qa`);
  await shot(page, 'switches');

  await scenario.switches.chatwoot('down');
  await page.goto(scenario.demo.shopUrl);
  await shopper.openBox();
  await page.keyboard.type('Is anybody there?');
  await shot(page, 'box-typed');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
  await shot(page, 'box-form');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ann@mail.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await shot(page, 'box-received');
  await scenario.switches.allWell();

  const desk = await openDesk(width, scheme);
  await shot(desk, 'desk');
  await desk.context().close();
}

async function openDesk(width: number, scheme: 'light' | 'dark'): Promise<Page> {
  const context = await openBrowser({ width, height: 760 });
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(scenario.demo.deskUrl);
  await page.getByRole('link', { name: /^Ana/ }).click();
  await page.getByRole('listitem').filter({ hasText: answer }).first().click();
  await page.getByRole('log').getByText(answer, { exact: true }).waitFor();
  return page;
}
