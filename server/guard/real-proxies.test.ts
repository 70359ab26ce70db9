import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openShop, visitorCall } from '../../demo-store/chatwoot/testing/open-shop.ts';
import { numberAt } from '../../demo-store/chatwoot/testing/value-at.ts';
import { rawRequest, startRecorder, startTestGuard } from './test-kit.ts';
import { isThere, proxies, startProxy } from './test-proxies.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.stop();
});

describe.each(proxies)('with the lines that our documents have for $name', (proxy) => {
  if (!isThere(proxy.name, proxy.version)) {
    it.skip(`left out, there is no ${proxy.name} here`);
    return;
  }

  it('an attack that works on Chatwoot fails, and everything else goes to Chatwoot itself', async () => {
    const shop = await openShop();
    running.push(shop.chatwoot);
    const guard = await startTestGuard(shop.chatwoot.url, { trustProxy: ['loopback'] });
    running.push(guard);
    const front = await startProxy(proxy, { chatwoot: shop.chatwoot.url, guard: guard.url });
    running.push(front);
    const { token } = shop.website;
    const victim = await shop.visit();
    await victim.call('PATCH', '/contact', { email: 'victim@mail.example' });

    const thief = await shop.visit();
    const call = visitorCall(front.url, token, thief.token);
    expect((await call('PATCH', '/contact', { email: 'victim@mail.example', name: 'Thief' })).status).toBe(200);
    expect((await call('GET', '/contact')).body).toMatchObject({ id: thief.contactId });
    await thief.call('PATCH', '/contact', { email: 'victim@mail.example' });
    expect(numberAt((await call('GET', '/contact')).body, 'id')).toBe(victim.contactId);

    expect((await fetch(`${front.url}/widget?website_token=${token}`)).status).toBe(200);
    const socket = new WebSocket(`${front.url.replace('http', 'ws')}/cable`, { origin: front.url });
    const welcome = await new Promise((resolve, reject) => {
      socket.once('message', (data) => resolve(String(data))).once('error', reject);
    });
    expect(welcome).toContain('welcome');
    socket.terminate();
  });

  it('no spelling of the path leads to Chatwoot past the guard, and the shopper’s address comes through', async () => {
    const chatwoot = await startRecorder();
    running.push(chatwoot);
    const guard = await startTestGuard(chatwoot.url, { trustProxy: ['127.0.0.1'] });
    running.push(guard);
    const front = await startProxy(proxy, { chatwoot: chatwoot.url, guard: guard.url });
    running.push(front);
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.7' };
    const body = '{"email":"victim@mail.example"}';
    const paths = [
      '/api/v1/widget/contact',
      '//api/v1/widget/contact',
      '/api//v1/widget/contact',
      '/api/v1/widget//contact',
      '/api/v1/%77idget/contact',
      '/api/v1/widget%2Fcontact',
      '/x/../api/v1/widget/contact',
      '/api/v1/./widget/contact',
      '/api/v1/widget/%2e/contact',
      '/api/v1/widget/contact/',
      '/api/v1/widget/contact.json',
    ];
    for (const path of paths) await rawRequest(front.url, { method: 'PATCH', path, headers, body, from: '127.0.0.2' });
    await rawRequest(front.url, { path: '/api/v1/accounts/1' });

    const [accounts, ...past] = chatwoot.arrived.filter(
      (request) => !request.headers.via?.includes('storefront-chat-guard'),
    );
    expect(accounts?.url).toBe('/api/v1/accounts/1');
    // Rails takes several slashes for one, and nothing else for what it is not.
    expect(past.map(({ url }) => url.replace(/\/+/g, '/')).filter((url) => url.startsWith('/api/v1/widget'))).toEqual(
      [],
    );
    expect(chatwoot.arrived.some((request) => request.body.includes('victim'))).toBe(false);
    expect(chatwoot.arrived[0]?.headers['x-forwarded-for']).toBe('127.0.0.2');
  });
});
