import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FormAnswer, WorkChallenge } from '../../contract/form.ts';
import { createApp } from '../app.ts';
import { createTestStore } from '../db/test-database.ts';
import type { stores } from '../stores/tables.ts';
import { retrySubmissions } from '../submissions/index.ts';
import { submissions } from '../submissions/tables.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { testAssets } from '../testing/test-app.ts';

let stage: IdentityStage;
let app: ReturnType<typeof createApp>;
/** Whom the next request comes from. */
let caller: string;
let callers = 0;
beforeAll(async () => {
  stage = await openIdentityStage();
  const { deps } = stage.test;
  app = createApp({ ...deps, assets: testAssets, ping: stage.db.ping, clientAddress: () => caller });
});
afterAll(() => stage.stop());
beforeEach(() => {
  caller = nextCaller();
  stage.test.jobs.length = 0;
});

function nextCaller() {
  callers += 1;
  return `10.9.${callers >> 8}.${callers & 255}`;
}

type Mode = (typeof stores.$inferSelect)['proofOfWork'];

async function newStore(proofOfWork: Mode = 'under-attack') {
  const store = await createTestStore(stage.db, { proofOfWork });
  await stage.test.deps.directory.refresh();
  return shopOf(store.key, store.id);
}

function shopOf(key: string, id: string) {
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(`/v1/stores/${key}${path}`, {
      method,
      headers: { origin: 'https://shop.example', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    id,
    key,
    send,
    async write(values: Record<string, unknown> = {}, idempotencyKey: string = crypto.randomUUID()) {
      const message = { requestId: crypto.randomUUID(), sequence: 1, text: 'Hello', writtenAt: 1_767_225_600_000 };
      const answer = await send(
        'POST',
        '/submissions',
        { ...message, ...values },
        { 'idempotency-key': idempotencyKey },
      );
      const body = (await answer.json()) as { id: string; state?: string; error?: { code: string; message: string } };
      return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
    },
    work: async () => ((await (await send('GET', '/form')).json()) as FormAnswer).work,
    rows: () => stage.db.database.inStore(id, (tx) => tx.select().from(submissions).where(eq(submissions.storeId, id))),
  };
}

/** As altcha's widget does in a browser. */
async function solve(challenge: WorkChallenge | undefined): Promise<string> {
  if (!challenge) throw new Error('There is no work to do.');
  const given = challenge as Parameters<typeof solveChallenge>[0]['challenge'];
  const solution = await solveChallenge({ challenge: given, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

const needsWork = { status: 428, body: { error: { code: 'work_needed' } } };

describe('limits', () => {
  it('let an office through, stop one address that goes on, and nobody else', async () => {
    const shop = await newStore('off');
    const statuses = [];
    for (let count = 0; count < 121; count += 1) statuses.push((await shop.send('POST', '/submissions', {})).status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(120);
    const refused = await shop.write();
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate_limited' } } });
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    expect(Number(refused.retryAfter)).toBeLessThanOrEqual(60);
    caller = nextCaller();
    expect(await shop.write()).toMatchObject({ status: 202 });
  });

  it('stop one visitor, from however many addresses', async () => {
    const shop = await newStore('off');
    const requestId = crypto.randomUUID();
    const sameKey = crypto.randomUUID();
    const write = (sequence: number) => {
      caller = nextCaller();
      return shop.write({ requestId, sequence }, sameKey);
    };
    expect(await write(1)).toMatchObject({ status: 202 });
    for (let sequence = 2; sequence <= 60; sequence += 1) expect(await write(sequence)).toMatchObject({ status: 409 });
    expect(await write(61)).toMatchObject({ status: 429, retryAfter: expect.any(String) });
    caller = nextCaller();
    expect(await shop.write()).toMatchObject({ status: 202 });
  });
});

describe('what nobody sees', () => {
  it('looks sent when it was filled in, and is kept, not delivered, until an operator lets it go', async () => {
    const shop = await newStore();
    const key = crypto.randomUUID();
    const requestId = crypto.randomUUID();
    const { status, body } = await shop.write({ requestId, checks: { trap: 'https://spam.example' } }, key);
    expect([status, body]).toEqual([202, { id: expect.any(String), reference: expect.any(String), state: 'received' }]);
    expect(await (await shop.send('GET', `/submissions/${body.id}`)).json()).toEqual(body);
    expect(await shop.write({ requestId, checks: { trap: 'again' } }, key)).toMatchObject({ body });
    await shop.send('PUT', `/submissions/${body.id}/contact`, { email: 'victim@mail.example' });
    const file = new URLSearchParams({ requestId, sequence: '2', name: 'offer.txt', writtenAt: '0' });
    const sentFile = await app.request(`/v1/stores/${shop.key}/files?${file}`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'idempotency-key': crypto.randomUUID() },
      body: 'Buy now',
    });
    expect([sentFile.status, await sentFile.json()]).toMatchObject([202, { state: 'received' }]);
    const isHeld = { state: 'failed', failure: 'held as spam' };
    expect(await shop.rows()).toMatchObject([
      { text: 'Hello', ...isHeld },
      { text: '', ...isHeld },
    ]);
    expect(stage.test.jobs.filter(({ queue }) => queue !== 'deliver-messages')).toEqual([]);

    const { changes } = stage.test;
    expect(await retrySubmissions(changes, shop.id, {})).toBe(0);
    expect(await retrySubmissions(changes, shop.id, { reason: 'held as spam' })).toBe(2);
    expect(await shop.rows()).toMatchObject([{ state: 'received', failure: null }, { state: 'received' }]);
  });

  it('is no trap when it is there and empty', async () => {
    const shop = await newStore();
    await shop.write({ checks: { trap: '' } });
    expect(await shop.rows()).toMatchObject([{ state: 'received' }]);
  });
});

describe('work', () => {
  it('is not asked of shoppers on any other day', async () => {
    const shop = await newStore();
    expect(await shop.work()).toBeUndefined();
    expect(await shop.write()).toMatchObject({ status: 202 });
    expect(await shop.write({ checks: { openMs: 2500 } })).toMatchObject({ status: 202 });
  });

  it('is asked of whoever wrote faster than anybody can, and then given with the form', async () => {
    const shop = await newStore();
    const key = crypto.randomUUID();
    const refused = await shop.write({ checks: { openMs: 300 } }, key);
    expect(refused).toMatchObject(needsWork);
    expect(refused.body.error?.message).toContain('checks.work');
    expect(await shop.rows()).toEqual([]);
    const work = await solve(await shop.work());
    expect(await shop.write({ checks: { openMs: 300, work } }, key)).toMatchObject({ status: 202 });
  });

  it('counts for one message, which may be sent again, with it or without', async () => {
    const shop = await newStore('always');
    const key = crypto.randomUUID();
    const message = { requestId: crypto.randomUUID(), checks: { work: await solve(await shop.work()) } };
    const first = await shop.write(message, key);
    expect(first.status).toBe(202);
    expect(await shop.write(message, key)).toMatchObject(first);
    expect(await shop.write({ ...message, checks: undefined }, key)).toMatchObject(first);
    expect(await shop.write({ ...message, text: 'Another' })).toMatchObject(needsWork);
    expect(await shop.write({ ...message, text: 'Another' }, key)).toMatchObject({ status: 409 });
  });

  it('lets a message through that has waited in a browser for a day', async () => {
    const shop = await newStore('always');
    const old = await solve(await shop.work());
    const key = crypto.randomUUID();
    const message = { requestId: crypto.randomUUID(), writtenAt: Date.now() };
    stage.test.clock.now = new Date(stage.test.clock.now.getTime() + 86_400_000);
    expect(await shop.write({ ...message, checks: { work: old } }, key)).toMatchObject(needsWork);
    const work = await solve(await shop.work());
    expect(await shop.write({ ...message, checks: { work } }, key)).toMatchObject({ status: 202 });
  });

  it('is asked for during a flood, except of customers, and no more when it is over', async () => {
    const { store } = stage.shop;
    const shop = shopOf(store.key, store.id);
    const { requestId } = await stage.askReady(await stage.backend.prove('ana'));
    const sameKey = crypto.randomUUID();
    for (let count = 0; count < 301; count += 1) {
      if (count % 100 === 0) caller = nextCaller();
      await shop.write({}, sameKey);
    }
    caller = nextCaller();
    expect(await shop.write()).toMatchObject(needsWork);
    expect(await shop.write({ requestId })).toMatchObject({ status: 202 });
    const work = await solve(await shop.work());
    expect(await shop.write({ checks: { work } })).toMatchObject({ status: 202 });
    stage.test.clock.now = new Date(stage.test.clock.now.getTime() + 11 * 60_000);
    expect(await shop.work()).toBeUndefined();
    expect(await shop.write()).toMatchObject({ status: 202 });
  });

  it('is never asked for where an owner wants none', async () => {
    const shop = await newStore('off');
    expect(await shop.write({ checks: { openMs: 1 } })).toMatchObject({ status: 202 });
    expect(await shop.work()).toBeUndefined();
  });
});
