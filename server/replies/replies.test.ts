import { eq } from 'drizzle-orm';
import type { ParsedMail } from 'mailparser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { type Listening, listen } from '../http/listen.ts';
import { mailHandlers } from '../mail-handlers.ts';
import { createSetupStore, provisionStore } from '../provisioning/index.ts';
import { stores } from '../stores/tables.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { type MailServer, startMailServer } from '../testing/test-mail-server.ts';
import { createTestShop, platformToken, runDeliveries, type TestShop } from '../testing/test-shop.ts';
import { replies } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let smtp: MailServer;
let server: Listening;
let shop: TestShop;
let conversationId: number;

const page = { url: 'https://shop.example/tea/green?utm=1', title: 'Green tea' };

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
  smtp = await startMailServer();
  server = await listen(test.app.fetch, { host: '127.0.0.1', port: 0, requestTimeoutMs: 5000 });
  test.deps.mail.server = { smtpUrl: smtp.smtpUrl, from: 'support@shops.example' };
  shop = await createTestShop(db, test, chatwoot.url);
  await setUp();
  await db.database.acrossStores((tx) =>
    tx.update(stores).set({ supportEmail: 'people@shop.example' }).where(eq(stores.id, shop.store.id)),
  );
  await test.deps.directory.refresh();
});
afterAll(async () => {
  await server.close(1000);
  await smtp.stop();
  await chatwoot.stop();
  await db.close();
});
beforeEach(() => {
  test.clock.now = new Date();
  test.jobs.length = 0;
  smtp.taken.length = 0;
});
afterEach(() => chatwoot.set('pass'));

/** Set-up again, now that the server has an address and mail. */
function setUp() {
  const setup = createSetupStore(db.database, test.deps.secrets);
  const facts = { publicUrl: `http://127.0.0.1:${server.port}`, canMail: true };
  return provisionStore({ store: setup, server: facts }, shop.store.id);
}

const repliesIn = (conversation: number) =>
  db.database.inStore(shop.store.id, (tx) =>
    tx
      .select()
      .from(replies)
      .where(eq(replies.chatwootConversationId, conversation))
      .orderBy(replies.chatwootMessageId),
  );

/** A new visitor writes while chat cannot be had; the message is delivered. */
async function write(text: string, values: Record<string, unknown> = {}) {
  const visitorToken = await newVisitor();
  const written = { visitorToken, reason: 'chat-down', page, ...values };
  const { body } = await shop.write(text, written);
  await runDeliveries(test);
  conversationId = (await widget('GET', '/conversations', visitorToken)).id;
  return { ...body, visitorToken };
}

const contact = { email: 'ann@mail.example' };

async function newVisitor(): Promise<string> {
  const answer = await widget('POST', '/config');
  return answer.website_channel_config.auth_token;
}

const widgetSchema = z.looseObject({
  id: z.int().optional().default(0),
  website_channel_config: z.object({ auth_token: z.string() }).default({ auth_token: '' }),
});

async function widget(method: string, path: string, token = '') {
  const websiteToken = test.deps.directory.findById(shop.store.id)?.chatwoot?.websiteToken;
  const url = `${chatwoot.url}/api/v1/widget${path}?website_token=${websiteToken}`;
  const text = await (await fetch(url, { method, headers: { 'x-auth-token': token } })).text();
  return widgetSchema.parse(text.trim() === '' ? {} : JSON.parse(text));
}

/** An agent answers, and the webhook has told us. */
async function answer(content: string) {
  const before = (await repliesIn(conversationId)).length;
  await shop.agent.conversations.messages.create(conversationId, { content });
  await expect.poll(async () => (await repliesIn(conversationId)).length).toBe(before + 1);
}

const states = async () => (await repliesIn(conversationId)).map(({ state }) => state);
const poll = () => mailHandlers(test.deps)['poll-replies']({});
const headersOf = ({ messageId, inReplyTo, references }: ParsedMail) => ({
  messageId,
  inReplyTo,
  references: references ?? [],
});

