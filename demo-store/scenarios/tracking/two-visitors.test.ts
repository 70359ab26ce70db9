import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { shoppingOn } from '../kit/shopping.ts';
import { storeEvents } from '../kit/store-events.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario({ tracking: true });
});
afterAll(() => scenario.stop());

it('two people at one browser: nothing that the second does is under the visitor id of the first', async () => {
  const shopper = shoppingOn(await scenario.newShopper(), scenario.demo);
  const { page } = shopper;
  const events = storeEvents(scenario.demo);
  const visitorOf = async (path: string) => {
    const viewed = (await events.ofType('page_view')).filter((event) => event.page?.url.endsWith(path));
    return [...new Set(viewed.map(({ visitorId }) => visitorId))];
  };
  async function logIn(name: string) {
    await shopper.visit('/login');
    await page.getByRole('button', { name: `Log in as ${name}` }).click();
    await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
    await shopper.settles();
  }

  await shopper.visit('/');
  await shopper.answer('Allow all');
  await logIn('Jane Whitcombe');
  await shopper.visit('/products/alba-mug');
  await expect.poll(() => visitorOf('/alba-mug')).toHaveLength(1);

  await shopper.visit('/account');
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.waitForURL(`${scenario.demo.shopUrl}/`);
  await shopper.settles();
  await shopper.visit('/products/mare-bowl');
  await expect.poll(() => visitorOf('/mare-bowl')).toHaveLength(1);

  await logIn('Luca Moretti');
  await shopper.visit('/products/duna-teapot');
  await expect.poll(() => visitorOf('/duna-teapot')).toHaveLength(1);

  const [jane, nobody, luca] = await Promise.all(['/alba-mug', '/mare-bowl', '/duna-teapot'].map(visitorOf));
  expect(nobody).not.toEqual(jane);
  expect(luca).not.toEqual(jane);
});
