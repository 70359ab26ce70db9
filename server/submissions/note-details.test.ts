import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatSessions } from '../chat-sessions/tables.ts';
import { findOrCreateCustomer, rotateIdentityKey } from '../identity/index.ts';
import { setStore } from '../stores/index.ts';
import { stores } from '../stores/tables.ts';
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
});
afterEach(() => stage.reset());
afterAll(() => stage.stop());

describe('an address to answer to', () => {
  it('stands beside the conversation and on the guest’s own contact', async () => {
    await shop.write('Please answer', { contact: { email: 'ann@mail.example', name: 'Ann' } });
    await stage.run();
    const conversation = await shop.conversation();
    expect(conversation.customAttributes).toMatchObject({ storefront_reply_address: 'Ann <ann@mail.example>' });
    expect(await shop.agent.contacts.show(conversation.contactId ?? 0)).toMatchObject({ email: 'ann@mail.example' });
  });

  it('may be given after the message', async () => {
    const { body } = await shop.write('Please answer');
    await stage.run();
    const answer = await shop.send('PUT', `/submissions/${body.id}/contact`, { email: 'ann@mail.example' });
    expect([answer.status, await answer.json()]).toEqual([200, { ...body, state: 'delivered' }]);
    await stage.run();
    expect((await shop.conversation()).customAttributes).toMatchObject({
      storefront_reply_address: 'ann@mail.example',
    });
  });

  it('never makes a guest into the customer who has it', async () => {
    const owner = await shop.agent.contacts.create({
      name: 'Jane',
      email: 'jane@mail.example',
      identifier: 'opaque-1',
    });
    await shop.write('I am Jane, really', { contact: { email: 'jane@mail.example' } });
    await stage.run();
    const conversation = await shop.conversation();
    expect(conversation.contactId).not.toBe(owner.contact.id);
    expect(conversation.customAttributes).toMatchObject({ storefront_reply_address: 'jane@mail.example' });
    expect(await shop.agent.contacts.show(conversation.contactId ?? 0)).toMatchObject({ email: null });
  });
});

/** What agents read in private, about the first conversation. */
async function notes() {
  const { id } = await shop.conversation();
  const messages = await shop.agent.conversations.messages.list(id);
  return messages.filter(({ isPrivate }) => isPrivate).map(({ content }) => content ?? '');
}

describe('what stands beside a conversation', () => {
  it('is in the words of the shop, claimed and proven told apart', async () => {
    const fields = [
      {
        key: 'subject',
        kind: 'choice' as const,
        required: false,
        label: { en: 'Subject' },
        choices: [{ value: 'returns', label: { en: 'Sending back' } }],
      },
      { key: 'order_number', kind: 'text' as const, required: false, label: { en: 'Order number' } },
    ];
    await setStore(stage.test.changes, shop.store.key, { form: { fields } });
    await stage.test.deps.directory.refresh();
    await shop.write('Where is it?', {
      reason: 'closed-now',
      locale: 'nl',
      page: { url: 'https://shop.example/cart' },
      cart: { items: 3, total: 5997, currency: 'EUR' },
      answers: { subject: 'returns', order_number: '4711' },
      consent: { text: 'I have read it.', at: 1_767_225_600_000 },
      contact: { email: 'ann@mail.example' },
    });
    await stage.run();
    expect((await shop.conversation()).customAttributes).toMatchObject({
      storefront_reason: 'closed-now',
      storefront_locale: 'nl',
      storefront_page: 'https://shop.example/cart',
      storefront_cart: '3 items, €59.97',
      storefront_answers: 'Subject: Sending back · Order number: 4711',
      storefront_consent: '2026-01-01T00:00:00.000Z: I have read it.',
      storefront_sender: 'guest, unproven',
      storefront_reply_by: 'mail to ann@mail.example (unproven)',
    });
  });

  it('says that an answer is seen in chat alone, until there is an address', async () => {
    const requestId = crypto.randomUUID();
    const { body } = await shop.write('Hello', { requestId, sequence: 1 });
    await stage.run();
    const replyBy = async () => (await shop.conversation()).customAttributes.storefront_reply_by;
    expect(await replyBy()).toBe('chat only: no address given');
    await shop.send('PUT', `/submissions/${body.id}/contact`, { email: 'ann@mail.example' });
    await stage.run();
    // What comes without an address takes none away, and neither does a file.
    await shop.attach(samples.png, { requestId, sequence: 2 });
    await shop.write('And another thing', { requestId, sequence: 3 });
    await stage.run();
    expect(await replyBy()).toBe('mail to ann@mail.example (unproven)');
  });

  it('says that it is a customer whom the shop has proven, and then an address is still only claimed', async () => {
    await rotateIdentityKey(stage.test.changes, shop.store.key, 'proof');
    await shop.write('It is me', { contact: { email: 'ann@mail.example' } });
    const { database, secrets, now } = stage.test.deps;
    await database.inStore(shop.store.id, async (tx) => {
      const { id } = await findOrCreateCustomer(tx, { database, secrets, now }, shop.store.id, 'customer-7');
      await tx.update(chatSessions).set({ customerId: id });
    });
    await stage.run();
    expect((await shop.conversation()).customAttributes).toMatchObject({
      storefront_sender: 'known customer, proven by the shop',
      storefront_reply_by: 'mail to ann@mail.example (unproven)',
    });
  });

  it('knows a cart whose currency has no cents', async () => {
    await shop.write('Hello', { cart: { items: 1, total: 1200, currency: 'JPY' } });
    await stage.run();
    expect((await shop.conversation()).customAttributes.storefront_cart).toBe('1 item, ¥1,200');
  });

  it('has its answers whole in a note when they are too long to stand there', async () => {
    const answers = { one: 'a'.repeat(1000), two: 'b'.repeat(1000) };
    await shop.write('Hello', { answers });
    await stage.run();
    const { storefront_answers: beside } = (await shop.conversation()).customAttributes;
    expect(String(beside)).toMatch(/…$/);
    expect(await notes()).toEqual([`one: ${answers.one} · two: ${answers.two}`]);
  });
});

