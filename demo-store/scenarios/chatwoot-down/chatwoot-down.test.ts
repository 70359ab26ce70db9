import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterEach(() => scenario.switches.allWell());
afterAll(() => scenario.stop());

it('the message and the address reach the desk once Chatwoot is back', async () => {
  const { demo, agent, switches } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await switches.chatwoot('down');
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write('The glaze of my mug came off');
  await shopper.sent.getByText('Received', { exact: false }).waitFor();
  await shopper.page.getByRole('textbox', { name: 'E-mail' }).fill('ann@mail.example');
  await shopper.page.getByRole('button', { name: 'Save' }).click();
  await shopper.page.getByText('We answer to ann@mail.example').waitFor();
  expect(await shopper.sent.textContent()).not.toContain('Delivered');

  await switches.allWell();
  await agent.sees('The glaze of my mug came off');
  await expect
    .poll(() => agent.attributesOf('The glaze of my mug came off'))
    .toMatchObject({ storefront_reply_address: 'ann@mail.example' });
  await shopper.sent.getByText('Delivered', { exact: false }).waitFor();
  expect(await agent.count('The glaze of my mug came off')).toBe(1);
});

it('a conversation that was under way goes on after an outage', async () => {
  const { demo, agent, switches } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write('Before the outage');
  await shopper.readsInChat('Before the outage');

  await switches.chatwoot('down');
  await shopper.page.reload();
  await shopper.openBox();
  await shopper.write('During the outage');
  await shopper.sent.getByText('Received', { exact: false }).waitFor();

  await switches.allWell();
  await agent.sees('During the outage');
  await shopper.page.reload();
  await shopper.openBox();
  await shopper.readsInChat('Before the outage');
  await shopper.readsInChat('During the outage');
});
