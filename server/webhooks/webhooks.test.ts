import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readExchanges, recordingsFolder } from '../../demo-store/chatwoot/recordings/exchange.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { replies } from '../replies/tables.ts';
import { accounts, inboxes, installations } from '../stores/tables.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { webhookSecretPlace, webhookUrl } from './index.ts';
import { readEvent } from './read-event.ts';
import { webhookDeliveries, webhookSubscriptions } from './tables.ts';
import { isSigned } from './verify-signature.ts';

const ourInboxId = 7;
const lines: string[] = [];
let db: OpenDatabase;
let test: TestApp;

beforeAll(async () => {
  const { pino } = await import('pino');
  db = await openTestDatabase();
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  test = await createTestApp(db, undefined, logger);
  test.deps.mail.server = { smtpUrl: 'smtp://127.0.0.1:1', from: 'hello@shop.example' };
});
afterAll(() => db.close());
afterEach(() => {
  test.jobs.length = 0;
});

/** A store whose Chatwoot signs with a secret of its own. */
async function newStore(inboxId = ourInboxId) {
  const secret = crypto.randomUUID();
  const store = await createTestStore(db);
  await db.database.acrossStores(async (tx) => {
    const baseUrl = `https://${store.key}.example`;
    const [installation] = await tx.insert(installations).values({ baseUrl }).returning();
    const account = { installationId: installation?.id ?? '', name: 'Shop' };
    const [row] = await tx.insert(accounts).values(account).returning();
    const inbox = { storeId: store.id, accountId: row?.id ?? '', purpose: 'website' as const };
    await tx.insert(inboxes).values({ ...inbox, chatwootInboxId: inboxId });
    const secretSealed = test.deps.secrets.seal(secret, webhookSecretPlace(store.id));
    await tx.insert(webhookSubscriptions).values({ storeId: store.id, chatwootWebhookId: 1, secretSealed });
  });
  await test.deps.directory.refresh();
  const { pathname: path } = new URL(webhookUrl('https://chat.example', store));
  return { store, secret, path };
}

const answerOf = (id: number, changes: object = {}) => ({
  event: 'message_created',
  id,
  content: 'It ships today',
  message_type: 'outgoing',
  private: false,
  source_id: null,
  created_at: test.clock.now.toISOString(),
  inbox: { id: ourInboxId, name: 'Shop' },
  conversation: { id: 12, contact_inbox: { pubsub_token: 'SECRET-of-the-visitor' } },
  sender: { id: 5, name: 'Ana', email: 'ana@shop.example', type: 'user' },
  ...changes,
});

interface Wish {
  secret: string;
  at?: Date;
  headers?: Record<string, string>;
}

function deliver(path: string, body: string, { secret, at = test.clock.now, headers = {} }: Wish) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
  const signed = { 'x-chatwoot-signature': signature, 'x-chatwoot-timestamp': timestamp };
  const always = { 'content-type': 'application/json', 'x-chatwoot-delivery': crypto.randomUUID() };
  return test.app.request(path, { method: 'POST', body, headers: { ...always, ...signed, ...headers } });
}

const repliesOf = (storeId: string) => db.database.inStore(storeId, (tx) => tx.select().from(replies));

describe('a signature', () => {
  const body = Buffer.from('{"id":7,"event":"message_created"}');
  const signature = 'sha256=2c8cee726b0bf4f455f9b39af7497f3157fbf121cd85d626f5931b62283bc036';
  const headers = { signature, timestamp: '1767225600' };
  const secret = 'whsec_example_secret';
  const now = new Date(1_767_225_600_000);

  it('is the one that is worked out by hand', () => {
    expect(isSigned(secret, body, headers, now)).toBe(true);
  });

  it.each([
    ['another secret', 'whsec_another_secret', body, headers, 0],
    ['another body', secret, Buffer.from('{"id":8,"event":"message_created"}'), headers, 0],
    ['another time', secret, body, { signature, timestamp: '1767225601' }, 0],
    ['no time', secret, body, { signature, timestamp: '' }, 0],
    ['a time that is no number', secret, body, { signature, timestamp: '1e9' }, 0],
    ['no signature', secret, body, { signature: '', timestamp: '1767225600' }, 0],
    ['half a signature', secret, body, { signature: signature.slice(0, 39), timestamp: '1767225600' }, 0],
    ['a delivery that is too old', secret, body, headers, 300_001],
    ['a delivery from the future', secret, body, headers, -300_001],
  ])('is refused with %s', (_what, by, bytes, given, laterMs) => {
    expect(isSigned(by, bytes, given, new Date(now.getTime() + laterMs))).toBe(false);
  });
});

