import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startFaultProxy } from '../faults/start-fault-proxy.ts';
import type { ShopDeps } from './shop-env.ts';
import { createSwitches } from './switches.ts';
import { testDeps, type Visitor, visit } from './test-visitor.ts';

const target = 'http://127.0.0.1:9';
const chatwoot = await startFaultProxy({ name: 'chatwoot', port: 0, target });
const server = await startFaultProxy({ name: 'server', port: 0, target });

let deps: ShopDeps;
beforeEach(() => {
  chatwoot.setFault('none');
  server.setFault('none');
  deps = testDeps({ chatwoot: chatwoot.url, server: server.url });
});
afterAll(() => Promise.all([chatwoot.stop(), server.stop()]));

describe('the switches', () => {
  const putState = (shop: Visitor, state: unknown) =>
    shop.request('/qa/state', {
      method: 'PUT',
      body: JSON.stringify(state),
      headers: { 'content-type': 'application/json' },
    });

  it('reach the proxies at one press, and let go at the next', async () => {
    const shop = visit(deps);
    await shop.post('/qa', { switch: 'chatwoot-rate-limited' });
    await shop.post('/qa', { switch: 'server-down' });
    expect([chatwoot.fault(), server.fault()]).toEqual(['rate-limited', 'down']);
    await shop.post('/qa', { switch: 'chatwoot-rate-limited' });
    expect([chatwoot.fault(), server.fault()]).toEqual(['none', 'down']);
  });

  it('show which is on, and shop pages say so', async () => {
    const shop = visit(deps);
    await shop.post('/qa', { switch: 'chatwoot-down' });
    expect(await shop.html('/qa')).toMatch(/value="chatwoot-down" aria-pressed="true"/);
    expect(await shop.html('/')).toContain('Broken on purpose:</strong> Chatwoot is down.');
    await shop.post('/qa', { switch: 'all-well' });
    expect(await shop.html('/qa')).not.toContain('aria-pressed="true"');
    expect(await shop.html('/')).not.toContain('Broken on purpose');
  });

  it('take and give JSON, and leave alone what is left out', async () => {
    const shop = visit(deps);
    await putState(shop, { chatwoot: 'slow', slowMs: 30 });
    const answer = await putState(shop, { strictCsp: true });
    expect(await answer.json()).toEqual({ chatwoot: 'slow', server: 'none', strictCsp: true });
    expect(await (await fetch(`${chatwoot.url}/__faults`)).json()).toEqual({ fault: 'slow', slowMs: 30 });
    expect((await putState(shop, { chatwoot: 'tired' })).status).toBe(400);
  });

  it('take no change from a page elsewhere, which cannot send JSON without asking first', async () => {
    expect((await visit(deps).request('/qa/state', { method: 'PUT', body: '{"strictCsp":true}' })).status).toBe(403);
    expect(deps.switches.isCspStrict()).toBe(false);
  });

  it('name a fault that has no switch of its own', async () => {
    server.setFault('error-500');
    expect(await visit(deps).html('/')).toContain('Our server: error-500');
  });

  it('say so when a proxy does not answer, and the shop goes on', async () => {
    const shop = visit({ ...deps, switches: createSwitches({ chatwoot: 'http://127.0.0.1:9', server: server.url }) });
    expect((await shop.request('/')).status).toBe(200);
    expect(await shop.html('/qa')).toContain('The switches before Chatwoot do not answer');
  });

  it('strict CSP: every page has a policy with a nonce of its own, and the tag carries it', async () => {
    const shop = visit(deps);
    expect((await shop.request('/')).headers.has('content-security-policy')).toBe(false);
    await shop.post('/qa', { switch: 'strict-csp' });
    const nonces = new Set<string>();
    for (const path of ['/', '/cart', '/nothing']) {
      const answer = await shop.request(path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1] ?? 'none';
      expect(await answer.text()).toContain(`/w/st_demo.js" nonce="${nonce}"></script>`);
      expect(policy).toContain("connect-src 'self' http://127.0.0.1:4001");
      expect(policy).not.toContain('unsafe');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });
});
