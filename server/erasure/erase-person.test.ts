import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditLog } from '../audit/tables.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { customerAttributes } from '../customer-attributes/tables.ts';
import { events } from '../events/tables.ts';
import { createFileStore } from '../files/index.ts';
import { fileChunks, files } from '../files/tables.ts';
import { customers } from '../identity/tables.ts';
import { mails } from '../mail/tables.ts';
import { stores } from '../stores/tables.ts';
import { submissions } from '../submissions/tables.ts';
import { type IdentityStage, openIdentityStage } from '../testing/identity-stage.ts';
import { runDeliveries, type TestShop } from '../testing/test-shop.ts';
import { type ErasureDeps, erasePerson, previewErasure } from './erase-person.ts';

const email = 'ann@mail.example';

let stage: IdentityStage;
let shop: TestShop;
let deps: ErasureDeps;
beforeAll(async () => {
  stage = await openIdentityStage();
  const { accountClient } = stage.test.deps;
  deps = { ...stage.test.changes, files: createFileStore(stage.db.database), accountClient };
});
afterAll(() => stage.stop());
beforeEach(async () => {
  shop = await stage.addShop();
  stage.test.jobs.length = 0;
});

const inStore = <T>(work: Parameters<typeof stage.db.database.inStore<T>>[1]) =>
  stage.db.database.inStore(shop.store.id, work);
const erase = (person: Parameters<typeof erasePerson>[2], chatwoot = false) =>
  erasePerson(deps, shop.store.key, person, { chatwoot });
const texts = async () => (await inStore((tx) => tx.select().from(submissions))).map(({ text }) => text).toSorted();

/** Ann writes on two pages and leaves her address on one; Ben writes as well. All of it is delivered. */
async function writeBoth() {
  const { visitorToken } = await stage.askReady({}, shop);
  const contact = { email: email.toUpperCase(), name: 'Ann' };
  await shop.write('From Ann', { visitorToken, contact, reason: 'closed-now' });
  await shop.write('From Ann, on the next page', { visitorToken });
  await shop.write('From Ben', { visitorToken: 'none.of.ours', contact: { email: 'ben@mail.example' } });
  await runDeliveries(stage.test, 60);
  return { visitorToken };
}

it('deletes all that is kept of who gave an address, and nobody else’s', async () => {
  await writeBoth();
  const mail = { storeId: shop.store.id, kind: 'receipt', recipient: email, messageId: 'm' } as const;
  await inStore((tx) => tx.insert(mails).values({ ...mail, about: 'one more' }));
  const preview = await previewErasure(deps, shop.store.key, { email });
  expect(preview).toMatchObject({ isDone: false, counts: { messages: 2, undelivered: 0, customers: 0 } });
  expect(await texts()).toHaveLength(3);

  const report = await erase({ email });
  expect(report).toEqual({ ...preview, isDone: true });
  expect(await texts()).toEqual(['From Ben']);
  expect(await inStore((tx) => tx.select().from(mails))).toEqual([]);
  expect(report.chatwoot.conversationIds).toHaveLength(1);
  expect(report.chatwoot.contactIds).toHaveLength(1);
  // What Chatwoot has is there still.
  expect((await shop.desk()).flat()).toContain('From Ann');
});

it('is audited by counts, and by a hash that tells nobody who it was', async () => {
  await writeBoth();
  await erase({ email });
  const [entry] = (await inStore((tx) => tx.select().from(auditLog))).filter(({ action }) => action === 'erase');
  expect(entry).toMatchObject({ actor: 'test', detail: { person: expect.any(String), messages: 2 } });
  expect(JSON.stringify(entry).toLowerCase()).not.toContain('ann');
});

it('deletes what was never delivered, and its file, so that it never is', async () => {
  await shop.write('Too late', { contact: { email } });
  const file = {
    storeId: shop.store.id,
    name: 'a.png',
    type: 'image/png',
    size: 1,
    sha256: '',
    storage: 'database',
  } as const;
  await inStore(async (tx) => {
    const [{ id } = { id: '' }] = await tx.insert(files).values(file).returning();
    await tx
      .insert(fileChunks)
      .values({ storeId: shop.store.id, fileId: id, position: 0, content: new Uint8Array([1]) });
    await tx.update(submissions).set({ fileId: id });
  });
  expect(await erase({ email })).toMatchObject({ counts: { messages: 1, undelivered: 1, files: 1 }, filesLeft: 0 });
  expect(await inStore((tx) => tx.select().from(fileChunks))).toEqual([]);
  expect(await inStore((tx) => tx.select().from(chatSessions))).toEqual([]);
  await runDeliveries(stage.test);
  expect(await shop.desk()).toEqual([]);
});

