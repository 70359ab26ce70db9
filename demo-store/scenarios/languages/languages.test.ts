import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Scenario, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());

const launcherOf = (page: Page) => page.locator('storefront-chat .launcher');

/** The shop's page as if its theme spoke another language; the store itself speaks English. */
async function openPageIn(lang: string): Promise<Page> {
  const page = await scenario.newShopper();
  await page.addInitScript((language) => {
    new MutationObserver(() => {
      if (document.documentElement) document.documentElement.lang = language;
    }).observe(document, { childList: true });
  }, lang);
  await page.goto(scenario.demo.shopUrl);
  return page;
}

it('a Dutch page has a Dutch launcher, box and news of the message', async () => {
  const page = await openPageIn('nl');
  await page.getByRole('button', { name: 'Chat met ons' }).click();
  await page.keyboard.type('Waar is mijn bestelling?');
  await page.getByRole('textbox', { name: 'Je bericht' }).waitFor();
  await page.keyboard.press('Enter');
  // Chat may have taken the place of the box by now.
  const ofBox = { includeHidden: true } as const;
  await page.getByRole('log', { name: 'Je berichten', ...ofBox }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Sluiten', ...ofBox }).waitFor({ state: 'attached' });
  await scenario.agent.sees('Waar is mijn bestelling?');
});

it.each([
  ['pt-BR', 'Ajuda por chat', 'a region is served in its language'],
  ['fi', 'Chat with us', 'a page in a language that we do not speak takes the browser’s'],
  ['', 'Chat with us', 'so does a page that does not say'],
])('a page in "%s" says "%s": %s', async (lang, label) => {
  const page = await openPageIn(lang);
  expect(await launcherOf(page).textContent()).toBe(label);
});

it('a Dutch page says in Dutch what went wrong, and how far the message has come', async () => {
  await scenario.switches.chatwoot('down');
  const page = await openPageIn('nl');
  await launcherOf(page).click();
  await page.keyboard.type('Is er iemand?');
  await page.getByRole('status').getByText('Livechat werkt nu even niet.').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Ontvangen', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('niemand');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Vul een adres in').waitFor();
  await scenario.switches.allWell();
});

it('the browser’s language comes before the store’s, which counts where the store offers no other', async () => {
  await scenario.demo.changeStore({ locale: 'pl' });
  expect(await launcherOf(await openPageIn('fi')).textContent()).toBe('Chat with us');
  await scenario.demo.changeStore({ languages: ['pl'] });
  expect(await launcherOf(await openPageIn('fi')).textContent()).toBe('Porozmawiaj z nami');
  await scenario.demo.changeStore({ locale: 'en', languages: null });
});

it('an Arabic page is written from the right', async () => {
  const page = await openPageIn('ar');
  await launcherOf(page).click();
  await page.getByRole('textbox', { name: 'رسالتك' }).waitFor();
  const place = async (selector: string) => (await page.locator(`storefront-chat ${selector}`).boundingBox())?.x ?? 0;
  expect(await place('.head button')).toBeLessThan(await place('h2'));
  expect(await place('form button.accent')).toBeLessThan(await place('textarea'));
});

it('the owner’s own words count in their language, and nowhere else', async () => {
  await scenario.demo.changeStore({
    texts: { launcher: 'Vraag het ons', greeting: 'Wij zijn met z’n tweeën.' },
    language: 'nl',
  });
  const dutch = await openPageIn('nl-BE');
  await launcherOf(dutch).click();
  await dutch.getByText('Wij zijn met z’n tweeën.').waitFor();
  expect(await launcherOf(dutch).textContent()).toBe('Vraag het ons');
  expect(await launcherOf(await openPageIn('de')).textContent()).toBe('Mit uns chatten');
});
