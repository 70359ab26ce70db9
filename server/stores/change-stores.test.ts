import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../audit/tables.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createSecrets } from '../db/secrets.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { addStore, type StoreChangeDeps, setStore } from './change-stores.ts';
import { listStores, showStore } from './find-store.ts';
import type { StoreChanges } from './store-input.ts';
import { installations } from './tables.ts';

let db: OpenDatabase;
let deps: StoreChangeDeps;
beforeAll(async () => {
  db = await openTestDatabase();
  const secrets = createSecrets([{ id: 'k', key: Buffer.alloc(32, 1) }]);
  deps = { database: db.database, secrets, actor: 'cli:ana', textPacks: () => ['en', 'nl', 'pt'] };
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
      texts: { en: { launcher: 'Ask us', title: 'Hello' } },
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
    ['a corner that there is not', { position: 'top' as 'left' }],
    ['a launcher that nobody can press', { size: 43 }],
    ['a distance that is no number', { offsetX: Number.NaN }],
    ['a distance of half a pixel', { offsetY: 0.5 }],
    ['a layer above all layers', { zIndex: 2 ** 31 }],
    ['a page by its whole address', { hiddenOn: ['https://tea.example/cart'] }],
    ['a shop at Shopify by its public address', { shopifyDomain: 'tea.example' }],
    ['a shop at Shopify with a path', { shopifyDomain: 'tea.myshopify.com/admin' }],
    ['a shop that only begins like one at Shopify', { shopifyDomain: 'tea.myshopify.com.evil.example' }],
    ['a way to tell who a customer is that there is not', { identityMode: 'browser' as 'page' }],
    ['a page by its query', { hiddenOn: ['/cart?x=1'] }],
    ['a selector that does not close', { hiddenUnder: '.drawer[open' }],
    ['a language without texts', { languages: ['en', 'tlh'] }],
    ['no language at all', { languages: [] }],
    ['a language of no texts', { language: 'nl' }],
    ['nothing', {}],
  ])('refuses %s and changes nothing', async (_what, changes) => {
    const { key } = await addStore(deps, shop, null);
    const before = await showStore(db.database, key);
    await expect(setStore(deps, key, changes)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await showStore(db.database, key)).toEqual(before);
  });

  it('says which field is wrong and what it should be', async () => {
    const { key } = await addStore(deps, shop, null);
    const change = setStore(deps, key, { size: 100, offsetX: -1, hiddenOn: ['cart'], languages: ['tlh'] });
    await expect(change).rejects.toThrow(
      /offsetX: should be at least 0; size: should be at most 80; hiddenOn\.0: should/,
    );
    await expect(setStore(deps, key, { languages: ['tlh'] })).rejects.toThrow('languages: there are no texts in tlh');
  });

  it('places the launcher, and takes it away where it is in the way', async () => {
    const { key } = await addStore(deps, { ...shop, size: 48 }, null);
    const looks = { offsetX: 0, offsetY: 96, zIndex: 10, hiddenUnder: '.drawer[open]', languages: ['nl', 'pt-BR'] };
    const changed = await setStore(deps, key, { ...looks, hiddenOn: ['/checkout**', '/cart'] });
    expect(changed).toMatchObject({ ...looks, size: 48, hiddenOn: ['/checkout*', '/cart'] });
    const cleared = await setStore(deps, key, { hiddenOn: [], hiddenUnder: '', languages: null });
    expect(cleared).toMatchObject({ offsetY: 96, hiddenOn: [], hiddenUnder: '', languages: null });
  });

  it('keeps texts by language, and gives ours back for one that is taken away', async () => {
    const { key } = await addStore(deps, { ...shop, texts: { launcher: 'Ask us' } }, null);
    await setStore(deps, key, { language: 'nl', texts: { launcher: 'Vraag het', title: 'Hallo' } });
    const changed = await setStore(deps, key, { language: 'nl', texts: { title: null } });
    expect(changed.texts).toEqual({ en: { launcher: 'Ask us' }, nl: { launcher: 'Vraag het' } });
    expect((await setStore(deps, key, { texts: { launcher: null } })).texts).toEqual({ nl: { launcher: 'Vraag het' } });
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
