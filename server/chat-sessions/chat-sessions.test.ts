import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chatSessionAnswerSchema } from '../../contract/sessions.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import type { OpeningHours } from '../opening-hours/index.ts';
import { setOpeningHours, setStore } from '../stores/index.ts';
import { startChatwootBehindWire } from '../testing/chatwoot-behind-wire.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { createTestShop, platformToken, runDeliveries, type TestShop } from '../testing/test-shop.ts';
import { chatSessions } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
let chatwoot: Awaited<ReturnType<typeof startChatwootBehindWire>>;
let shop: TestShop;

beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
  chatwoot = await startChatwootBehindWire(platformToken);
  shop = await createTestShop(db, test, chatwoot.url);
});
afterEach(() => chatwoot.set('pass'));
afterAll(async () => {
  await chatwoot.stop();
  await db.close();
});

async function ask(values: Record<string, unknown> = {}, of: TestShop = shop) {
  const answer = await of.send('POST', '/chat-sessions', { requestId: crypto.randomUUID(), ...values });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return chatSessionAnswerSchema.parse(await answer.json());
}

async function askReady(values: Record<string, unknown> = {}) {
  const answer = await ask(values);
  if (answer.state !== 'ready') throw new Error(`Expected a session, got ${answer.reason}.`);
  return answer;
}

describe('asking for a session', () => {
  it('gives a new visitor one, and where to use it', async () => {
    const answer = await askReady();
    expect(answer).toMatchObject({ baseUrl: chatwoot.url, websiteToken: expect.any(String), hasConversation: false });
    expect(answer.visitorToken.split('.')).toHaveLength(3);
  });

  it('gives the same session when it is asked again', async () => {
    const requestId = crypto.randomUUID();
    const first = await askReady({ requestId });
    chatwoot.calls.length = 0;
    expect((await askReady({ requestId })).visitorToken).toBe(first.visitorToken);
    expect(chatwoot.calls).toEqual([]);
  });

  it('goes on as the visitor that the browser was, and says that there is a conversation', async () => {
    const { visitorToken, requestId } = await askReady();
    await shop.write('Hello', { requestId });
    await runDeliveries(test);
    const again = await askReady({ visitorToken });
    expect(again.hasConversation).toBe(true);
    const visitorOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).source_id;
    expect(visitorOf(again.visitorToken)).toBe(visitorOf(visitorToken));
  });

  it('makes a new visitor for a token that Chatwoot does not know', async () => {
    expect(await askReady({ visitorToken: 'not.a.token' })).toMatchObject({ hasConversation: false });
  });

  it('keeps no token in the clear', async () => {
    const { visitorToken, requestId } = await askReady();
    const rows = await db.database.inStore(shop.store.id, (tx) =>
      tx.select().from(chatSessions).where(eq(chatSessions.requestId, requestId)),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(visitorToken);
  });
});

describe('when there is none to be had', () => {
  it.each([
    ['cut', 'chat-down'],
    [500, 'chat-down'],
    [502, 'chat-down'],
    [429, 'rate-limited'],
    [404, 'refused'],
  ] as const)('a wire that answers %s is the reason %s', async (wire, reason) => {
    chatwoot.set(wire);
    expect(await ask()).toMatchObject({ state: 'unavailable', reason });
  });

  it('is told at once when the owner has switched chat off, without asking Chatwoot', async () => {
    const other = await createTestShop(db, test, chatwoot.url);
    await setStore(test.changes, other.store.key, { isChatOn: false });
    await test.deps.directory.refresh();
    chatwoot.calls.length = 0;
    expect(await ask({}, other)).toMatchObject({ state: 'unavailable', reason: 'chat-off' });
    expect(chatwoot.calls).toEqual([]);
  });

  it('is told at once when the shop is closed, with when it opens', async () => {
    const other = await createTestShop(db, test, chatwoot.url);
    const week = { monday: [['09:00', '17:00']] } satisfies OpeningHours['week'];
    await setOpeningHours(test.changes, other.store.key, { timeZone: 'Asia/Kolkata', week });
    await test.deps.directory.refresh();
    const askAt = (now: string) => {
      test.clock.now = new Date(now);
      chatwoot.calls.length = 0;
      return ask({}, other);
    };
    const before = test.clock.now;
    expect(await askAt('2026-11-23T03:29:00Z')).toMatchObject({
      state: 'unavailable',
      reason: 'closed-now',
      opensAt: Date.parse('2026-11-23T03:30:00Z'),
    });
    expect(chatwoot.calls).toEqual([]);
    expect(await askAt('2026-11-23T03:30:00Z')).toMatchObject({ state: 'ready' });

    await setOpeningHours(test.changes, other.store.key, { week: {} });
    await test.deps.directory.refresh();
    const never = await askAt('2026-11-23T03:30:00Z');
    expect(never).toMatchObject({ reason: 'closed-now' });
    expect(never).not.toHaveProperty('opensAt');
    test.clock.now = before;
  });

  it('a message need not wait for this page any more', async () => {
    chatwoot.set('cut');
    const { requestId } = await ask();
    chatwoot.set('pass');
    const { body } = await shop.write('Right away', { requestId });
    await runDeliveries(test, 1);
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
  });
});

it('is asked for as plain text, which a browser sends without asking first', async () => {
  const answer = await shop.send(
    'POST',
    '/chat-sessions',
    { requestId: crypto.randomUUID() },
    {
      'content-type': 'text/plain;charset=UTF-8',
    },
  );
  expect([answer.status, await answer.json()]).toMatchObject([200, { state: 'ready' }]);
});

describe('what does not fit', () => {
  it.each([
    ['no id', {}],
    ['an id that is no uuid', { requestId: '1' }],
    ['a page that is no address', { requestId: crypto.randomUUID(), page: { url: 'somewhere' } }],
    ['a token of absurd length', { requestId: crypto.randomUUID(), visitorToken: 'x'.repeat(2001) }],
  ])('is refused by name: %s', async (_what, body) => {
    const answer = await shop.send('POST', '/chat-sessions', body);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
  });

  it('is refused in our one shape even when it is no JSON at all', async () => {
    const answer = await test.app.request(`/v1/stores/${shop.store.key}/chat-sessions`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
      body: '{"requestId":',
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
  });

  it('is slowed down when one address asks too often, with when to come back', async () => {
    const other = await createTestShop(db, test, chatwoot.url);
    chatwoot.set('cut');
    const statuses = [];
    for (let count = 0; count < 61; count += 1) {
      statuses.push((await other.send('POST', '/chat-sessions', { requestId: crypto.randomUUID() })).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const refused = await other.send('POST', '/chat-sessions', { requestId: crypto.randomUUID() });
    expect([refused.status, await refused.json()]).toMatchObject([429, { error: { code: 'rate_limited' } }]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
