import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());

it('a page costs one request of ours: nothing to Chatwoot, no cookie, no storage, no shift', async () => {
  const { demo } = scenario;
  const page = await scenario.newShopper();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(demo.shopUrl)) foreign.push(request.url());
  });
  await page.goto(demo.shopUrl);
  await shopperOn(page).launcher.waitFor();
  // Whatever is done in an idle moment, or soon, has been done by then.
  await page.waitForTimeout(1500);
  expect(foreign).toEqual([`${demo.serverUrl}/w/demo.js`]);
  expect((await page.context().cookies()).filter(({ name }) => name !== 'shop_session')).toEqual([]);
  const left = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    shift: performance.getEntriesByType('layout-shift').length,
    globals: Object.keys(window).filter((name) => /storefront|chatwoot/i.test(name)),
  }));
  expect(left).toEqual({ local: 0, session: 0, databases: 0, shift: 0, globals: ['StorefrontChat'] });
});

it('the shop works when our server does not answer at all', async () => {
  const { demo, switches } = scenario;
  const page = await scenario.newShopper();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await switches.server('down');
  await page.goto(demo.shopUrl);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await switches.allWell();
  expect(errors).toEqual([]);
});
