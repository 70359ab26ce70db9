import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterEach(() => scenario.switches.allWell());
afterAll(() => scenario.stop());

/** As after a pause over the launcher. */
async function hasChunks({ page, launcher }: ReturnType<typeof shopperOn>) {
  await launcher.hover();
  const names = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(' '),
    );
  for (const name of ['bridge', 'composer', 'messages', 'texts-en']) await expect.poll(names).toContain(`/${name}.`);
}

it('a press still takes typing, keeps the message on the device and sends it when the line is back', async () => {
  const { demo, agent, switches } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await hasChunks(shopper);
  await switches.server('down');
  await switches.chatwoot('down');
  await shopper.openBox();
  await shopper.write('Kept until the line is back');
  await shopper.sent.getByText('Kept on this device', { exact: false }).waitFor();
  await switches.allWell();
  await agent.sees('Kept until the line is back');
  expect(await agent.count('Kept until the line is back')).toBe(1);
});

it('a message that was not sent survives a reload and goes out from the next page', async () => {
  const { demo, agent, switches } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await hasChunks(shopper);
  await switches.server('down');
  await shopper.openBox();
  await shopper.write('Survives a reload');
  await shopper.sent.getByText('Kept on this device', { exact: false }).waitFor();
  await switches.allWell();
  await shopper.page.goto(`${demo.shopUrl}/contact`);
  await agent.sees('Survives a reload');
  expect(await agent.count('Survives a reload')).toBe(1);
});

it('a message that waited for a session is in the chat of the next page', async () => {
  const { demo, agent, switches } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await hasChunks(shopper);
  await switches.server('down');
  await switches.chatwoot('down');
  await shopper.openBox();
  await shopper.write('Find me in the chat');
  await shopper.sent.getByText('Kept on this device', { exact: false }).waitFor();
  await switches.allWell();
  await shopper.page.goto(`${demo.shopUrl}/contact`);
  await shopper.readsInChat('Find me in the chat');
  expect(await agent.count('Find me in the chat')).toBe(1);
});

it('a draft is there again on the next page', async () => {
  const { demo } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.page.keyboard.type('Half a senten');
  await shopper.page.waitForTimeout(600);
  await shopper.page.goto(`${demo.shopUrl}/contact`);
  await expect.poll(() => shopper.box.inputValue().catch(() => '')).toBe('Half a senten');
});
