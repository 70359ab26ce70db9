import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chatSessionAnswerSchema } from '../../contract/sessions.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { shopBackend } from '../testing/shop-backend.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, runDeliveries, type TestShop } from '../testing/test-shop.ts';
import { rotateIdentityKey } from './index.ts';
import { customers } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let shop: TestShop;
let backend: ReturnType<typeof shopBackend>;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
  shop = await createTestShop(db, test, chatwoot.url);
  const secret = await rotateIdentityKey(test.changes, shop.store.key, 'proof');
  backend = shopBackend(secret, shop.store.key, () => test.clock.now);
});
afterEach(() => chatwoot.set('pass'));
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

async function ask(values: Record<string, unknown> = {}) {
  const body = { requestId: crypto.randomUUID(), ...values };
  return chatSessionAnswerSchema.parse(await (await shop.send('POST', '/chat-sessions', body)).json());
}

async function askReady(values: Record<string, unknown> = {}) {
  const answer = await ask(values);
  if (answer.state !== 'ready') throw new Error(`Expected a session, got ${answer.reason}.`);
  return answer;
}

/** What Chatwoot says of whoever holds this token. */
async function contactOf(visitorToken: string) {
  const store = test.deps.directory.find(shop.store.key);
  if (!store) throw new Error('The store is gone.');
  const client = test.deps.widgetClient(store, { shopper: {}, requestId: 'test', visitorToken });
  return (await client.config()).contact;
}

const customerRow = (externalId: string) =>
  db.database.inStore(shop.store.id, async (tx) =>
    (await tx.select().from(customers).where(eq(customers.externalId, externalId))).at(0),
  );

describe('a customer whom the shop has proven', () => {
  it('is known to Chatwoot under an identifier that says nothing and that nobody can guess', async () => {
    const answer = await askReady(await backend.prove('customer-42'));
    expect(answer.identity).toBe('verified');
    const { identifier } = await contactOf(answer.visitorToken);
    expect(identifier).toMatch(/^[\w-]{43}$/);
    expect(identifier).toBe((await customerRow('customer-42'))?.identifier);
  });

  it('is one contact, whichever browser they come from', async () => {
    const [first, second] = [await askReady(await backend.prove('ann')), await askReady(await backend.prove('ann'))];
    expect((await contactOf(second.visitorToken)).id).toBe((await contactOf(first.visitorToken)).id);
    expect((await customerRow('ann'))?.contactId).toBe((await contactOf(first.visitorToken)).id);
  });

  it('reads what they wrote elsewhere: the conversation is verified at the desk', async () => {
    const first = await askReady(await backend.prove('bea'));
    await shop.write('Where is my teapot?', { requestId: first.requestId });
    await runDeliveries(test);
    const second = await askReady(await backend.prove('bea'));
    expect(second.hasConversation).toBe(true);
    const found = (await shop.desk()).flat();
    expect(found).toContain('Where is my teapot?');
  });

  it('keeps what they have written before they signed in', async () => {
    const anonymous = await askReady();
    await shop.write('Anonymous still', { requestId: anonymous.requestId });
    await runDeliveries(test);
    const signedIn = await askReady({ visitorToken: anonymous.visitorToken, ...(await backend.prove('cleo')) });
    expect(signedIn).toMatchObject({ identity: 'verified', hasConversation: true });
  });

  it('is proven for a message that waits while Chatwoot is down', async () => {
    const before = await askReady(await backend.prove('dora'));
    chatwoot.set('cut');
    const requestId = crypto.randomUUID();
    expect(await ask({ requestId, ...(await backend.prove('dora')) })).toMatchObject({ reason: 'chat-down' });
    await shop.write('Written while it was down', { requestId });
    chatwoot.set('pass');
    await runDeliveries(test);
    const session = await db.database.inStore(shop.store.id, async (tx) =>
      (await tx.select().from(chatSessions).where(eq(chatSessions.requestId, requestId))).at(0),
    );
    expect(session?.contactId).toBe((await contactOf(before.visitorToken)).id);
    expect(session?.identifiedAt).toBeInstanceOf(Date);
  });
});

describe('whoever is not proven', () => {
  it('never gets a customer’s conversation for a cookie that was left behind', async () => {
    const { visitorToken } = await askReady(await backend.prove('ella'));
    const next = await askReady({ visitorToken });
    expect((await contactOf(next.visitorToken)).identifier).toBeNull();
    expect((await contactOf(next.visitorToken)).id).not.toBe((await contactOf(visitorToken)).id);
    expect(next).not.toHaveProperty('identity');
  });

  it('nor does another customer with that cookie', async () => {
    const ofFay = await askReady(await backend.prove('fay'));
    const ofGus = await askReady({ visitorToken: ofFay.visitorToken, ...(await backend.prove('gus')) });
    expect(ofGus.identity).toBe('verified');
    expect((await contactOf(ofGus.visitorToken)).id).not.toBe((await contactOf(ofFay.visitorToken)).id);
    expect((await contactOf(ofFay.visitorToken)).identifier).toBe((await customerRow('fay'))?.identifier);
  });

  it('nor whoever knows the id of the request', async () => {
    const { requestId } = await askReady(await backend.prove('hana'));
    const forHana = { state: 'unavailable', requestId, reason: 'refused' };
    expect(await ask({ requestId })).toEqual(forHana);
    expect(await ask({ requestId, ...(await backend.prove('ivo')) })).toEqual(forHana);
    expect(await ask({ requestId, ...(await backend.prove('hana')) })).toMatchObject({ state: 'ready' });
  });

  it('nor whoever slips a session of their own into a customer’s', async () => {
    const attacker = await askReady();
    chatwoot.set('cut');
    const requestId = crypto.randomUUID();
    await ask({ requestId, ...(await backend.prove('lena')) });
    chatwoot.set('pass');
    await shop.write('Let me in', { requestId, visitorToken: attacker.visitorToken });
    await runDeliveries(test);
    expect((await contactOf(attacker.visitorToken)).identifier).toBeNull();
  });

  it('is heard all the same when the proof is no good', async () => {
    const { jwt } = await backend.prove('jo');
    const answer = await askReady({ jwt, verifier: 'of somebody else' });
    expect(answer.identity).toBe('refused');
    expect((await contactOf(answer.visitorToken)).identifier).toBeNull();
  });

  it('stays anonymous when Chatwoot does not take our signature', async () => {
    const refusal = { status: 401, body: { error: 'HMAC failed: Invalid Identifier Hash Provided' } };
    chatwoot.set(refusal, (call) => call.endsWith('/set_user'));
    const answer = await askReady(await backend.prove('kim'));
    expect(answer.identity).toBe('refused');
    expect((await contactOf(answer.visitorToken)).identifier).toBeNull();
  });
});

it('the hash and the shop’s own id of the customer stay at home', async () => {
  const answer = JSON.stringify(await ask(await backend.prove('a-secret-number')));
  expect(answer).not.toMatch(/hash|hmac/i);
  expect(answer).not.toContain('a-secret-number');
});
