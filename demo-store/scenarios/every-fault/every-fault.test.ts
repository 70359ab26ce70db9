import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../faults/faults.ts';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterEach(() => scenario.switches.allWell());
afterAll(() => scenario.stop());

const faults: Exclude<Fault, 'none'>[] = ['down', 'error-500', 'rate-limited', 'slow', 'suspended', 'blocked'];

it.each(faults)('with Chatwoot %s the message is received at once and arrives once', async (fault) => {
  const { demo, agent, switches } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  const text = `Written while Chatwoot was ${fault}`;
  await switches.chatwoot(fault);
  await shopper.page.goto(demo.shopUrl);
  await shopper.openBox();
  await shopper.write(text);
  await shopper.sent
    .getByText(/Received|Delivered/)
    .first()
    .waitFor();
  expect(await shopper.box.inputValue()).toBe('');
  await shopper.page.getByRole('textbox', { name: 'E-mail' }).waitFor();

  await switches.allWell();
  await agent.sees(text);
  expect(await agent.count(text)).toBe(1);
});
