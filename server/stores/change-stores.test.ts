import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../audit/tables.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createSecrets } from '../db/secrets.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { addStore, type ChangeDeps, setStore } from './change-stores.ts';
import { listStores, showStore } from './find-store.ts';
import type { StoreChanges } from './store-input.ts';
import { installations } from './tables.ts';

let db: OpenDatabase;
let deps: ChangeDeps;
beforeAll(async () => {
  db = await openTestDatabase();
  deps = { database: db.database, secrets: createSecrets([{ id: 'k', key: Buffer.alloc(32, 1) }]), actor: 'cli:ana' };
});
afterAll(() => db.close());

const shop = { name: 'Tea & Co', origins: ['https://tea.example'] };
const chatwoot = { baseUrl: 'https://chatwoot.example/', platformToken: 'platform-secret' };

function auditOf(storeId: string) {
  return db.database.acrossStores((tx) => tx.select().from(auditLog).where(eq(auditLog.storeId, storeId)));
}

describe('adding a store', () => {
  it('gives it a key for the tag and a place on its Chatwoot, the platform token sealed', async () => {
    const store = await addStore(deps, shop, chatwoot);
    expect(store.key).toMatch(/^s-[0-9a-f]{16}$/);
    expect((await showStore(db.database, store.key)).chatwoot).toEqual({
      baseUrl: 'https://chatwoot.example',
      accountId: null,
      inboxId: null,
      websiteToken: null,
    });
    const rows = await db.database.acrossStores((tx) => tx.select().from(installations));
    expect(JSON.stringify(rows)).not.toContain('platform-secret');
  });

  it('puts two stores on one installation', async () => {
    await addStore(deps, shop, { ...chatwoot, baseUrl: 'https://shared.example' });
    await addStore(deps, shop, { ...chatwoot, baseUrl: 'https://shared.example/' });
    const rows = await db.database.acrossStores((tx) => tx.select().from(installations));
    expect(rows.filter(({ baseUrl }) => baseUrl.startsWith('https://shared.example'))).toHaveLength(1);
  });

  it('refuses a key that is taken', async () => {
    await addStore(deps, { ...shop, key: 'taken' }, null);
    await expect(addStore(deps, { ...shop, key: 'taken' }, null)).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('changing a store', () => {
  it('changes what is named, keeps the rest, and writes down who did it', async () => {
    const { key } = await addStore(deps, { ...shop, texts: { launcher: 'Ask us' } }, null);
    const changed = await setStore(deps, key, { color: '#ABCDEF', texts: { title: 'Hello' } });
    expect(changed).toMatchObject({
      name: 'Tea & Co',
      color: '#abcdef',
      texts: { launcher: 'Ask us', title: 'Hello' },
    });
    expect(await auditOf(changed.id)).toMatchObject([
      { action: 'stores.add', actor: 'cli:ana' },
      { action: 'stores.set', detail: { color: '#abcdef', texts: { title: 'Hello' } } },
    ]);
  });

  it.each<[string, StoreChanges]>([
    ['a colour by name', { color: 'red' }],
    ['an origin with a path', { origins: ['https://tea.example/shop'] }],
    ['an origin without a scheme', { origins: ['tea.example'] }],
    ['a wildcard for the whole web', { origins: ['https://*'] }],
    ['no origin at all', { origins: [] }],
    ['a launcher text that does not fit', { texts: { launcher: 'x'.repeat(41) } }],
    ['a language that is none', { locale: 'English, please' }],
    ['nothing', {}],
  ])('refuses %s and changes nothing', async (_what, changes) => {
    const { key } = await addStore(deps, shop, null);
    const before = await showStore(db.database, key);
    await expect(setStore(deps, key, changes)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await showStore(db.database, key)).toEqual(before);
  });

  it('takes every host below one', async () => {
    const { key } = await addStore(deps, shop, null);
    await expect(setStore(deps, key, { origins: ['https://*.tea.example'] })).resolves.toMatchObject({ key });
  });

  it('says so when there is no such store', async () => {
    await expect(setStore(deps, 'nobody', { name: 'x' })).rejects.toMatchObject({ code: 'store_not_found' });
  });
});

it('lists stores by name', async () => {
  await addStore(deps, { ...shop, name: 'Zebra' }, null);
  await addStore(deps, { ...shop, name: 'Aardvark' }, null);
  const names = (await listStores(db.database)).map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
});
