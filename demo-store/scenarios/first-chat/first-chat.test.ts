import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());

it('a shopper asks, an agent answers, and the shopper reads the answer in chat', async () => {
  const { demo, agent } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  // Nothing else is pressed: whoever presses the launcher is typing.
  await shopper.write('Where is my order?');
  await agent.sees('Where is my order?');
  await shopper.readsInChat('Where is my order?');

  await agent.replies('Where is my order?', 'It left Porto this morning.');
  await shopper.readsInChat('It left Porto this morning.');
  expect(await agent.count('Where is my order?')).toBe(1);
});

it('on a phone, too', async () => {
  const { demo, agent } = scenario;
  const shopper = shopperOn(await scenario.newShopper({ width: 360, height: 640 }));
  await shopper.page.goto(`${demo.shopUrl}/contact`);
  await shopper.openBox();
  await shopper.write('Do you gift-wrap?');
  await shopper.readsInChat('Do you gift-wrap?');
  await agent.replies('Do you gift-wrap?', 'We do, for two euros.');
  await shopper.readsInChat('We do, for two euros.');
});

it('says at the desk which page it was written on', async () => {
  const { demo, agent } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(`${demo.shopUrl}/contact`);
  await shopper.openBox();
  await shopper.write('Are you open on Sunday?');
  await agent.sees('Are you open on Sunday?');
  await expect
    .poll(() => agent.attributesOf('Are you open on Sunday?'))
    .toMatchObject({ storefront_page: `${demo.shopUrl}/contact`, storefront_reference: expect.any(String) });
});

it('sends several messages in the order in which they were written', async () => {
  const { demo, agent } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  // Chat that takes the place of the box after the first one is another story.
  let letChatCome = () => {};
  const isTyped = new Promise<void>((resolve) => {
    letChatCome = resolve;
  });
  await shopper.page.route('**/packs/js/sdk.js*', (route) => isTyped.then(() => route.continue()));
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write('One more thing');
  await shopper.sent.getByText('One more thing', { exact: true }).waitFor();
  await shopper.write('The teapot');
  await shopper.write('Is it dishwasher safe?');
  letChatCome();
  await agent.sees('Is it dishwasher safe?');
  const messages = ['One more thing', 'The teapot', 'Is it dishwasher safe?'];
  for (const text of messages) await shopper.readsInChat(text);
  const texts = (await shopper.chatFrame.locator('body').textContent()) ?? '';
  const places = messages.map((text) => texts.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

it('shows in chat what was delivered before its socket was up', async () => {
  const shopper = shopperOn(await scenario.newShopper());
  // It never comes up: nobody connects it to Chatwoot.
  await shopper.page.routeWebSocket(/\/cable/, () => {});
  await shopper.page.goto(scenario.demo.shopUrl);
  const hasFetched = shopper.page.waitForResponse(/widget\/messages/);
  await shopper.openBox();
  await hasFetched;
  await shopper.write('Nobody heard me yet');
  await shopper.readsInChat('Nobody heard me yet');
});

it('goes on with the same conversation on the next page', async () => {
  const { demo, agent } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write('It is me, first page');
  await shopper.readsInChat('It is me, first page');
  await shopper.page.goto(`${demo.shopUrl}/contact`);
  await shopper.openBox();
  await shopper.readsInChat('It is me, first page');
  await agent.replies('It is me, first page', 'Hello again');
  await shopper.readsInChat('Hello again');
});
