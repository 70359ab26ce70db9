import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { examineShopPage } from './index.ts';
import { startSite } from './test-kit.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Takes connections and says nothing. */
async function startMute(): Promise<string> {
  const server = createServer((socket) => void stops.push(() => socket.destroy())).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  stops.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function examine(url: string) {
  const started = performance.now();
  const report = await examineShopPage(new URL(url), { publicUrl: null, stores: null, timeoutMs: 2000 });
  // By itself it is a little more than the two seconds; without an end of its own it would be for ever.
  expect(performance.now() - started).toBeLessThan(20_000);
  return report.findings.filter(({ state }) => state === 'problem');
}

it('gives up on a shop that never answers', async () => {
  expect(await examine(await startMute())).toMatchObject([
    { check: 'page-silent', message: 'The page does not come: no answer in time.' },
  ]);
});

it('gives up on a server that never answers, and on a page that never ends', async () => {
  const server = await startMute();
  const shop = await startSite((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    if (request.url === '/endless') response.write('<html>');
    else response.end(`<script async crossorigin src="${server}/w/tea.js"></script><script src="/endless"></script>`);
  });
  stops.push(() => void shop.stop());
  expect(await examine(shop.url)).toMatchObject([{ check: 'server-silent' }]);
  expect(await examine(`${shop.url}/endless`)).toMatchObject([{ check: 'page-silent' }]);
});
