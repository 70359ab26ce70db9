import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../kit/axe-findings.ts';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { shoppingOn } from '../kit/shopping.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());

const phone = { width: 360, height: 640 };

async function openShop(viewport = { width: 1280, height: 800 }) {
  const shopper = shoppingOn(await scenario.newShopper(viewport), scenario.demo);
  await shopper.visit('/');
  await shopper.launcher.waitFor();
  return shopper;
}

it.each([
  ['on a desktop', undefined],
  ['on a phone', phone],
  ['at 400 % zoom', { width: 320, height: 256 }],
])('%s: axe finds nothing in the bar nor in the choice by purpose, in any light', async (_, viewport) => {
  const { page } = await openShop(viewport);
  // Colours that are still on their way have no contrast yet.
  const atOnce = { reducedMotion: 'reduce' } as const;
  const looks = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const;
  for (const look of looks) {
    await page.emulateMedia({ ...atOnce, ...look });
    expect(await axeFindings(page, '.consent')).toEqual([]);
  }
  await page.getByRole('button', { name: 'Choose', exact: true }).click();
  await page.getByRole('dialog', { name: 'Your privacy' }).waitFor();
  for (const look of looks) {
    await page.emulateMedia({ ...atOnce, forcedColors: 'none', ...look });
    expect(await axeFindings(page, '.consent-dialog')).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

it.each([[phone], [{ width: 768, height: 800 }], [{ width: 1280, height: 800 }]])(
  'at %j the launcher stands above the bar, and comes down after it',
  async (viewport) => {
    const shopper = await openShop(viewport);
    const top = async (part: Locator) => (await part.boundingBox())?.y ?? Number.NaN;
    const bottom = async (part: Locator) => (await top(part)) + ((await part.boundingBox())?.height ?? Number.NaN);
    await expect.poll(async () => (await bottom(shopper.launcher)) <= (await top(shopper.bar))).toBe(true);
    await shopper.answer('Only what is needed');
    await expect.poll(() => bottom(shopper.launcher)).toBe(viewport.height - 20);
    const shifts = await shopper.page.evaluate(() => performance.getEntriesByType('layout-shift').length);
    expect(shifts).toBe(0);
  },
);

it('all three answers weigh the same', async () => {
  const { page, bar } = await openShop();
  const looks = await bar.getByRole('button').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { width, height } = button.getBoundingClientRect();
      const { backgroundColor, color, fontWeight, borderColor } = getComputedStyle(button);
      return JSON.stringify([Math.round(width), height, backgroundColor, color, fontWeight, borderColor]);
    }),
  );
  expect(looks).toHaveLength(3);
  expect(new Set(looks).size).toBe(1);
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
});

it('by keyboard: it is the first thing after the way to the content, it is answered, and the page goes on', async () => {
  const { page, bar } = await openShop();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const steps: string[] = [];
  for (const _ of Array.from({ length: 5 })) {
    await page.keyboard.press('Tab');
    steps.push(await focused());
  }
  expect(steps).toEqual(['Skip to content', 'What we keep', 'Allow all', 'Only what is needed', 'Choose']);
  expect(await page.evaluate(() => scrollY)).toBe(0);

  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your privacy' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await focused()).toBe('Choose');

  await page.keyboard.press('Enter');
  await dialog.getByRole('checkbox', { name: 'See what is looked at' }).focus();
  await page.keyboard.press('Space');
  await dialog.getByRole('button', { name: 'Allow what is ticked' }).focus();
  await page.keyboard.press('Enter');
  await bar.waitFor({ state: 'detached' });
  await expect
    .poll(() => page.context().cookies())
    .toContainEqual(expect.objectContaining({ name: 'hornero_consent', value: 'analytics' }));
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

it('what has the focus is never hidden under it', async () => {
  const { page, bar } = await openShop(phone);
  const link = page.getByRole('link', { name: 'Linha plates' });
  await link.focus();
  await expect
    .poll(async () => {
      const [of, over] = [await link.boundingBox(), await bar.boundingBox()];
      return (of?.y ?? 0) + (of?.height ?? 0) <= (over?.y ?? 0);
    })
    .toBe(true);
});

it('under a strict policy it is answered without a new page, and the policy has nothing against it', async () => {
  await scenario.switches.csp(true);
  const shopper = shoppingOn(await scenario.newShopper(), scenario.demo);
  const violations: string[] = [];
  await shopper.page.exposeFunction('report', (directive: string) => void violations.push(directive));
  await shopper.page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      Object(window).report(effectiveDirective),
    );
  });
  await shopper.visit('/products/alba-mug');
  await shopper.page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await shopper.answer('Allow all');
  await shopper.addToCart();
  expect(await shopper.page.evaluate(() => Object(window).isSamePage)).toBe(true);
  await shopper.visit('/cart');
  await shopper.addOneMore('Alba mug', 2);
  await scenario.switches.csp(false);
  expect(violations).toEqual([]);
});

it('an answer in one tab counts in the other', async () => {
  const one = await openShop();
  const other = shoppingOn(await one.page.context().newPage(), scenario.demo);
  await other.visit('/contact');
  await other.answer('Only what is needed');
  await one.page.bringToFront();
  await one.bar.waitFor({ state: 'detached' });
});

it('who goes on to the next page at once is not asked again there', async () => {
  const { page, bar } = await openShop();
  // The shop is slow to keep it, so the next page is drawn before that.
  await page.route('**/consent', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.getByRole('button', { name: 'Allow all', exact: true }).click();
  await page.goto(`${scenario.demo.shopUrl}/products/alba-mug`);
  await expect.poll(() => page.locator('.consent').count()).toBe(0);
  expect(await bar.count()).toBe(0);
});
