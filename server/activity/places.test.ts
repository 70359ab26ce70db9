import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import { customers } from '../identity/tables.ts';
import { type ActivityStage, openActivityStage } from '../testing/activity-stage.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { cartOf, everything, everythingShown, mugPage } from './test-samples.ts';

let stage: ActivityStage;
let shop: TestShop;
let known = 0;
beforeAll(async () => {
  stage = await openActivityStage();
  shop = await stage.newShop();
});
afterEach(() => stage.reset());
afterAll(() => stage.stop());

const inStore = <T>(work: Parameters<typeof stage.db.database.inStore<T>>[1]) =>
  stage.db.database.inStore(shop.store.id, work);

/** Somebody who has written, and about whom all of this is news. */
async function someoneBrowsing(customer?: string) {
  const someone = await stage.someone(shop, customer);
  await stage.tell(shop, someone.visitorId, { ...everything, sessionId: someone.sessionId });
  const ofContact = async () => (await shop.agent.contacts.show(someone.contactId)).customAttributes;
  return { ...someone, ofContact };
}
const customerBrowsing = () => someoneBrowsing(`customer-${++known}`);

const onContact = {
  cart_value: 59.97,
  cart_items: 3,
  cart_products: '2 × Tee – M, 1 × Mug · 59.97 EUR',
  last_product: 'Mug · 19.99 EUR',
  last_page: 'https://shop.example/products/mug',
};

describe('a store that shows it on contacts', () => {
  beforeAll(() => stage.change(shop, { showActivity: 'contact' }));

  it('has agents see names for it, although it was set up before it wanted that', async () => {
    const defined = async () => (await shop.agent.attributeDefinitions.list('contact')).map(({ key }) => key);
    expect(await defined()).toEqual([]);
    const { visitorId } = await customerBrowsing();
    await stage.run();
    expect(await defined()).toEqual(Object.keys(onContact));
    await stage.tell(shop, visitorId, { cart: cartOf(1) });
    const callsBefore = stage.chatwoot.calls.length;
    await stage.run();
    expect(stage.chatwoot.calls.slice(callsBefore).filter((call) => call.includes('definitions'))).toEqual([]);
  });

  it('does so for a customer whom it has proven, where a guard stands before Chatwoot', async () => {
    await stage.rememberRoutes(shop, 'guarded');
    const { visitorId, contactId, attributes, ofContact } = await customerBrowsing();
    await shop.agent.contacts.update(contactId, { customAttributes: { tier: 'gold' } });
    await stage.run();
    expect(await ofContact()).toEqual({ ...onContact, tier: 'gold' });
    expect(await attributes()).not.toHaveProperty('storefront_live_cart');
    await stage.tell(shop, visitorId, { cart: cartOf(0, 0), page: { url: 'https://other.example/' } });
    await stage.run();
    const { last_page: _gone, ...rest } = onContact;
    const empty = { cart_value: 0, cart_items: 0, cart_products: 'empty' };
    expect(await ofContact()).toEqual({ ...rest, ...empty, tier: 'gold' });
  });

  it.each(['open', 'unknown'] as const)('shows it beside the conversation where the routes are %s', async (routes) => {
    await stage.rememberRoutes(shop, routes);
    const { ofContact, attributes } = await customerBrowsing();
    await stage.run();
    expect(await ofContact()).toEqual({});
    expect(await attributes()).toMatchObject(everythingShown);
  });

  it('never writes on a guest’s contact, nor on that of somebody whom Chatwoot shows as unverified', async () => {
    await stage.rememberRoutes(shop, 'guarded');
    const guest = await someoneBrowsing();
    const refuted = await customerBrowsing();
    const isRefuted = { refutedAt: stage.test.clock.now, identifiedAt: null };
    await inStore((tx) => tx.update(chatSessions).set(isRefuted).where(eq(chatSessions.id, refuted.sessionId)));
    await stage.run();
    for (const { ofContact, attributes } of [guest, refuted]) {
      expect(await ofContact()).toEqual({});
      expect(await attributes()).toMatchObject(everythingShown);
    }
  });

  it('follows a customer whose contact was merged, and leaves alone whoever has its number now', async () => {
    await stage.rememberRoutes(shop, 'guarded');
    const { contactId } = await customerBrowsing();
    const { contact: base } = await shop.agent.contacts.create({ name: 'Ann' });
    await stage.mergeContacts(shop, base.id, contactId);
    const { contact: stranger } = await shop.agent.contacts.create({ name: 'Ben' });
    const isTheirs = eq(customers.contactId, contactId);
    await inStore((tx) => tx.update(customers).set({ contactId: stranger.id }).where(isTheirs));
    await stage.run();
    expect((await shop.agent.contacts.show(base.id)).customAttributes).toEqual(onContact);
    expect((await shop.agent.contacts.show(stranger.id)).customAttributes).toEqual({});
  });

  it('moves what it showed, when a guard comes or goes', async () => {
    await stage.rememberRoutes(shop, 'open');
    const { visitorId, ofContact, attributes } = await customerBrowsing();
    await stage.run();
    await stage.rememberRoutes(shop, 'guarded');
    await stage.tell(shop, visitorId, { cart: cartOf(1) });
    await stage.run();
    expect(await attributes()).not.toHaveProperty('storefront_live_cart');
    expect(await ofContact()).toMatchObject({ cart_items: 2 });
    await stage.rememberRoutes(shop, 'open');
    await stage.tell(shop, visitorId, { cart: cartOf(2) });
    await stage.run();
    expect(await attributes()).toMatchObject(everythingShown);
    expect(await ofContact()).toEqual({});
  });
});