describe('the webhook', () => {
  it('remembers an agent’s answer, and to look at it in two minutes', async () => {
    const { store, secret, path } = await newStore();
    const answer = await deliver(path, JSON.stringify(answerOf(981)), { secret });
    expect([answer.status, await answer.json()]).toEqual([200, { taken: 'taken' }]);
    const [reply] = await repliesOf(store.id);
    expect(reply).toMatchObject({ chatwootMessageId: 981, chatwootConversationId: 12, state: 'waiting' });
    expect(test.jobs).toEqual([
      {
        queue: 'mail-reply',
        data: { storeId: store.id, replyId: reply?.id, requestId: expect.any(String) },
        delayMs: 120_000,
      },
    ]);
  });

  it('answers a repeat with 200, and does nothing twice', async () => {
    const { store, secret, path } = await newStore();
    const headers = { 'x-chatwoot-delivery': 'the-same' };
    const body = JSON.stringify(answerOf(981));
    const once = await deliver(path, body, { secret, headers });
    const again = await deliver(path, body, { secret, headers });
    expect([once.status, again.status, await again.json()]).toEqual([200, 200, { taken: 'repeat' }]);
    // A second delivery of the same message, by another webhook say, is no second answer either.
    await deliver(path, body, { secret });
    expect([(await repliesOf(store.id)).length, test.jobs.length]).toEqual([1, 1]);
  });

  it.each([
    ['a shopper’s message', { message_type: 'incoming', sender: { id: 44, name: 'Jane' } }],
    ['a private note', { private: true }],
    ['a template', { message_type: 'template', sender: null }],
    ['an automation’s message', { sender: null }],
    ['one of our own', { source_id: 'storefront-note' }],
    ['another inbox of the account', { inbox: { id: 8, name: 'Another shop' } }],
    ['another event', { event: 'message_updated' }],
  ])('passes over %s', async (_what, changes) => {
    const { store, secret, path } = await newStore();
    const answer = await deliver(path, JSON.stringify(answerOf(981, changes)), { secret });
    expect([answer.status, await repliesOf(store.id), test.jobs]).toEqual([200, [], []]);
  });

  it('passes over answers that nobody could mail', async () => {
    const { store, secret, path } = await newStore();
    const { server } = test.deps.mail;
    test.deps.mail.server = null;
    const answer = await deliver(path, JSON.stringify(answerOf(981)), { secret });
    test.deps.mail.server = server;
    expect([answer.status, await repliesOf(store.id)]).toEqual([200, []]);
  });

  it('refuses whatever is not this store’s Chatwoot, always in the same words', async () => {
    const [mine, other] = [await newStore(), await newStore()];
    const body = JSON.stringify(answerOf(981));
    const { secret } = mine;
    const long = JSON.stringify(answerOf(981, { content: 'x'.repeat(5_000_000) }));
    const refused = [
      await deliver(mine.path, body, { secret: other.secret }),
      await deliver(mine.path, `${body} `, { secret, headers: { 'x-chatwoot-signature': `sha256=${'0'.repeat(64)}` } }),
      await deliver(mine.path, body, { secret, at: new Date(test.clock.now.getTime() - 301_000) }),
      await deliver(mine.path, body, { secret, headers: { 'x-chatwoot-delivery': '' } }),
      await deliver(mine.path.replace(mine.store.id, other.store.id), body, { secret }),
      await deliver(mine.path.replace(mine.store.key, 'no-such-store'), body, { secret }),
      await deliver(mine.path, long, { secret, headers: { 'content-length': String(long.length) } }),
    ];
    const texts = await Promise.all(
      refused.map(async (answer) => (await answer.text()).replace(/"requestId":"[^"]*"/, '')),
    );
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(texts).size).toBe(1);
    const taken = await db.database.inStore(mine.store.id, (tx) => tx.select().from(webhookDeliveries));
    expect([taken, await repliesOf(mine.store.id)]).toEqual([[], []]);
  });

  it('takes what is signed and makes no sense without a word', async () => {
    const { secret, path } = await newStore();
    const bodies = ['{"event":"message_created"}', '[]', 'no json', JSON.stringify(answerOf(1, { id: 'x' }))];
    for (const body of bodies) expect((await deliver(path, body, { secret })).status).toBe(200);
  });

  it('writes nothing of a body into the log', async () => {
    const { secret, path } = await newStore();
    lines.length = 0;
    const body = JSON.stringify(answerOf(981));
    await deliver(path, body, { secret });
    await deliver(path, body, { secret: 'wrong' });
    expect(lines.join()).toContain('webhook refused');
    expect(lines.join()).not.toMatch(/SECRET-of|ships today|ana@shop|sha256=/);
  });
});

describe('the recorded deliveries of a real Chatwoot', () => {
  const folder = recordingsFolder();
  if (folder === undefined) {
    console.warn('NO RECORDINGS FOUND: reading real deliveries was left out. Set CHATWOOT_RECORDINGS to run it.');
    return;
  }
  interface Recorded {
    receiver: string;
    event: string;
    secret: string;
    rawBody: string;
    headers: Record<string, string>;
  }
  const recorded = readExchanges(folder, 'webhook-deliveries') as unknown as Recorded[];
  const signed = recorded.filter(({ receiver }) => receiver.startsWith('account webhook'));

  it('are signed as we check it, and tell what we use', () => {
    for (const { secret, rawBody, headers, event } of signed) {
      const timestamp = headers['X-Chatwoot-Timestamp'] ?? '';
      const proof = { timestamp, signature: headers['X-Chatwoot-Signature'] ?? '' };
      const body = Buffer.from(rawBody);
      expect(isSigned(secret, body, proof, new Date(Number(timestamp) * 1000))).toBe(true);
      const read = readEvent(body);
      expect(read?.name).toBe(event);
      expect(read?.message !== null).toBe(event === 'message_created');
    }
    expect(signed.length).toBeGreaterThan(50);
  });
});
