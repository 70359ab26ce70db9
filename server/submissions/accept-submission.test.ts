import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DeliveryStage, openDeliveryStage } from '../testing/delivery-stage.ts';
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

describe('accepting a message', () => {
  it('answers 202 with a reference to read out, once it is stored with its job', async () => {
    const { status, body } = await shop.write('Where is my order?');
    expect(status).toBe(202);
    expect(body).toEqual({
      id: expect.any(String),
      reference: expect.stringMatching(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/),
      state: 'received',
    });
    expect(stage.test.jobs).toMatchObject([{ queue: 'deliver-messages', data: { storeId: shop.store.id } }]);
    expect(await shop.stateOf(body.id)).toEqual(body);
  });

  it('answers a repeat with the first answer, and stores nothing twice', async () => {
    const key = crypto.randomUUID();
    const values = { requestId: crypto.randomUUID(), writtenAt: 1_767_225_600_000 };
    const [once, again] = [await shop.write('Hello', values, key), await shop.write('Hello', values, key)];
    expect([again.status, again.body]).toEqual([202, once.body]);
    await stage.run();
    expect(await shop.desk()).toEqual([['Hello']]);
    expect((await shop.write('Hello', values, key)).body).toEqual({ ...once.body, state: 'delivered' });
  });

  it('refuses a key that comes with other words', async () => {
    const key = crypto.randomUUID();
    await shop.write('Hello', {}, key);
    const other = await shop.write('Goodbye', {}, key);
    expect([other.status, other.body]).toMatchObject([409, { error: { code: 'idempotency_key_reused' } }]);
  });

  it.each([
    ['no text', { text: '   ' }],
    ['a text that is too long', { text: 'x'.repeat(5001) }],
    ['no sequence', { text: 'Hi', sequence: 0 }],
    ['a time that no calendar has', { text: 'Hi', writtenAt: 8.7e15 }],
    ['an address that is none', { text: 'Hi', contact: { email: 'nobody' } }],
  ])('refuses %s, naming the field', async (_what, values) => {
    const body = { requestId: crypto.randomUUID(), sequence: 1, writtenAt: 0, ...values };
    const answer = await shop.send('POST', '/submissions', body, { 'idempotency-key': crypto.randomUUID() });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid_request' } }]);
  });

  it('takes what no database can store out of a message, and keeps the message', async () => {
    const page = { url: 'https://shop.example/', title: 'Half an emoji \ud83d' };
    const { status } = await shop.write('With a NUL\0 in it', { page });
    await stage.run();
    expect([status, await shop.desk()]).toEqual([202, [['With a NUL in it']]]);
  });

  it('needs an idempotency key', async () => {
    const body = { requestId: crypto.randomUUID(), sequence: 1, writtenAt: 0, text: 'Hi' };
    const answer = await shop.send('POST', '/submissions', body);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'idempotency_key_missing' } }]);
  });

  it.each(['https://evil.example', 'https://shop.example.evil.example', 'null', ''])(
    'refuses a page of %j',
    async (origin) => {
      const body = { requestId: crypto.randomUUID(), sequence: 1, writtenAt: 0, text: 'Hi' };
      const answer = await shop.send('POST', '/submissions', body, { origin, 'idempotency-key': crypto.randomUUID() });
      expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: 'origin_not_allowed' } }]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('answers the preflight of the store’s own page', async () => {
    const answer = await shop.send('OPTIONS', '/submissions');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(answer.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  });

  it('does not show another store’s message', async () => {
    const theirs = shop;
    const { body } = await theirs.write('Mine');
    const other = await stage.newShop();
    expect((await other.send('GET', `/submissions/${body.id}`)).status).toBe(404);
  });
});
