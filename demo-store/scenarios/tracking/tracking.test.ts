import { afterAll, beforeAll, expect, it } from 'vitest';
import { buysUnseen } from '../consent/buys-unseen.ts';
import { type Scenario, startScenario } from '../kit/scenario.ts';
import { shoppingOn } from '../kit/shopping.ts';
import { storeEvents } from '../kit/store-events.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario({ tracking: true });
});
afterAll(() => scenario.stop());

it('with the visitor’s leave the desk shows page, product and cart as they change, and the order is known', async () => {
  const { demo, agent } = scenario;
  const events = storeEvents(demo);
  const shopper = shoppingOn(await scenario.newShopper(), demo);
  const desk = () => agent.attributesOf('Does this keep warm?');

  await shopper.visit('/');
  await shopper.answer('Allow all');
  await shopper.visit('/search?q=teapot');
  await shopper.visit('/products/duna-teapot');
  await shopper.openBox();
  await shopper.write('Does this keep warm?');
  await agent.sees('Does this keep warm?');
  await expect.poll(desk).toMatchObject({
    storefront_live_page: expect.stringContaining('/products/duna-teapot'),
    storefront_live_product: expect.stringContaining('Duna teapot'),
  });

  await shopper.closeChat();
  await shopper.addToCart();
  await expect.poll(desk).toMatchObject({ storefront_live_cart: expect.stringMatching(/Duna teapot/) });
  await shopper.visit('/cart');
  await shopper.addOneMore('Duna teapot', 2);
  await expect.poll(desk).toMatchObject({ storefront_live_cart: expect.stringMatching(/136[.,]00/) });

  const number = await shopper.checkOut();
  await expect.poll(() => events.ofType('purchase')).toHaveLength(1);
  const [order] = await events.ofType('purchase');
  expect(order?.data).toMatchObject({ transactionId: number, value: 13_600, currency: 'EUR' });

  const told = async () => (await events.all()).map(({ type }) => type);
  const all = ['page_view', 'search', 'view_item', 'add_to_cart', 'change_cart_quantity', 'begin_checkout'];
  await expect.poll(told).toEqual(expect.arrayContaining(all));
  // Emptied by buying: nobody has taken anything out.
  expect(await told()).not.toContain('remove_from_cart');
  // On all pages the same.
  expect(await events.visitorIds()).toEqual([await shopper.visitorId()]);
});

it('whoever allows only what is needed buys and chats, and nothing of it is sent or stored', async () => {
  await buysUnseen(scenario, 'Do you see me?', 'Only what is needed');
});

it('what was allowed and is allowed no more is gone: here, on our server and at the desk, and a receipt says so', async () => {
  const { demo, agent } = scenario;
  const events = storeEvents(demo);
  const shopper = shoppingOn(await scenario.newShopper(), demo);
  const desk = () => agent.attributesOf('Is it heavy?');
  const others = await events.visitorIds();

  await shopper.visit('/products/colina-vase');
  await shopper.answer('Allow all');
  await shopper.addToCart();
  await shopper.openBox();
  await shopper.write('Is it heavy?');
  await agent.sees('Is it heavy?');
  await expect.poll(desk).toMatchObject({ storefront_live_cart: expect.stringContaining('Colina vase') });
  const visitorId = await shopper.visitorId();
  expect(await events.visitorIds()).toContain(visitorId);

  await shopper.visit('/contact');
  await shopper.changeAnswer('Only what is needed');
  const receipt = shopper.page.getByRole('status').filter({ hasText: 'Receipt' });
  await receipt.waitFor();

  const erasures = await events.erasures();
  expect(erasures).toHaveLength(1);
  expect(await receipt.textContent()).toContain(erasures[0]?.id);
  expect(await events.visitorIds()).not.toContain(visitorId);
  expect(await shopper.visitorId()).toBeUndefined();
  await expect
    .poll(async () => (await shopper.kept()).databases)
    .not.toContainEqual(expect.stringContaining(':events'));
  await expect
    .poll(async () => Object.entries(await desk()).filter(([key, value]) => /_live_/.test(key) && value))
    .toEqual([]);

  // And it stays so on the next pages.
  shopper.sent.length = 0;
  await shopper.visit('/products/alba-mug');
  await shopper.addToCart();
  await shopper.settles();
  expect(shopper.sent.filter((path) => /events|erasures/.test(path))).toEqual([]);
  expect(await shopper.visitorId()).toBeUndefined();
  expect(await events.visitorIds()).toEqual(others);
});