describe('a message that comes late', () => {
  const hour = 3_600_000;

  it('says so in a note, by the clock of the shop, and once', async () => {
    const hours = { openingHours: { timeZone: 'Europe/Amsterdam', week: {}, holidays: [] } };
    await stage.db.database.inStore(shop.store.id, (tx) => tx.update(stores).set(hours));
    await stage.test.deps.directory.refresh();
    stage.test.clock.now = new Date('2026-06-01T12:02:00Z');
    stage.chatwoot.set('cut');
    const { body } = await shop.write('Are you there?');
    await stage.run(3);
    stage.test.clock.now = new Date('2026-06-01T14:40:00Z');
    stage.chatwoot.set('lose-answer', (call) => /^POST .*accounts.*messages$/.test(call));
    await stage.run(4);
    stage.chatwoot.set('pass');
    await stage.run();
    await shop.send('PUT', `/submissions/${body.id}/contact`, { email: 'ann@mail.example' });
    await stage.run();
    const { reference } = body;
    expect(await notes()).toEqual([`Late: written 14:02, delivered 16:40 (Europe/Amsterdam). Reference ${reference}.`]);
  });

  it('names the day when it was kept overnight, and is told of once with what came with it', async () => {
    stage.test.clock.now = new Date('2026-06-02T08:00:00Z');
    const requestId = crypto.randomUUID();
    const writtenAt = Date.parse('2026-06-01T23:10:00Z');
    const { body } = await shop.write('Kept on the device', { requestId, sequence: 1, writtenAt });
    await shop.write('This too', { requestId, sequence: 2, writtenAt: writtenAt + 20_000 });
    await stage.run();
    expect(await notes()).toEqual([
      `Late: written 1 Jun 2026, 23:10, delivered 2 Jun 2026, ${timeNow()} (UTC). Reference ${body.reference}.`,
    ]);
  });

  it('is handed to people if a bot has the conversation; one in time is left to the bot', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('first', { requestId, sequence: 1 });
    await stage.run();
    const { id } = await shop.conversation();
    await shop.agent.conversations.setStatus(id, 'pending');
    await shop.write('in time', { requestId, sequence: 2 });
    await stage.run();
    expect((await shop.conversation()).status).toBe('pending');
    const writtenAt = stage.test.clock.now.getTime() - hour;
    await shop.write('late', { requestId, sequence: 3, writtenAt });
    await stage.run();
    expect((await shop.conversation()).status).toBe('open');
  });

  it('is not called late for a browser whose clock is wrong by years', async () => {
    await shop.write('Hello', { writtenAt: 0 });
    await stage.run();
    expect(await notes()).toEqual([]);
  });

  it('holds nothing up when its note cannot be written', async () => {
    const requestId = crypto.randomUUID();
    const writtenAt = stage.test.clock.now.getTime() - hour;
    stage.chatwoot.set(500, (call) => /^POST .*accounts.*messages$/.test(call));
    await shop.write('one', { requestId, sequence: 1, writtenAt });
    await stage.run(22);
    await shop.write('two', { requestId, sequence: 2, writtenAt });
    await stage.run(1);
    expect(await shop.desk()).toEqual([['one', 'two']]);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await notes()).toHaveLength(2);
  });

  const timeNow = () => stage.test.clock.now.toISOString().slice(11, 16);
});
