import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { createFileStore, createS3Bucket, deleteLooseFiles } from '../files/index.ts';
import { fileChunks } from '../files/tables.ts';
import { type DeliveryStage, openDeliveryStage } from '../testing/delivery-stage.ts';
import { startS3Server } from '../testing/s3-server.ts';
import { photograph, samples } from '../testing/sample-files.ts';
import { testAssets } from '../testing/test-app.ts';
import type { TestShop } from '../testing/test-shop.ts';
import { submissions } from './tables.ts';

const credentials = { region: 'us-east-1', accessKeyId: 'KEY', secretAccessKey: 'secret' };
let stage: DeliveryStage;
let shop: TestShop;
let s3: Awaited<ReturnType<typeof startS3Server>>;

beforeAll(async () => {
  stage = await openDeliveryStage();
  s3 = await startS3Server(credentials);
  const bucket = createS3Bucket({ url: `http://${s3.host}/files`, ...credentials });
  stage.test.deps.files = createFileStore(stage.db.database, bucket);
  const { deps } = stage.test;
  stage.test.app = createApp({ ...deps, clientAddress: () => '203.0.113.9', assets: testAssets, ping: stage.db.ping });
});
beforeEach(async () => {
  shop = await stage.newShop();
});
afterEach(() => {
  s3.answerWith(0);
  stage.reset();
});
afterAll(async () => {
  await s3.stop();
  await stage.stop();
});

describe('files in S3', () => {
  it('lie there and not in the database, arrive whole, and go with their message', async () => {
    const photo = photograph(400_000);
    const { body } = await shop.attach(photo);
    expect([...s3.objects.values()].map(({ bytes }) => bytes.equals(photo))).toEqual([true]);
    const chunks = await stage.db.database.inStore(shop.store.id, (tx) => tx.select().from(fileChunks));
    expect(chunks).toEqual([]);
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');

    await stage.db.database.inStore(shop.store.id, (tx) => tx.delete(submissions));
    stage.later(2 * 3_600_000);
    s3.answerWith(503);
    expect(await deleteLooseFiles(stage.test.deps)).toBe(0);
    s3.answerWith(0);
    expect(await deleteLooseFiles(stage.test.deps)).toBe(1);
    expect(s3.objects.size).toBe(0);
  });

  it('are asked for again later while S3 is away, on the way in and on the way out', async () => {
    s3.answerWith(503);
    expect(await shop.attach(samples.png)).toMatchObject({ status: 503, body: { error: { code: 'not_ready' } } });
    s3.answerWith(0);
    const { body } = await shop.attach(samples.png);
    s3.answerWith(503);
    await expect(stage.run(22)).rejects.toThrow('S3, GET: HTTP 503');
    expect((await shop.stateOf(body.id)).state).toBe('received');
  });

  it('that were refused, or came twice, leave nothing behind', async () => {
    const before = s3.objects.size;
    const key = { 'idempotency-key': crypto.randomUUID() };
    const values = { requestId: crypto.randomUUID() };
    await Promise.all([shop.attach(samples.png, values, key), shop.attach(samples.png, values, key)]);
    await shop.attach(samples.html);
    expect(s3.objects.size).toBe(before + 1);
  });
});
