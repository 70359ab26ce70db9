import { expect } from 'vitest';
import type { Scenario } from '../kit/scenario.ts';
import { shoppingOn } from '../kit/shopping.ts';
import { storeEvents } from '../kit/store-events.ts';

/** The shop's own cookies: who is logged in and what is in the cart, and the answer about consent. */
const ofShop = ['hornero_consent', 'hornero_session'];

/**
 * Somebody looks around, buys, and then chats, without leave for anything: of the former nothing is sent and nothing is
 * stored, the latter works all the same.
 * @param answer to the bar; without one it stays
 */
export async function buysUnseen(scenario: Scenario, question: string, answer?: 'Only what is needed') {
  const { demo, agent } = scenario;
  const shopper = shoppingOn(await scenario.newShopper(), demo);
  const { page } = shopper;
  const events = storeEvents(demo);
  const known = await events.visitorIds();

  await shopper.visit('/');
  if (answer) await shopper.answer(answer);
  await shopper.visit('/search?q=mug');
  await page.getByRole('link', { name: 'Alba mug' }).click();
  await shopper.addToCart();
  await shopper.visit('/cart');
  await shopper.addOneMore('Alba mug', 2);
  await shopper.checkOut();
  await shopper.settles();
  const kept = await shopper.kept();
  expect(kept.cookies.filter((name) => !ofShop.includes(name))).toEqual([]);
  expect(kept).toMatchObject({ local: [], session: [], databases: [] });
  expect(shopper.sent).toEqual([]);

  await shopper.openBox();
  await shopper.write(question);
  await agent.sees(question);
  await shopper.readsInChat(question);
  await agent.replies(question, `Yes: ${question}`);
  await shopper.readsInChat(`Yes: ${question}`);
  await shopper.visit('/products/duna-teapot');
  await shopper.settles();

  const after = await shopper.kept();
  for (const name of [...after.local, ...after.session, ...after.databases]) expect(name).not.toMatch(/visitor|event/);
  expect(shopper.sent.filter((path) => /events|erasures/.test(path))).toEqual([]);
  expect(Object.keys(await agent.attributesOf(question)).filter((key) => key.includes('_live_'))).toEqual([]);
  expect(await events.visitorIds()).toEqual(known);
}
