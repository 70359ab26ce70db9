import { brotliDecompressSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { storeSettingsSchema } from '../../contract/settings.ts';
import { only } from '../db/database.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { createTestApp, type TestApp, testAssets } from '../testing/test-app.ts';
import { setStore } from './change-stores.ts';
import { rememberChunks } from './remember-chunks.ts';
import { accounts, inboxes, installations, stores } from './tables.ts';

let db: OpenDatabase;
let test: TestApp;
beforeAll(async () => {
  db = await openTestDatabase();
  test = await createTestApp(db);
});
afterAll(() => db.close().catch(() => {}));

async function newStore(values: Parameters<typeof createTestStore>[1] = {}) {
  const store = await createTestStore(db, values);
  await test.deps.directory.refresh();
  return store;
}

const describedSchema = z.object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.unknown()) });

function settingsIn(script: string) {
  const json = /var s=(\{.*\});window/.exec(script)?.[1] ?? '';
  // The loader's own build knows its contract.
  return storeSettingsSchema.omit({ contract: true }).parse(JSON.parse(json));
}

describe('GET /w/{storeKey}.js', () => {
  it('is the loader with this store’s settings, for any page, cacheable for a minute', async () => {
    const store = await newStore({ name: 'Tea & Co', texts: { en: { launcher: 'Ask us' } } });
    const answer = await test.app.request(`/w/${store.key}.js`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/javascript');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toContain('max-age=60, stale-while-revalidate=300');
    const settings = settingsIn(await answer.text());
    expect(settings).toMatchObject({
      storeKey: store.key,
      name: 'Tea & Co',
      assets: `https://chat.example${testAssets.path}`,
    });
    expect(settings.texts.en?.launcher).toBe('Ask us');
  });

  it('cannot be broken out of by a text', async () => {
    const greeting = '</script><script>alert(1)</script>\u2028$& $1';
    const store = await newStore({ texts: { en: { greeting } } });
    const script = await (await test.app.request(`/w/${store.key}.js`)).text();
    expect(script).not.toContain('</script>');
    expect(script).not.toContain('\u2028');
    expect(settingsIn(script).texts.en?.greeting).toBe(greeting);
  });

  it('comes compressed', async () => {
    const store = await newStore();
    const answer = await test.app.request(`/w/${store.key}.js`, {
      headers: { 'accept-encoding': 'gzip, deflate, br' },
    });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    const script = brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString();
    expect(settingsIn(script).storeKey).toBe(store.key);
  });

  it('is 304 while unchanged, and has a new ETag after a change', async () => {
    const store = await newStore();
    const path = `/w/${store.key}.js`;
    const etag = (await test.app.request(path)).headers.get('etag') ?? '';
    const again = await test.app.request(path, { headers: { 'if-none-match': etag } });
    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);

    await setStore(test.changes, store.key, { color: '#AA0000' });
    await test.deps.directory.refresh();
    const changed = await test.app.request(path, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(settingsIn(await changed.text()).color).toBe('#aa0000');
  });

  it('is a script with one console line for an unknown key: a browser would not run a 404', async () => {
    const answer = await test.app.request('/w/nobody-here.js');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/^console\.error\("storefront-chat: there is no store/);
  });

  it('keeps chat when the store changes its language', async () => {
    const store = await newStore();
    await db.database.acrossStores(async (tx) => {
      const installation = only(
        await tx
          .insert(installations)
          .values({ baseUrl: `https://${store.key}.example` })
          .returning(),
      );
      const account = only(
        await tx.insert(accounts).values({ installationId: installation.id, name: 'Shop' }).returning(),
      );
      await tx.update(stores).set({ accountId: account.id, locale: 'nl' }).where(eq(stores.id, store.id));
      const inbox = {
        storeId: store.id,
        accountId: account.id,
        chatwootInboxId: 7,
        websiteToken: 'token',
        locale: 'en',
      };
      await tx.insert(inboxes).values({ ...inbox, purpose: 'website' });
    });
    await test.deps.directory.refresh();
    const script = await (await test.app.request(`/w/${store.key}.js`)).text();
    expect(settingsIn(script)).toMatchObject({ locale: 'nl', chatwoot: { websiteToken: 'token' } });
  });

  it('offers the languages that the owner chose, in the owner’s words', async () => {
    const texts = { nl: { launcher: 'Vraag het' }, fr: { launcher: 'Demandez' } };
    const offered = async (languages: string[] | null) => {
      const store = await newStore({ texts, languages });
      const settings = settingsIn(await (await test.app.request(`/w/${store.key}.js`)).text());
      return Object.fromEntries(Object.entries(settings.texts).map(([tag, { launcher }]) => [tag, launcher]));
    };
    expect(await offered(null)).toEqual({ en: 'Chat with us', nl: 'Vraag het', fr: 'Demandez' });
    expect(await offered(['nl'])).toEqual({ en: 'Chat with us', nl: 'Vraag het' });
  });

  it('says which of them are written from the right', async () => {
    const texts = { ar: { launcher: 'تحدث معنا' }, 'he-IL': { launcher: 'דברו איתנו' }, nl: { launcher: 'Vraag het' } };
    const store = await newStore({ texts });
    const settings = settingsIn(await (await test.app.request(`/w/${store.key}.js`)).text());
    const fromRight = Object.entries(settings.texts).filter(([, { dir }]) => dir === 'rtl');
    expect(fromRight.map(([language]) => language)).toEqual(['ar', 'he-IL']);
  });

  it('says on which pages there is no chat', async () => {
    const store = await newStore({ hiddenOn: ['/checkout*', '/a.b'] });
    const { hiddenOn } = settingsIn(await (await test.app.request(`/w/${store.key}.js`)).text());
    const isHidden = (path: string) => new RegExp(hiddenOn).test(path);
    expect(['/checkout', '/checkout/pay', '/a.b'].filter(isHidden)).toHaveLength(3);
    expect(['/', '/shop/checkout', '/axb', '/a.b/c'].filter(isHidden)).toEqual([]);
  });

  it('tells the browser of both switches', async () => {
    const store = await newStore({ isChatOn: false, isWidgetOn: false });
    const script = await (await test.app.request(`/w/${store.key}.js`)).text();
    expect(settingsIn(script)).toMatchObject({ chat: false, widget: false });
  });
});

describe('GET /v1/stores/{storeKey}/settings', () => {
  it('is the same settings as JSON, from any origin', async () => {
    const store = await newStore();
    const answer = await test.app.request(`/v1/stores/${store.key}/settings`, {
      headers: { origin: 'https://any.example' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(storeSettingsSchema.parse(await answer.json()).storeKey).toBe(store.key);
  });

  it('is an error in our one shape for an unknown key, never cached', async () => {
    const answer = await test.app.request('/v1/stores/nobody/settings');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(await answer.json()).toEqual({
      error: { code: 'store_not_found', message: expect.any(String), requestId: answer.headers.get('x-request-id') },
    });
  });
});

describe('GET /assets/{file}', () => {
  it('serves a chunk of this build for ever, to any origin', async () => {
    const answer = await test.app.request('/assets/composer.abc.js');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('still has the chunks of an earlier build', async () => {
    const earlier = { ...testAssets, files: new Map([['composer.0ldC0de1.js', 'export const old = 1;']]) };
    await rememberChunks(db.database, earlier);
    const answer = await test.app.request('/assets/composer.0ldC0de1.js');
    expect([answer.status, await answer.text()]).toEqual([200, 'export const old = 1;']);
  });

  it('never lets a 404 be cached', async () => {
    const answer = await test.app.request('/assets/composer.n3v3rB1n.js');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect((await test.app.request('/assets/%00')).status).toBe(404);
  });
});

describe('GET /.well-known/gpc.json', () => {
  it('says to anybody, in the words of the standard, that Global Privacy Control is respected', async () => {
    const answer = await test.app.request('/.well-known/gpc.json');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toEqual({ gpc: true, lastUpdate: '2026-11-21' });
  });
});

describe('every request', () => {
  it('has an id, ours or the one it came with', async () => {
    expect((await test.app.request('/livez')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const given = await test.app.request('/livez', { headers: { 'x-request-id': 'from-the-proxy-1' } });
    expect(given.headers.get('x-request-id')).toBe('from-the-proxy-1');
    const forged = await test.app.request('/livez', { headers: { 'x-request-id': 'a"b\\n' } });
    expect(forged.headers.get('x-request-id')).not.toContain('"');
  });

  it('may not bring a large body', async () => {
    const store = await newStore();
    const answer = await test.app.request(`/v1/stores/${store.key}/submissions`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'content-type': 'application/json', 'content-length': '99999' },
      body: JSON.stringify({ text: 'x'.repeat(99_000) }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([413, { error: { code: 'payload_too_large' } }]);
  });

  it('is described: routes, shapes and errors', async () => {
    const document = describedSchema.parse(await (await test.app.request('/openapi.json')).json());
    expect(Object.keys(document.paths).sort()).toEqual([
      '/v1/stores/{storeKey}/analytics',
      '/v1/stores/{storeKey}/chat-outcomes',
      '/v1/stores/{storeKey}/chat-sessions',
      '/v1/stores/{storeKey}/chat-sessions/{requestId}/claimed',
      '/v1/stores/{storeKey}/customer-attributes',
      '/v1/stores/{storeKey}/events',
      '/v1/stores/{storeKey}/files',
      '/v1/stores/{storeKey}/form',
      '/v1/stores/{storeKey}/identity',
      '/v1/stores/{storeKey}/identity/proofs',
      '/v1/stores/{storeKey}/identity/shopify',
      '/v1/stores/{storeKey}/server-events',
      '/v1/stores/{storeKey}/settings',
      '/v1/stores/{storeKey}/shopify/webhooks',
      '/v1/stores/{storeKey}/submissions',
      '/v1/stores/{storeKey}/submissions/{id}',
      '/v1/stores/{storeKey}/submissions/{id}/contact',
      '/v1/stores/{storeKey}/visitor-erasures',
    ]);
  });

  it('is counted', async () => {
    await test.app.request('/livez');
    const metrics = await (await test.app.request('/metrics')).text();
    expect(metrics).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/livez",status="200"\} \d/);
  });
});

describe('with the database gone', () => {
  it('the loader is still served, and /readyz says what is wrong', async () => {
    const lost = await openTestDatabase();
    const store = await createTestStore(lost);
    const { app } = await createTestApp(lost);
    await lost.close();
    expect((await app.request(`/w/${store.key}.js`)).status).toBe(200);
    expect((await app.request(`/v1/stores/${store.key}/settings`)).status).toBe(200);
    expect((await app.request('/livez')).status).toBe(200);
    const ready = await app.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable', database: 'unreachable' }]);
  });
});
