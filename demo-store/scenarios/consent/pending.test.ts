import { afterAll, beforeAll, it } from 'vitest';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { buysUnseen } from './buys-unseen.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario({ tracking: true });
});
afterAll(() => scenario.stop());

it('whoever has not answered yet buys and chats, and nothing of it is sent or stored', async () => {
  await buysUnseen(scenario, 'Must I answer first?');
});
