import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Scenario, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
  const choices = [{ value: 'return', label: { en: 'A return' } }];
  await scenario.demo.changeStore({
    form: {
      fields: [{ key: 'subject', kind: 'choice', label: { en: 'What is it about?' }, required: true, choices }],
      consent: { text: { en: 'You may keep my message.' }, required: true },
      privacyUrl: 'https://shop.example/privacy',
    },
  });
});
afterAll(() => scenario.stop());

const phone = { width: 360, height: 740 };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function openPage(page: Page, query = '') {
  return page.goto(`${scenario.demo.serverUrl}/contact/demo${query}`);
}

/** The page in a browser that runs no script of any page. */
async function openWithoutScripts(viewport = { width: 1280, height: 800 }) {
  const page = await scenario.newShopper(viewport);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: true });
  await openPage(page);
  return page;
}

const words = (page: Page) => page.getByRole('textbox', { name: 'Your message' });
const send = (page: Page) => page.getByRole('button', { name: 'Send' }).click();

it('takes a message without any script, and a reload of the answer sends nothing twice', async () => {
  const page = await openWithoutScripts();
  await words(page).fill('The lid is missing.');
  await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('A return');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ann@mail.example');
  await page.getByRole('checkbox', { name: 'You may keep my message.' }).check();
  await send(page);
  await page.getByText('We answer to ann@mail.example.').waitFor();
  const reference = await page.locator('.reference strong').innerText();
  await page.reload();
  expect(await page.locator('.reference strong').innerText()).toBe(reference);
  await scenario.agent.sees('The lid is missing.');
  expect(await scenario.agent.count('The lid is missing.')).toBe(1);
  await expect
    .poll(() => scenario.agent.attributesOf('The lid is missing.'))
    .toMatchObject({ storefront_reference: reference });
});

it('gives everything back that was typed when something is not right', async () => {
  const page = await openWithoutScripts(phone);
  // As a browser does that knows nothing of required fields.
  await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''));
  await words(page).fill('A line\n\nand another');
  await send(page);
  await page.getByRole('alert').waitFor();
  expect(await words(page).inputValue()).toBe('A line\n\nand another');
  const subject = page.getByRole('combobox', { name: 'What is it about?' });
  await expect.poll(() => subject.evaluate((element) => element === document.activeElement)).toBe(true);
});

it.each([
  ['in the light', 'light', '', undefined],
  ['in the dark, on a phone, from right to left', 'dark', '?locale=ar', phone],
  ['at 400 % zoom', 'light', '?locale=de', { width: 320, height: 256 }],
] as const)(
  '%s: axe finds nothing on form, errors and answer, and nothing is cut off',
  async (_, colorScheme, query, viewport) => {
    // Scripts are for axe alone: the page has none.
    const page = await scenario.newShopper(viewport);
    await openPage(page, query);
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''));
    await page.locator('button').click();
    await page.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('[name=text]').fill('Hello');
    await page.locator('select').selectOption('return');
    await page.locator('[name=consent]').check();
    await page.locator('button').click();
    await page.locator('.reference').waitFor();
    expect(await findings(page)).toEqual([]);
  },
);

/** What axe finds by the rules of WCAG 2.2 AA, and whether the page is wider than its window. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: unknown): Promise<{ violations: Finding[] }> } };
    type Finding = { id: string; nodes: { html: string }[] };
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run({ runOnly });
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
    return document.documentElement.scrollWidth > window.innerWidth ? [...found, 'wider than the window'] : found;
  });
}
