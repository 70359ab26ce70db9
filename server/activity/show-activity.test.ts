import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ActivityStage, openActivityStage } from '../testing/activity-stage.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { cartOf, everything, everythingShown, mugPage } from './test-samples.ts';

let stage: ActivityStage;
let shop: TestShop;
beforeAll(async () => {
  stage = await openActivityStage();
  shop = await stage.newShop();
});
afterEach(() => stage.reset());
afterAll(() => stage.stop());

/** Somebody who has written, and about whom all of this is news. */
async function someoneBrowsing() {
  const someone = await stage.someone(shop);
  await stage.tell(shop, someone.visitorId, { ...everything, sessionId: someone.sessionId });
  return someone;
}

/** The calls to Chatwoot meanwhile. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = stage.chatwoot.calls.length;
  await work();
  return stage.chatwoot.calls.slice(before).map((call) => call.replace(/\/\d+/g, ''));
}
const look = 'GET /api/v1/accounts/contacts/conversations';
const write = 'POST /api/v1/accounts/conversations/custom_attributes';

describe('what somebody who writes sees and has', () => {
  it('stands beside their conversation, with all that stood there before', async () => {
    const { attributes } = await someoneBrowsing();
    const before = await attributes();
    await stage.run();
    expect(await attributes()).toEqual({ ...before, ...everythingShown });
    expect(before).toHaveProperty('storefront_reference');
  });

  it('is written only when it is new, and Chatwoot is not asked when it is not', async () => {
    const { visitorId, attributes } = await someoneBrowsing();
    expect(await callsOf(() => stage.run())).toEqual([look, write]);
    await stage.tell(shop, visitorId, everything);
    expect(await callsOf(() => stage.run())).toEqual([]);
    await stage.tell(shop, visitorId, { cart: cartOf(1) });
    expect(await callsOf(() => stage.run())).toEqual([look, write]);
    expect((await attributes()).storefront_live_cart).toBe('1 × Tee – M, 1 × Mug · 39.98 EUR');
  });

  it('is not written again where it stands already', async () => {
    const { sessionId } = await someoneBrowsing();
    await stage.run();
    // Another browser of theirs shows the same.
    await stage.tell(shop, crypto.randomUUID(), { ...everything, sessionId });
    expect(await callsOf(() => stage.run())).toEqual([look]);
  });

  it('goes away when it is no more', async () => {
    const { visitorId, attributes } = await someoneBrowsing();
    await stage.run();
    await stage.tell(shop, visitorId, { page: { url: 'https://other.example/' } });
    await stage.run();
    const { storefront_live_page: _gone, ...rest } = everythingShown;
    expect(await attributes()).toMatchObject(rest);
    expect(await attributes()).not.toHaveProperty('storefront_live_page');
  });

  it('is put right at the next change when their browser writes something else there', async () => {
    const { visitorId, visitorToken, attributes } = await someoneBrowsing();
    await stage.run();
    const { baseUrl, websiteToken } = stage.test.deps.directory.find(shop.store.key)?.chatwoot ?? {};
    const forged = { storefront_live_cart: '1 × Yacht · 9,000,000.00 EUR', colour: 'blue' };
    const path = `/api/v1/widget/conversations/set_custom_attributes?website_token=${websiteToken}`;
    await fetch(baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': visitorToken },
      body: JSON.stringify({ custom_attributes: forged }),
    });
    expect(await attributes()).toEqual(forged);
    const page = { ...mugPage, url: 'https://shop.example/cart' };
    await stage.tell(shop, visitorId, { page });
    await stage.run();
    expect(await attributes()).toEqual({ ...everythingShown, storefront_live_page: page.url, colour: 'blue' });
  });
});

describe('a conversation', () => {
  it('that begins after all that is told what is known so far', async () => {
    const { requestId, sessionId } = await stage.press(shop);
    const visitorId = crypto.randomUUID();
    await stage.tell(shop, visitorId, { ...everything, sessionId });
    expect(await callsOf(() => stage.run())).toEqual([look]);
    // Without one, Chatwoot is left alone for a while.
    await stage.tell(shop, visitorId, { cart: cartOf(1) });
    expect(await callsOf(() => stage.run())).toEqual([]);
    await shop.write('Hello', { requestId });
    await stage.run();
    const { shownConversationId } = await stage.row(shop, visitorId);
    const { customAttributes } = await shop.agent.conversations.show(shownConversationId ?? 0);
    expect(customAttributes).toMatchObject({ storefront_live_cart: '1 × Tee – M, 1 × Mug · 39.98 EUR' });
  });

  it('that begins in chat itself is told it as soon as the browser says so', async () => {
    const { requestId, visitorToken, sessionId } = await stage.press(shop);
    const visitorId = crypto.randomUUID();
    await stage.tell(shop, visitorId, { ...everything, sessionId });
    await stage.run();
    const store = stage.test.deps.directory.findById(shop.store.id);
    if (!store) throw new Error('The store is gone.');
    const widget = stage.test.deps.widgetClient(store, { shopper: {}, requestId: 'browser', visitorToken });
    const { conversationId } = await widget.sendMessage({ content: 'Hello' });
    const event = { id: v7({ msecs: Date.now() }), type: 'message_sent', data: { via: 'chat' } };
    const batch = { visitorId, requestId, sentAt: Date.now(), consent: { analytics: true }, events: [event] };
    expect((await shop.send('POST', '/events', batch)).status).toBe(202);
    await stage.run();
    const { customAttributes } = await shop.agent.conversations.show(conversationId);
    expect(customAttributes).toEqual(everythingShown);
  });

  it('that an agent has resolved is left alone; opened again it has it all', async () => {
    const { visitorId, requestId, conversationId, conversation, attributes } = await someoneBrowsing();
    await stage.run();
    await shop.agent.conversations.setStatus(conversationId, 'resolved');
    await stage.tell(shop, visitorId, { cart: cartOf(5) });
    await stage.run();
    expect(await attributes()).toMatchObject(everythingShown);
    await shop.write('One more thing', { requestId, sequence: 2 });
    await stage.run();
    expect((await conversation()).status).toBe('open');
    expect((await attributes()).storefront_live_cart).toBe('5 × Tee – M, 1 × Mug · 119.94 EUR');
  });

  it('that an agent has deleted is no trouble', async () => {
    const { visitorId, conversationId, conversation } = await someoneBrowsing();
    await shop.agent.conversations.delete(conversationId);
    await expect.poll(() => conversation().catch(() => 'gone')).toBe('gone');
    expect(await stage.run()).toBe(1);
    expect((await stage.row(shop, visitorId)).shown).toBeNull();
  });

  it('of another inbox of the same account is nobody’s business here', async () => {
    const { conversationId, contactId } = await someoneBrowsing();
    await shop.agent.conversations.setStatus(conversationId, 'resolved');
    const inbox = await shop.agent.inboxes.create('api', { name: 'Another shop' });
    const other = await shop.agent.conversations.create({ inboxId: inbox.id, contactId });
    await stage.run();
    expect((await shop.agent.conversations.show(other.id)).customAttributes).toEqual({});
  });

  it('in the store’s API inbox is one, too', async () => {
    await stage.change(shop, { deliverTo: 'api-inbox' });
    const { attributes } = await someoneBrowsing();
    await stage.run();
    await stage.change(shop, { deliverTo: 'conversation' });
    expect(await attributes()).toMatchObject(everythingShown);
  });

  it('of a guest whose contact an agent has merged into another is found all the same', async () => {
    const { contactId, attributes } = await someoneBrowsing();
    const base = await shop.agent.contacts.create({ name: 'Ann' });
    await stage.mergeContacts(shop, base.contact.id, contactId);
    await stage.run();
    expect(await attributes()).toMatchObject(everythingShown);
  });
});

describe('nothing is shown', () => {
  it.each([
    ['to agents of a store that does not want it', { showActivity: 'off' } as const],
    ['of a store that tracks nobody', { isTrackingOn: false }],
  ])('%s', async (_what, values) => {
    await someoneBrowsing();
    await stage.change(shop, values);
    expect(await callsOf(() => stage.run())).toEqual([]);
    await stage.change(shop, { showActivity: 'conversation', isTrackingOn: true });
  });

  it('of a visitor whom nobody knows', async () => {
    await stage.tell(shop, crypto.randomUUID(), everything);
    expect(await callsOf(() => stage.run())).toEqual([]);
  });
});
