import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { axeFindings } from '../kit/axe-findings.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());
// Without chat the box shows most of what it can: reason, message, form, error.
beforeEach(() => scenario.switches.chatwoot('down'));

const phone = { width: 360, height: 740 };
/** 1280 × 1024 at 400 %. */
const zoomed = { width: 320, height: 256 };

const findings = (page: Page) => axeFindings(page, 'storefront-chat');

async function openShop(viewport = { width: 1280, height: 800 }, look: Parameters<Page['emulateMedia']>[0] = {}) {
  const page = await scenario.newShopper(viewport);
  await page.emulateMedia(look);
  await page.goto(scenario.demo.shopUrl);
  await shopperOn(page).launcher.waitFor();
  // Outside <body>, where we stand, axe leaves contrasts open.
  await page.evaluate(() => document.body.append(...document.querySelectorAll('storefront-chat')));
  return page;
}

it.each<[string, Parameters<Page['emulateMedia']>[0], typeof phone | undefined]>([
  ['in the light', { colorScheme: 'light' }, undefined],
  ['in the dark', { colorScheme: 'dark' }, undefined],
  ['with forced colours', { forcedColors: 'active' }, undefined],
  ['with more contrast', { contrast: 'more' }, undefined],
  ['on a phone', {}, phone],
  ['at 400 % zoom', {}, zoomed],
])('%s: no finding on launcher, box, message, form and error', async (_, look, viewport) => {
  const page = await openShop(viewport, look);
  const shopper = shopperOn(page);
  expect(await findings(page)).toEqual([]);
  await shopper.openBox();
  await shopper.write('Is the glaze food safe?');
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Please enter an address').waitFor();
  expect(await findings(page)).toEqual([]);
});

it('the whole way goes by keyboard: to the launcher, through the box, and back', async () => {
  const page = await openShop();
  const { launcher, box } = shopperOn(page);
  await launcher.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Do you ship to Norway?');
  expect(await box.inputValue()).toBe('Do you ship to Norway?');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
  for (let steps = 0; steps < 10 && (await focusedName(page)) !== 'email'; steps += 1)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('ann@mail.example');
  await page.keyboard.press('Enter');
  await page.getByText('We answer to ann@mail.example').waitFor();
  expect(await focusedName(page)).toBe('textarea');
  await page.keyboard.press('Escape');
  expect(await focusedName(page)).toBe('launcher accent');
  expect(await launcher.getAttribute('aria-expanded')).toBe('false');
});

it('at 400 % zoom nothing is cut off: the field, the button to send and the way out are there', async () => {
  const page = await openShop(zoomed);
  const shopper = shopperOn(page);
  await shopper.openBox();
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  for (const part of [
    shopper.box,
    page.getByRole('button', { name: 'Send', exact: true }),
    page.getByRole('button', { name: 'Close' }),
  ]) {
    // The box is fitted to the window when the composer comes.
    await expect.poll(() => isWhollySeen(part)).toBe(true);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

async function isWhollySeen(part: Locator): Promise<boolean> {
  await part.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await part.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 };
  return x >= 0 && y >= 0 && x + width <= zoomed.width + 1 && y + height <= zoomed.height + 1;
}

it('nothing moves by itself, so there is nothing to reduce', async () => {
  const page = await openShop(undefined, { reducedMotion: 'no-preference' });
  await shopperOn(page).openBox();
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  const animations = await page.evaluate(
    () => document.querySelector('storefront-chat')?.shadowRoot?.getAnimations().length,
  );
  expect(animations).toBe(0);
});

it('every target is at least 24 pixels in both directions', async () => {
  const page = await openShop(phone);
  await shopperOn(page).openBox();
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  const small = await page.evaluate(() => {
    const targets = 'button, input:not(.trap), textarea';
    const parts = document.querySelector('storefront-chat')?.shadowRoot?.querySelectorAll(targets) ?? [];
    const boxes = [...parts].map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
    return boxes.filter(({ width, height }) => width < 24 || height < 24).length;
  });
  expect(small).toBe(0);
});

function focusedName(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.querySelector('storefront-chat')?.shadowRoot?.activeElement;
    return focused?.id || focused?.className || focused?.localName;
  });
}
