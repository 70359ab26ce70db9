import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { atRest } from '../kit/open-browser.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';
import { arrivedWith, form, formOn, photograph } from './form-page.ts';

let scenario: Scenario;
beforeAll(async () => {
  // Nobody is going to bind these sessions: there is no reason to wait for it.
  vi.stubEnv('DELIVERY_AWAIT_SESSION_MS', '500');
  scenario = await startScenario();
  vi.unstubAllEnvs();
});
afterEach(async () => {
  await scenario.switches.allWell();
  await scenario.demo.changeStore({ mode: 'chat', form: {} });
});
afterAll(() => scenario.stop());

it('what a shop needs to know is asked before the message goes, and a photograph arrives behind it', async () => {
  const { demo, agent, switches } = scenario;
  await demo.changeStore({ form });
  await switches.chatwoot('down');
  const shopper = shopperOn(await scenario.newShopper());
  const page = formOn(shopper.page);
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await page.choose(photograph);
  await page.files.getByText('cracked-mug.png').waitFor();
  await page.message.focus();
  await shopper.write('My mug came with a crack');
  // Not sent yet: the focus is where something is missing, and the words are where they were.
  await expect.poll(() => page.email.evaluate((field) => field.matches(':focus'))).toBe(true);
  expect(await page.email.getAttribute('aria-invalid')).toBe('true');
  expect(await page.message.inputValue()).toBe('My mug came with a crack');
  expect(await page.sent.textContent()).toBe('');

  await page.fillIn('ann@mail.example');
  await page.send();
  await expect.poll(() => page.sent.getByText('Received').count()).toBe(2);
  await switches.allWell();
  await expect
    .poll(async () => (await arrivedWith(demo, 'My mug came with a crack')).map(({ fileCount }) => fileCount))
    .toEqual([0, 1]);
  await expect
    .poll(() => agent.attributesOf('My mug came with a crack'))
    .toMatchObject({ storefront_reply_address: 'ann@mail.example' });
  await expect.poll(() => page.sent.getByText('Delivered').count()).toBe(2);
});

it('a shop without chat has a contact form, and asks Chatwoot for nothing', async () => {
  const { demo, agent } = scenario;
  await demo.changeStore({ mode: 'form', form });
  const shopper = shopperOn(await scenario.newShopper());
  const asked: string[] = [];
  shopper.page.on('request', (request) => asked.push(request.url()));
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  const page = formOn(shopper.page);
  await page.fillIn('ben@mail.example');
  await page.message.fill('Do you ship to Madeira?');
  await page.send();
  await page.sent.getByText(/Received|Delivered/).waitFor();
  await agent.sees('Do you ship to Madeira?');
  await page.sent.getByText('Delivered').waitFor();
  expect(asked.filter((url) => url.includes('chat-sessions') || url.startsWith(demo.chatwootUrl))).toEqual([]);
});

it('what a customer writes in it is theirs, by the word of their shop, with what is in the cart', async () => {
  const { demo, agent } = scenario;
  await demo.changeStore({ mode: 'form' });
  const shopper = shopperOn(await scenario.newShopper());
  const { page } = shopper;
  await page.goto(`${demo.shopUrl}/login`);
  await page.getByRole('button', { name: 'Log in as Jane' }).click();
  await page.getByRole('heading', { name: /^Hello, Jane/ }).waitFor();
  const known = page.waitForResponse((response) => response.url().endsWith('/chat-sessions'));
  await shopper.openBox();
  await page.evaluate(() =>
    Object(window).StorefrontChat.setContext({ cart: { items: 2, total: 4398, currency: 'EUR' } }),
  );
  await known;
  await formOn(page).message.fill('Can I change my order?');
  await formOn(page).send();
  await agent.sees('Can I change my order?');
  await expect
    .poll(() => agent.attributesOf('Can I change my order?'))
    .toMatchObject({
      storefront_cart: expect.stringContaining('43.98'),
      storefront_sender: expect.stringContaining('known customer'),
    });
});

it('a form in the page works beside the launcher, and nothing is sent twice', async () => {
  const { demo, agent } = scenario;
  const { page } = shopperOn(await scenario.newShopper());
  const chunks: string[] = [];
  page.on('request', (request) => chunks.push(request.url()));
  // As a theme would have it, far down in the page.
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const place = document.createElement('div');
      Object.assign(place, { id: 'place', textContent: 'Mail us' });
      Object.assign(place.dataset, { storefrontChat: 'form' });
      place.style.marginTop = '3000px';
      document.body.append(place);
    });
  });
  const calls = page.waitForResponse((response) => response.url().includes('/calls.'));
  await page.goto(`${demo.shopUrl}/contact`);
  await calls;
  await atRest(page);
  expect(chunks.filter((url) => /\/(form|composer|inline)\./.test(url))).toEqual([]);
  await page.locator('#place').scrollIntoViewIfNeeded();
  const inline = formOn(page, '#place');
  await inline.message.waitFor();
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await inline.email.fill('eva@mail.example');
  await inline.message.fill('From the page itself');
  await inline.send();
  await inline.sent.getByText(/Received|Delivered/).waitFor();
  // The box of the launcher finds it, too, as long as it has not arrived.
  await page.getByRole('button', { name: 'Chat with us' }).click();
  await agent.sees('From the page itself');
  await inline.sent.getByText('Delivered').waitFor();
  expect(await agent.count('From the page itself')).toBe(1);
});

it('with our server and Chatwoot down words and files are kept, and delivered from a tab opened later', async () => {
  const { demo, agent, switches } = scenario;
  const first = await scenario.newShopper();
  const shopper = shopperOn(first);
  await switches.chatwoot('down');
  await first.goto(demo.shopUrl);
  await shopper.openBox();
  const page = formOn(first);
  await page.choose(photograph);
  await switches.server('down');
  await page.message.focus();
  await shopper.write('Written in a tunnel');
  await expect.poll(() => page.sent.getByText('Kept on this device').count()).toBe(2);
  const browser = first.context();
  const later = await browser.newPage();
  await first.close();

  await switches.allWell();
  await later.goto(demo.shopUrl);
  await expect
    .poll(async () => (await arrivedWith(demo, 'Written in a tunnel')).map(({ fileCount }) => fileCount))
    .toEqual([0, 1]);
  expect(await agent.count('Written in a tunnel')).toBe(1);
});