it('keeps the row of a file whose bytes could not be deleted, for the next look', async () => {
  await shop.write('With a file', { contact: { email } });
  const file = {
    storeId: shop.store.id,
    name: 'a.png',
    type: 'image/png',
    size: 1,
    sha256: '',
    storage: 's3',
  } as const;
  await inStore(async (tx) => {
    const [{ id } = { id: '' }] = await tx.insert(files).values(file).returning();
    await tx.update(submissions).set({ fileId: id });
  });
  expect(await erase({ email })).toMatchObject({ counts: { messages: 1, files: 1 }, filesLeft: 1 });
  expect([await texts(), await inStore((tx) => tx.select().from(files))]).toMatchObject([[], [{ storage: 's3' }]]);
});

it('deletes a customer, with what was written as them and what the shop said of them', async () => {
  const backend = await stage.backendOf(shop);
  const { requestId } = await stage.askReady(await backend.prove('customer-7'), shop);
  await shop.write('As a customer', { requestId });
  await runDeliveries(stage.test, 60);
  const [customer] = await inStore((tx) => tx.select().from(customers));
  await inStore((tx) =>
    tx.insert(customerAttributes).values({ storeId: shop.store.id, customerId: customer?.id ?? '' }),
  );
  expect(await erase({ customerId: 'somebody else' })).toMatchObject({ counts: { messages: 0, customers: 0 } });
  const report = await erase({ customerId: 'customer-7' }, true);
  expect(report).toMatchObject({ counts: { messages: 1, customers: 1 } });
  expect(report.chatwoot.erasures).toMatchObject([{ outcome: 'deleted' }]);
  expect([await texts(), await inStore((tx) => tx.select().from(customerAttributes))]).toEqual([[], []]);
});

it('deletes what their browsers told, and refuses what still comes of it', async () => {
  const { requestId } = await stage.askReady({}, shop);
  await shop.write('From Ann', { requestId, contact: { email } });
  await inStore((tx) => tx.update(stores).set({ isTrackingOn: true }));
  await stage.test.deps.directory.refresh();
  const [visitorId, another] = [crypto.randomUUID(), crypto.randomUUID()];
  const tell = async (id: string, values = {}) => {
    const told = [{ id: v7(), type: 'page_view', data: {} }];
    const batch = { visitorId: id, sentAt: Date.now(), consent: { analytics: true }, events: told, ...values };
    return (await shop.send('POST', '/events', batch)).json();
  };
  await tell(visitorId, { requestId });
  await tell(another);
  expect(await previewErasure(deps, shop.store.key, { email })).toMatchObject({ counts: { visitors: 1, events: 1 } });
  expect(await erase({ email })).toMatchObject({ counts: { visitors: 1, events: 1 } });
  expect((await inStore((tx) => tx.select().from(events))).map((event) => event.visitorId)).toEqual([another]);
  expect(await tell(visitorId)).toMatchObject({ accepted: 0, refused: [{ code: 'withdrawn' }] });
});

it('deletes what the shop’s server told of a customer', async () => {
  const now = new Date();
  await inStore(async (tx) => {
    const storeId = shop.store.id;
    const [ann] = await tx.insert(customers).values({ storeId, externalId: 'ann', identifier: storeId }).returning();
    const told = { storeId, type: 'purchase', source: 'server', occurredAt: now, receivedAt: now } as const;
    await tx.insert(events).values([
      { ...told, id: v7(), customerId: ann?.id ?? null },
      { ...told, id: v7() },
    ]);
  });
  expect(await erase({ customerId: 'ann' })).toMatchObject({ counts: { visitors: 0, events: 1, customers: 1 } });
  expect(await inStore((tx) => tx.select().from(events))).toHaveLength(1);
});

it('deletes the contacts at Chatwoot if that is wanted, and says which are still there', async () => {
  await writeBoth();
  // Chatwoot deletes nobody who is online.
  stage.chatwoot.set({ status: 422, body: { message: 'Contact is online' } }, (call) => call.startsWith('DELETE'));
  const failed = await erase({ email }, true);
  expect(failed.chatwoot.erasures).toMatchObject([
    { outcome: 'still-there', failure: expect.stringContaining('online') },
  ]);
  stage.chatwoot.set('pass');
  // Nothing is known of them here any more: the address itself still finds them.
  expect((await erase({ email }, true)).chatwoot.erasures).toMatchObject([{ outcome: 'deleted' }]);
  expect((await shop.desk()).flat()).toEqual(['From Ben']);
});
