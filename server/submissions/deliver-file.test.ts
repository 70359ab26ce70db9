import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileChunks, files } from '../files/tables.ts';
import { type DeliveryStage, isMessagePost, openDeliveryStage } from '../testing/delivery-stage.ts';
import { photograph, samples } from '../testing/sample-files.ts';
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

/** What agents see of the shopper's: words, or the file's name with its bytes. */
async function arrived() {
  const { id } = await shop.conversation();
  const messages = await shop.agent.conversations.messages.list(id);
  return messages.filter(({ direction }) => direction === 'incoming');
}

async function bytesOf(message: Awaited<ReturnType<typeof arrived>>[number] | undefined) {
  const url = message?.attachments[0]?.url.replace('http://127.0.0.1/', `${stage.chatwoot.url}/`);
  return new Uint8Array(await (await fetch(url ?? '')).arrayBuffer());
}

describe('delivering a file', () => {
  it('brings it after the words that it goes with, whole, with its name and type', async () => {
    const requestId = crypto.randomUUID();
    const photo = photograph(900_000);
    const { body } = await shop.attach(photo, { requestId, sequence: 2, name: 'Gebroken kopje €.jpg' });
    await shop.write('It arrived broken', { requestId, sequence: 1 });
    await stage.run();
    expect(await shop.stateOf(body.id)).toMatchObject({ state: 'delivered' });
    const [words, file] = await arrived();
    expect([words?.content, file?.content]).toEqual(['It arrived broken', null]);
    expect(file?.attachments).toMatchObject([{ name: 'Gebroken kopje €.jpg', size: 900_000 }]);
    expect(Buffer.from(await bytesOf(file)).equals(photo)).toBe(true);
  });

  it('may be the first that a shopper sends', async () => {
    const { body } = await shop.attach(samples.pdf, { name: 'invoice.pdf' });
    await stage.run();
    expect((await shop.stateOf(body.id)).state).toBe('delivered');
    expect(await arrived()).toHaveLength(1);
  });

  it('does not send again what arrived although the answer was lost', async () => {
    const { body } = await shop.attach(samples.png, { name: 'box (1).png' });
    stage.chatwoot.set('lose-answer', isMessagePost);
    await stage.run(22);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await arrived()).toHaveLength(1);
    expect(await stage.outcomes(shop, body.id)).toEqual(['found']);
  });

  it('looks only when Chatwoot has surely finished, and sends again what did not arrive', async () => {
    const { body } = await shop.attach(samples.png);
    stage.chatwoot.set(502, isMessagePost);
    await stage.run(21);
    expect(stage.test.jobs).toMatchObject([{ delayMs: 60_000 }]);
    stage.chatwoot.set('pass');
    await stage.run();
    expect(await arrived()).toHaveLength(1);
    expect(await stage.outcomes(shop, body.id)).toEqual(['not-sent', 'delivered']);
  });

  it('is not taken for another file of the same visitor', async () => {
    const requestId = crypto.randomUUID();
    await shop.write('Two pictures', { requestId, sequence: 1 });
    await stage.run();
    const { body } = await shop.attach(samples.png, { requestId, sequence: 2, name: 'front.png' });
    stage.chatwoot.set(502, isMessagePost);
    await stage.run(1);
    stage.chatwoot.set('pass');
    // The same bytes under another name, sent in chat meanwhile.
    const answer = await shop.send('POST', '/chat-sessions', { requestId });
    const { visitorToken } = (await answer.json()) as { visitorToken: string };
    const store = stage.test.deps.directory.find(shop.store.key);
    if (!store) throw new Error('The store is gone.');
    const browser = stage.test.deps.widgetClient(store, { shopper: {}, requestId: 'test', visitorToken });
    await browser.sendFile({ name: 'back.png', type: 'image/png', bytes: samples.png });
    await stage.run();
    expect(await stage.outcomes(shop, body.id)).toEqual(['not-sent', 'delivered']);
    expect((await arrived()).flatMap(({ attachments }) => attachments.map(({ name }) => name))).toEqual([
      'back.png',
      'front.png',
    ]);
  });

  it('whose bytes are gone becomes a dead letter, and what comes after it goes on', async () => {
    const requestId = crypto.randomUUID();
    const { body } = await shop.attach(samples.png, { requestId, sequence: 1 });
    const { fileId } = await stage.row(shop, body.id);
    await stage.db.database.inStore(shop.store.id, async (tx) => {
      await tx.delete(fileChunks).where(eq(fileChunks.fileId, fileId ?? ''));
    });
    const next = await shop.write('Did you get it?', { requestId, sequence: 2 });
    await stage.run();
    expect(await stage.row(shop, body.id)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('gone'),
      failedAt: expect.any(Date),
    });
    expect((await shop.stateOf(next.body.id)).state).toBe('delivered');
  });

  it('that is not what was stored is never sent', async () => {
    const { body } = await shop.attach(samples.png);
    const tampered = { content: samples.pdf };
    await stage.db.database.inStore(shop.store.id, (tx) => tx.update(fileChunks).set(tampered));
    await expect(stage.run(22)).rejects.toThrow('is not what was stored');
    expect((await shop.stateOf(body.id)).state).toBe('received');
    await stage.db.database.inStore(shop.store.id, (tx) => tx.delete(files));
  });
});
