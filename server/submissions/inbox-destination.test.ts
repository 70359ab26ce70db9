import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import { findOrCreateCustomer, rotateIdentityKey } from '../identity/index.ts';
import { setStore } from '../stores/index.ts';
import { type DeliveryStage, openDeliveryStage } from '../testing/delivery-stage.ts';
import { samples } from '../testing/sample-files.ts';
import type { TestShop } from '../testing/test-shop.ts';

let stage: DeliveryStage;
let shop: TestShop;

beforeAll(async () => {
  stage = await openDeliveryStage();
});
beforeEach(async () => {
  shop = await stage.newShop();
  await deliverTo('api-inbox');
});
afterEach(() => stage.reset());
afterAll(() => stage.stop());

const isWrite = (call: string) => /^POST \/api\/v1\/accounts\/\d+\/conversations\/\d+\/messages$/.test(call);

async function deliverTo(where: 'api-inbox' | 'conversation') {
  await setStore(stage.test.changes, shop.store.key, { deliverTo: where });
  await stage.test.deps.directory.refresh();
}

async function apiInboxId() {
  return (await shop.agent.inboxes.list()).find(({ channel }) => channel === 'api')?.id;
}

describe('a store whose messages go to its API inbox', () => {
  it('finds them there in order, words and files, as the shopper’s own', async () => {
    const requestId = crypto.randomUUID();
    await shop.attach(samples.png, { requestId, sequence: 2, name: 'cup.png' });
    const { body } = await shop.write('It is broken', { requestId, sequence: 1 });
    await stage.run();
    expect(await shop.desk()).toEqual([['It is broken', '']]);
    const conversation = await shop.conversation();
    expect(conversation).toMatchObject({
      inboxId: await apiInboxId(),
      customAttributes: { storefront_reference: body.reference },
    });
    const [words, file] = await shop.agent.conversations.messages.list(conversation.id);
    expect([words?.sourceId, words?.senderType]).toEqual([`storefront:${body.id}`, 'contact']);
    expect(file?.attachments).toMatchObject([{ name: 'cup.png', size: samples.png.length }]);
  });

  it.each([
    ['the answer to a message is lost', isWrite],
    ['the answer to a new conversation is lost', (call: string) => /^POST .*\/conversations$/.test(call)],
    ['the answer to a new contact is lost', (call: string) => /^POST .*\/contacts$/.test(call)],
  ])('gets each once, also when %s', async (_what, matches) => {
    await shop.write('Only once');
    stage.chatwoot.set('lose-answer', matches);
    await stage.run(25);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await shop.desk()).toEqual([['Only once']]);
    const inboxId = await apiInboxId();
    expect(await shop.agent.conversations.list(inboxId ?? 0)).toHaveLength(1);
  });

  it('goes on in the same conversation when the visitor writes on another page', async () => {
    const requestId = crypto.randomUUID();
    const session = await (await shop.send('POST', '/chat-sessions', { requestId })).json();
    const { visitorToken } = session as { visitorToken: string };
    await shop.write('first', { requestId });
    await stage.run();
    await shop.write('second', { visitorToken });
    await stage.run();
    expect(await shop.desk()).toEqual([['first', 'second']]);
  });

  it('begins anew where the conversation was deleted, or lies in another inbox', async () => {
    const requestId = crypto.randomUUID();
    await deliverTo('conversation');
    await shop.write('in chat', { requestId, sequence: 1 });
    await stage.run();
    await deliverTo('api-inbox');
    await shop.write('in the inbox', { requestId, sequence: 2 });
    await stage.run();
    expect(await shop.desk()).toEqual([['in chat'], ['in the inbox']]);
  });

  it('never gets a stranger for the customer whose address they type', async () => {
    const jane = { name: 'Jane', email: 'jane@mail.example', identifier: 'opaque-1' };
    const { contact } = await shop.agent.contacts.create(jane);
    await shop.write('I am Jane, really', { contact: { email: 'jane@mail.example' } });
    await stage.run();
    const conversation = await shop.conversation();
    expect(conversation.contactId).not.toBe(contact.id);
    expect(conversation).toMatchObject({
      isVerified: false,
      customAttributes: { storefront_reply_address: 'jane@mail.example', storefront_sender: 'guest, unproven' },
    });
    expect(await shop.agent.contacts.show(conversation.contactId ?? 0)).toMatchObject({
      email: null,
      identifier: null,
    });
  });

  it('gets a customer whom the shop has proven as the contact that they are', async () => {
    await rotateIdentityKey(stage.test.changes, shop.store.key, 'proof');
    const { database, secrets, now } = stage.test.deps;
    const requestId = crypto.randomUUID();
    await shop.write('It is me', { requestId });
    const customer = await database.inStore(shop.store.id, async (tx) => {
      const known = await findOrCreateCustomer(tx, { database, secrets, now }, shop.store.id, 'customer-7');
      await tx.update(chatSessions).set({ customerId: known.id });
      return known;
    });
    const { contact } = await shop.agent.contacts.create({ name: 'Ann', identifier: customer.identifier });
    await stage.run();
    expect(await shop.conversation()).toMatchObject({
      contactId: contact.id,
      isVerified: true,
      customAttributes: { storefront_sender: 'known customer, proven by the shop' },
    });
  });

  it('shows the inbox’s credential in no log and no record of a try', async () => {
    stage.chatwoot.set(500, (call) => call.includes('/public/'));
    const { body } = await shop.write('Hello');
    await stage.run(8);
    const identifier =
      (await shop.agent.inboxes.list()).find(({ channel }) => channel === 'api')?.inboxIdentifier ?? '';
    const row = await stage.row(shop, body.id);
    expect(identifier.length).toBeGreaterThan(10);
    expect(stage.logged.join('\n')).toContain('/public/api/v1/inboxes/…/contacts');
    expect([...stage.logged, JSON.stringify(row)].filter((text) => text.includes(identifier))).toEqual([]);
  });
});
