import { afterAll, beforeAll, expect, it } from 'vitest';
import { atRest } from '../kit/open-browser.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());

it('chat off: the box takes messages, asks for an address, and Chatwoot is never asked for', async () => {
  const { demo, agent } = scenario;
  await demo.changeStore({ isChatOn: false });
  const shopper = shopperOn(await scenario.newShopper());
  const toChatwoot: string[] = [];
  shopper.page.on('request', (request) => {
    if (request.url().startsWith(demo.chatwootUrl)) toChatwoot.push(request.url());
  });
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write('Nobody chats today?');
  await shopper.page.getByRole('textbox', { name: 'E-mail' }).waitFor();
  await agent.sees('Nobody chats today?');
  expect(toChatwoot).toEqual([]);
});

it('chat switched off after the page was loaded counts at the next press', async () => {
  const { demo } = scenario;
  await demo.changeStore({ isChatOn: true });
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await shopper.launcher.waitFor();
  await demo.changeStore({ isChatOn: false });
  const reason = shopper.page.evaluate(
    () =>
      new Promise((resolve) => {
        const api = (
          window as unknown as { StorefrontChat: { on(name: string, listener: (is: string) => void): void } }
        ).StorefrontChat;
        api.on('unavailable', resolve);
      }),
  );
  await shopper.openBox();
  expect(await reason).toBe('chat-off');
});

it('widget off: nothing is drawn', async () => {
  const { demo } = scenario;
  await demo.changeStore({ isWidgetOn: false });
  const page = await scenario.newShopper();
  await page.goto(demo.shopUrl);
  await atRest(page);
  expect(await page.locator('storefront-chat').count()).toBe(0);
  await demo.changeStore({ isWidgetOn: true });
});

it('a colour and words of the shop are on the next page', async () => {
  const { demo } = scenario;
  await demo.changeStore({ color: '#aa3311', texts: { launcher: 'Ask the potters' } });
  const page = await scenario.newShopper();
  await page.goto(demo.shopUrl);
  const launcher = page.getByRole('button', { name: 'Ask the potters' });
  await launcher.waitFor();
  expect(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(170, 51, 17)');
});
