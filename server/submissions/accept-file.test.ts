import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deleteLooseFiles } from '../files/index.ts';
import { fileChunks, files } from '../files/tables.ts';
import { setStore } from '../stores/index.ts';
import { type DeliveryStage, openDeliveryStage } from '../testing/delivery-stage.ts';
import { photograph, samples } from '../testing/sample-files.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { submissions } from './tables.ts';

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

const storedFiles = () => stage.db.database.inStore(shop.store.id, (tx) => tx.select().from(files));

/** A body that does not say how long it is. */
function streamed(bytes: Uint8Array) {
  return new Blob([new Uint8Array(bytes)]).stream();
}

async function limitFiles(maxCount: number, maxBytes: number) {
  await setStore(stage.test.changes, shop.store.key, { form: { files: { maxCount, maxBytes } } });
  await stage.test.deps.directory.refresh();
}

describe('accepting a file', () => {
  it('answers 202 as for words, and has every byte', async () => {
    const photo = photograph(700_000);
    const { status, body } = await shop.attach(photo, { name: '../box.jpeg' });
    expect([status, body]).toMatchObject([
      202,
      { state: 'received', reference: expect.stringMatching(/^\w{3}-\w{3}$/) },
    ]);
    expect(stage.test.jobs).toMatchObject([{ queue: 'deliver-messages', data: { storeId: shop.store.id } }]);
    const [file] = await storedFiles();
    expect(file).toMatchObject({ name: 'box.jpeg', type: 'image/jpeg', size: 700_000, storage: 'database' });
    expect(file && Buffer.from((await stage.test.deps.files.read(file)) ?? []).equals(photo)).toBe(true);
    expect(await stage.row(shop, body.id)).toMatchObject({ text: '', fileId: file?.id });
  });

  it('answers a repeat with the first answer, and refuses its key for another file', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const values = { requestId: crypto.randomUUID() };
    const once = await shop.attach(samples.png, values, key);
    expect(await shop.attach(samples.png, values, key)).toEqual(once);
    expect(await shop.attach(samples.pdf, values, key)).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_key_reused' } },
    });
    expect(await storedFiles()).toHaveLength(1);
  });

  it('stores one of two that come at once with the same key', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const values = { requestId: crypto.randomUUID() };
    const [one, other] = await Promise.all([
      shop.attach(samples.png, values, key),
      shop.attach(samples.png, values, key),
    ]);
    expect(one).toEqual(other);
    expect(await storedFiles()).toHaveLength(1);
  });

  it.each(['html', 'svg', 'zip', 'exe'] as const)(
    'refuses %s called a photograph, and stores nothing',
    async (kind) => {
      expect(await shop.attach(samples[kind], { name: 'photo.jpg' })).toMatchObject({
        status: 415,
        body: { error: { code: 'file_refused' } },
      });
      expect(await storedFiles()).toEqual([]);
    },
  );

  it.each([
    ['says so', () => photograph(3000)],
    ['does not say how long it is', () => streamed(photograph(3000))],
  ])('refuses one larger than the store takes that %s', async (_what, body) => {
    await limitFiles(3, 2048);
    expect(await shop.attach(body())).toMatchObject({ status: 413, body: { error: { code: 'payload_too_large' } } });
    expect((await shop.attach(streamed(photograph(2048)))).status).toBe(202);
  });

  it('refuses one that says it is small and is not', async () => {
    await limitFiles(3, 2048);
    const answer = await shop.attach(streamed(photograph(3000)), {}, { 'content-length': '10' });
    expect(answer.status).toBe(413);
  });

  it('takes as many to a message as the store says, and none where it takes none', async () => {
    await limitFiles(2, 4096);
    const requestId = crypto.randomUUID();
    const statuses = [];
    for (const sequence of [1, 2, 3]) statuses.push((await shop.attach(samples.png, { requestId, sequence })).status);
    expect(statuses).toEqual([202, 202, 409]);
    expect(await storedFiles()).toHaveLength(2);
    await limitFiles(0, 4096);
    expect((await shop.attach(samples.png)).status).toBe(415);
  });

  it('names a field that does not fit, and wants a key', async () => {
    expect(await shop.attach(samples.png, { sequence: 'first' })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('sequence') } },
    });
    expect((await shop.attach(samples.png, {}, { 'idempotency-key': 'none' })).status).toBe(400);
  });

  it('is for the store’s own pages, which may send its headers', async () => {
    expect((await shop.attach(samples.png, {}, { origin: 'https://evil.example' })).status).toBe(403);
    const preflight = await shop.send('OPTIONS', '/files?name=photo.jpg');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/idempotency-key.*x-visitor-token/);
  });

  it('is held with the words that it goes with, when a trap was filled in there', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('Buy now', { requestId, sequence: 1, checks: { trap: 'https://spam.example' } });
    const { status, body } = await shop.attach(samples.png, { requestId, sequence: 2 });
    expect([status, body.state]).toEqual([202, 'received']);
    expect(await stage.row(shop, body.id)).toMatchObject({ state: 'failed', failure: 'held as spam' });
    expect(stage.test.jobs).toEqual([]);
  });

  it('leaves neither its name nor the visitor’s token in a log', async () => {
    const token = { 'x-visitor-token': 'visitor.token.secret' };
    await shop.attach(samples.png, { name: 'passport of Ann.png' }, token);
    await shop.attach(samples.html, { name: 'passport of Ann.html' }, token);
    const lines = stage.logged.join('\n');
    expect(lines).toContain('/files');
    expect([lines.includes('passport'), lines.includes('visitor.token')]).toEqual([false, false]);
  });

  it('goes with its message: bytes and all, and not before', async () => {
    const { body } = await shop.attach(samples.png);
    stage.later(2 * 3_600_000);
    const deps = stage.test.deps;
    expect(await deleteLooseFiles(deps)).toBe(0);
    await stage.db.database.inStore(shop.store.id, (tx) => tx.delete(submissions).where(eq(submissions.id, body.id)));
    expect(await deleteLooseFiles(deps)).toBe(1);
    const left = await stage.db.database.inStore(shop.store.id, (tx) => tx.select().from(fileChunks));
    expect([await storedFiles(), left]).toEqual([[], []]);
  });
});