describe('an answer that nobody has seen', () => {
  it('is mailed in the thread of the receipt, from where the shopper can go on', async () => {
    const { reference } = await write('Where is my order?', { contact, locale: 'de' });
    await answer('It <b>ships</b> today.\\\nKind regards & thanks');
    await runDeliveries(test);
    await answer('And here is the number.');
    await runDeliveries(test);

    const [receipt, first, second] = smtp.taken.map(headersOf);
    expect(smtp.taken.map(({ subject }) => subject)).toEqual([
      `Test shop: Ihre Nachricht ${reference}`,
      `Re: Test shop: Ihre Nachricht ${reference}`,
      `Re: Test shop: Ihre Nachricht ${reference}`,
    ]);
    expect(first).toMatchObject({ inReplyTo: receipt?.messageId, references: receipt?.messageId });
    expect(second).toMatchObject({
      inReplyTo: first?.messageId,
      references: [receipt?.messageId, first?.messageId],
    });
    const mail = smtp.taken[1];
    expect(mail?.to).toMatchObject({ value: [{ address: contact.email }] });
    expect(mail?.replyTo?.value).toMatchObject([{ address: 'people@shop.example' }]);
    expect(mail?.text).toContain('> It <b>ships</b> today.\n> Kind regards & thanks');
    expect(mail?.text).toContain('https://shop.example');
    expect(mail?.text).not.toContain('utm');
    expect(mail?.html).toContain('It &lt;b&gt;ships&lt;/b&gt; today.<br>');
    expect(mail?.headers.has('auto-submitted')).toBe(false);
    expect(await states()).toEqual(['mailed', 'mailed']);
  });

  it('goes out with the others of its conversation, each once', async () => {
    await write('Hello', { contact });
    smtp.taken.length = 0;
    for (const content of ['One', 'Two', 'Three']) await answer(content);
    await shop.agent.conversations.messages.create(conversationId, { content: 'For us alone', isPrivate: true });
    await runDeliveries(test);
    expect(smtp.taken).toHaveLength(1);
    expect(smtp.taken[0]?.text).toMatch(/> One\n\n> Two\n\n> Three/);
    expect(smtp.taken[0]?.text).not.toContain('For us alone');
    expect(await states()).toEqual(['mailed', 'mailed', 'mailed']);
  });

  it('goes to the address that the shopper’s contact has, without a message through us', async () => {
    await write('Hello', { reason: undefined });
    const { contactId } = await shop.agent.conversations.show(conversationId);
    await shop.agent.contacts.update(contactId ?? 0, { email: 'guest@mail.example' });
    await answer('Good morning');
    await runDeliveries(test);
    expect(smtp.taken.map(({ to }) => to)).toMatchObject([{ value: [{ address: 'guest@mail.example' }] }]);
  });

  it('waits for a Chatwoot that cannot be had', async () => {
    await write('Hello', { contact });
    smtp.taken.length = 0;
    await answer('Good morning');
    chatwoot.set('cut');
    await runDeliveries(test, 3);
    expect([await states(), smtp.taken.length]).toEqual([['waiting'], 0]);
    chatwoot.set('pass');
    await runDeliveries(test);
    expect([await states(), smtp.taken.length]).toEqual([['mailed'], 1]);
  });
});

describe('no mail comes', () => {
  it('when the shopper has seen the answer', async () => {
    const { visitorToken } = await write('Hello', { contact });
    smtp.taken.length = 0;
    await answer('Good morning');
    await widget('POST', '/conversations/update_last_seen', visitorToken);
    const isRead = async () => (await shop.agent.conversations.messages.list(conversationId)).at(-1)?.isRead;
    await expect.poll(isRead).toBe(true);
    await runDeliveries(test);
    expect([await states(), smtp.taken.length]).toEqual([['seen'], 0]);
  });

  it('when there is no address', async () => {
    await write('Hello');
    await answer('Good morning');
    await runDeliveries(test);
    expect([await states(), smtp.taken.length]).toEqual([['unmailable'], 0]);
  });

  it('when the agent has taken the answer back', async () => {
    await write('Hello', { contact });
    smtp.taken.length = 0;
    await answer('Wrong window');
    const [reply] = await repliesIn(conversationId);
    await asAgent('DELETE', `/conversations/${conversationId}/messages/${reply?.chatwootMessageId}`);
    await runDeliveries(test);
    expect([await states(), smtp.taken.length]).toEqual([['unmailable'], 0]);
  });
});

describe('the poll', () => {
  it('finds what no webhook told of, and what both bring is mailed once', async () => {
    await write('Hello', { contact });
    smtp.taken.length = 0;
    await poll();
    await withoutWebhook(() => shop.agent.conversations.messages.create(conversationId, { content: 'Unheard' }));
    expect(await states()).toEqual([]);
    await poll();
    await poll();
    expect(await states()).toEqual(['waiting']);
    await answer('Heard');
    await poll();
    await runDeliveries(test);
    await poll();
    await runDeliveries(test);
    expect(smtp.taken).toHaveLength(1);
    expect(smtp.taken[0]?.text).toMatch(/> Unheard\n\n> Heard/);
  });

  it('does nothing while Chatwoot cannot be had, and fails nobody', async () => {
    chatwoot.set('cut');
    await expect(poll()).resolves.toBeUndefined();
  });
});

/** Takes the webhook's address away while `work` runs: Chatwoot does not try again. */
async function withoutWebhook(work: () => Promise<unknown>) {
  const [webhook] = await shop.agent.webhooks.list();
  const { id = 0, url = '' } = webhook ?? {};
  await shop.agent.webhooks.update(id, { url: 'http://127.0.0.1:1/' });
  await work();
  await shop.agent.webhooks.update(id, { url });
}

async function asAgent(method: string, path: string) {
  const { account } = await createSetupStore(db.database, test.deps.secrets).load(shop.store.id);
  const url = `${chatwoot.url}/api/v1/accounts/${account?.chatwootAccountId}${path}`;
  await fetch(url, { method, headers: { 'api-access-token': account?.adminToken ?? '' } });
}
