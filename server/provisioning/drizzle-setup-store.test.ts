import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { accounts, inboxes } from '../stores/tables.ts';
import { createTestKit, type TestKit } from './test-kit.ts';

let db: OpenDatabase;
let kit: TestKit;
beforeAll(async () => {
  db = await openTestDatabase();
  kit = createTestKit(db, 'https://chat.example');
});
afterAll(() => db.close());

const connection = { baseUrl: 'https://chat.example', accountId: 3, accountName: 'Acme', adminToken: 'secret-admin' };
const website = {
  purpose: 'website' as const,
  chatwootInboxId: 7,
  websiteToken: 'public-token',
  inboxIdentifier: null,
  hmacToken: 'secret-hmac',
};
const api = {
  ...website,
  purpose: 'api' as const,
  chatwootInboxId: 8,
  websiteToken: null,
  inboxIdentifier: 'secret-id',
};

it('gives back what it was given', async () => {
  const { id } = await kit.newStore('to-connect');
  await kit.store.saveConnection(id, connection);
  await kit.store.saveInbox(id, website);
  await kit.store.saveInbox(id, api);
  await kit.store.saveInbox(id, { ...api, chatwootInboxId: 9 });
  await kit.store.saveStep(id, 'version', { result: { version: '4.14.0' }, applied: {} });
  expect(await kit.store.load(id)).toMatchObject({
    installation: { baseUrl: 'https://chat.example', platformToken: null },
    account: { chatwootAccountId: 3, name: 'Acme', adminToken: 'secret-admin', adminUserId: null },
    inboxes: { website, api: { ...api, chatwootInboxId: 9 } },
    steps: { version: { result: { version: '4.14.0' }, applied: {} } },
    takenInboxIds: [],
  });
});

it('keeps every secret sealed', async () => {
  const { id } = await kit.newStore('to-connect');
  await kit.store.saveConnection(id, connection);
  await kit.store.saveInbox(id, website);
  await kit.store.saveInbox(id, api);
  const rows = await db.database.acrossStores(async (tx) => [
    await tx.select().from(accounts),
    await tx.select().from(inboxes),
  ]);
  expect(JSON.stringify(rows)).toContain('public-token');
  expect(JSON.stringify(rows)).not.toMatch(/secret-/);
});

it('knows which inboxes of the account belong to other stores', async () => {
  const [mine, theirs] = [await kit.newStore('to-connect'), await kit.newStore('to-connect')];
  const shared = { ...connection, accountId: 44 };
  await kit.store.saveConnection(mine.id, shared);
  await kit.store.saveConnection(theirs.id, shared);
  await kit.store.saveInbox(theirs.id, { ...website, chatwootInboxId: 17 });
  expect((await kit.store.load(mine.id)).takenInboxIds).toEqual([17]);
});

it('forgets inboxes and steps of a store that moves to another account, not of one that stays', async () => {
  const { id } = await kit.newStore('to-connect');
  await kit.store.saveConnection(id, connection);
  await kit.store.saveInbox(id, website);
  await kit.store.saveStep(id, 'attributes', { result: {}, applied: { a: 'text' } });
  await kit.store.saveConnection(id, { ...connection, adminToken: 'newer' });
  expect((await kit.store.load(id)).steps).toHaveProperty('attributes');
  await kit.store.saveConnection(id, { ...connection, accountId: 4 });
  expect(await kit.store.load(id)).toMatchObject({ inboxes: { website: null, api: null }, steps: {} });
  expect((await kit.store.load(id)).steps).toEqual({});
});

it('says when there is no such store', async () => {
  await expect(kit.store.load(crypto.randomUUID())).rejects.toMatchObject({ code: 'store_not_found' });
});
