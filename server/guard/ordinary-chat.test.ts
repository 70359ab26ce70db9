import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop, visitorCall } from '../../demo-store/chatwoot/testing/open-shop.ts';
import { textAt, valueAt } from '../../demo-store/chatwoot/testing/value-at.ts';
import { createApp } from '../app.ts';
import { createWidgetClient } from '../chatwoot/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { listen } from '../http/listen.ts';
import { identifierHash } from '../identity/index.ts';
import { createTestApp, testAssets } from '../testing/test-app.ts';
import { startTestGuard } from './test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.chatwoot.stop());

async function startMounted(chatwootUrl: string) {
  const opened = await openTestDatabase();
  const { deps } = await createTestApp(opened);
  const guard = { chatwootUrl, maxUploadBytes: 5 * 1024 * 1024 };
  const app = createApp({ ...deps, clientAddress: () => '203.0.113.9', assets: testAssets, ping: opened.ping, guard });
  const { port, close } = await listen(app.fetch, { host: '127.0.0.1', port: 0, requestTimeoutMs: 10_000 });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await close(0);
      await opened.close();
    },
  };
}

describe.each([
  ['as a process of its own', startTestGuard],
  ['mounted in our server', startMounted],
])('with the guard %s, chat goes on as ever', (_where, start) => {
  let guard: { url: string; stop(): Promise<void> };
  beforeAll(async () => {
    guard = await start(shop.chatwoot.url);
  });
  afterAll(() => guard.stop());

  it('sessions, messages, conversations and what is known of them', async () => {
    const { url } = guard;
    const { token } = shop.website;
    const { visitorToken, contact } = await createWidgetClient({ baseUrl: url, websiteToken: token }).config();
    const call = visitorCall(url, token, visitorToken);
    expect((await call('GET', '/contact')).body).toMatchObject({ id: contact.id });
    expect((await call('POST', '/messages', { message: { content: 'Is it vegan?' } })).status).toBe(200);
    expect((await call('GET', '/messages')).text).toContain('Is it vegan?');
    await call('POST', '/conversations/set_custom_attributes', { custom_attributes: { email: 'none' } });
    expect((await call('PATCH', '/contact', { name: 'Ann', custom_attributes: { tier: 'gold' } })).status).toBe(200);
    expect((await call('POST', '/events', { name: 'webwidget.triggered' })).status).toBe(204);
    const started = await call('POST', '/conversations', {
      contact: { name: 'Ann' },
      message: { content: 'One more' },
    });
    expect(valueAt(started.body, 'contact.name')).toBe('Ann');
    expect((await call('GET', '/unheard-of')).status).toBe(404);
  });

  it('files as a form, larger than what our own routes take', async () => {
    const visitor = await shop.visit();
    const form = new FormData();
    form.append('message[attachments][]', new File([new Uint8Array(randomBytes(2_000_000))], 'leaf.jpg'));
    const answer = await fetch(`${guard.url}/api/v1/widget/messages?website_token=${shop.website.token}`, {
      method: 'POST',
      headers: { 'x-auth-token': visitor.token },
      body: form,
    });
    expect(answer.status).toBe(200);
    expect(JSON.stringify((await visitor.call('GET', '/messages')).body)).toContain('leaf.jpg');
  });

  it('customers whom our server vouches for, and nobody without its hash', async () => {
    await shop.admin('PATCH', `/inboxes/${shop.website.id}`, { channel: { hmac_mandatory: true } });
    const identifier = randomBytes(16).toString('hex');
    const visitor = createWidgetClient({
      baseUrl: guard.url,
      websiteToken: shop.website.token,
      visitorToken: (await shop.visit()).token,
    });
    await expect(visitor.setUser({ identifier })).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(visitor.setUser({ identifier, identifierHash: 'aa' })).rejects.toMatchObject({ kind: 'unauthorized' });
    const { contactId } = await visitor.setUser({
      identifier,
      identifierHash: identifierHash(shop.website.hmacToken, identifier),
      email: `${identifier}@mail.example`,
    });
    const { body } = await shop.admin('GET', `/contacts/${contactId}`);
    expect(textAt(body, 'payload.identifier')).toBe(identifier);
    expect(valueAt(body, 'payload.email')).toBeNull();
  });
});