describe('a store that wants notes', () => {
  beforeAll(() => stage.change(shop, { showActivity: 'note' }));

  const notesOf = async (conversationId: number) =>
    (await shop.agent.conversations.messages.list(conversationId))
      .filter(({ isPrivate }) => isPrivate)
      .map(({ content }) => content);
  const note = 'Cart now: 2 × `Tee – M`, 1 × `Mug` · 59.97 EUR\nLast product: `Mug` · 19.99 EUR';

  it('gets one about a cart that has changed, and none about pages', async () => {
    const { visitorId, conversationId, attributes } = await someoneBrowsing();
    await stage.run();
    await stage.tell(shop, visitorId, { page: { ...mugPage, url: 'https://shop.example/cart' } });
    stage.later(61_000);
    await stage.run();
    expect(await notesOf(conversationId)).toEqual([`${note}\nPage: <https://shop.example/products/mug>`]);
    expect(await attributes()).not.toHaveProperty('storefront_live_cart');
  });

  it('gets at most one a minute, and then the newest', async () => {
    const { visitorId, conversationId } = await someoneBrowsing();
    await stage.run();
    for (const tees of [3, 4, 5]) {
      stage.test.jobs.length = 0;
      await stage.tell(shop, visitorId, { cart: cartOf(tees) });
      await stage.run(1);
      expect(await notesOf(conversationId)).toHaveLength(1);
    }
    await stage.run();
    const tees = (await notesOf(conversationId)).map((text) => /\d+ × `Tee/.exec(text ?? '')?.[0]);
    expect(tees).toEqual(['2 × `Tee', '5 × `Tee']);
  });

  it('gets none again because somebody has written much since', async () => {
    const { visitorId, requestId, conversationId } = await someoneBrowsing();
    await stage.run();
    for (let n = 0; n < 20; n += 1) await shop.agent.conversations.messages.create(conversationId, { content: 'Yes' });
    stage.later(61_000);
    await shop.write('Thank you', { requestId, sequence: 2 });
    await stage.run();
    expect((await stage.row(shop, visitorId)).nextTryAt).toBeNull();
    const all = await shop.agent.conversations.messages.list(conversationId, { after: 0 });
    expect(all.filter(({ sourceId }) => sourceId?.startsWith('storefront:cart:'))).toHaveLength(1);
  });

  it('gets it once when the answer to it was lost', async () => {
    const { conversationId } = await someoneBrowsing();
    stage.chatwoot.set('lose-answer', (call) => /^POST .*\/messages$/.test(call));
    await stage.run(1);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await notesOf(conversationId)).toHaveLength(1);
  });

  it('hears nothing of a cart that was empty all along', async () => {
    const { visitorId, conversationId } = await someoneBrowsing();
    await stage.tell(shop, visitorId, { cart: cartOf(0, 0) });
    await stage.run();
    expect(await notesOf(conversationId)).toEqual([]);
  });
});

it('a customer of whom the shop’s server alone tells is shown in their own conversation', async () => {
  await stage.change(shop, { showActivity: 'conversation' });
  const { attributes } = await stage.someone(shop, 'customer-of-the-server');
  const isIt = eq(customers.externalId, 'customer-of-the-server');
  const [customer] = await inStore((tx) => tx.select().from(customers).where(isIt));
  await stage.tell(shop, crypto.randomUUID(), { ...everything, customerId: customer?.id ?? null });
  await stage.run();
  expect(await attributes()).toMatchObject(everythingShown);
});
