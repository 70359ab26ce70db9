import { afterEach, expect, it, vi } from 'vitest';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { checkServer } from './check-server.ts';
import type { SelfTestPage } from './finding.ts';

const page = { settings: withTagSettings(demoSettings(), {}) } as SelfTestPage;
afterEach(() => vi.unstubAllGlobals());

/** @param toMessage how an empty message is answered; 0: the browser may not read it */
function answering(settings: { status: number; body?: unknown }, toMessage = 400) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { method, body }: RequestInit) => {
    asked.push(`${method} ${new URL(url).pathname} ${body ?? ''}`.trim());
    const status = method === 'GET' ? settings.status : toMessage;
    if (!status) throw new TypeError('Failed to fetch');
    return Response.json(method === 'GET' ? (settings.body ?? {}) : {}, { status });
  });
  return asked;
}

it('asks for the settings, and to take an empty message: nothing more', async () => {
  const asked = answering({ status: 200, body: demoSettings() });
  expect((await checkServer(page)).map(({ label, verdict }) => `${label}: ${verdict}`)).toEqual([
    'Server: good',
    'Origin: good',
    'Up to date: good',
  ]);
  expect(asked).toEqual(['GET /v1/stores/demo/settings', 'POST /v1/stores/demo/submissions {}']);
});

it('an origin that the store does not have is named in the command that adds it', async () => {
  answering({ status: 200, body: demoSettings() }, 0);
  const [, origin] = await checkServer(page);
  expect(origin).toMatchObject({ label: 'Origin', verdict: 'bad' });
  expect(origin?.advice).toContain(`storefront-chat stores set demo --origins …,${location.origin}\``);
});

it('too many tries are no refusal of the origin', async () => {
  answering({ status: 200, body: demoSettings() }, 429);
  expect((await checkServer(page))[1]).toMatchObject({ label: 'Origin', verdict: 'good' });
});

it.each<[string, number, RegExp]>([
  ['is down', 0, /does not answer/],
  ['does not know the store', 404, /does not know this store/],
  ['is broken', 500, /error, 500/],
])('a server that %s is asked nothing more', async (_, status, words) => {
  const asked = answering({ status });
  expect(await checkServer(page)).toEqual([
    expect.objectContaining({ label: 'Server', verdict: 'bad', value: expect.stringMatching(words) }),
  ]);
  expect(asked).toHaveLength(1);
});

it('says what was changed since the page was loaded, and what the tag says itself is no change', async () => {
  answering({ status: 200, body: demoSettings({ color: '#123456', name: 'Loom', offsetX: 8 }) });
  const [, , freshness] = await checkServer(page, { color: '#2f5d50' });
  expect(freshness).toMatchObject({
    verdict: 'note',
    value: 'settings changed since this page was loaded: offsetX, name',
  });
});

it('what a shop brings itself differs from the server’s, and that is no change', async () => {
  answering({ status: 200, body: demoSettings({ assets: 'https://shop.example/*.js', chatwoot: null }) });
  const [, , freshness] = await checkServer(page, { storefrontChat: 'settings' });
  expect(freshness).toMatchObject({ verdict: 'good' });
});
