import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startForwardProxy } from './forward-proxy.ts';
import { type SlowLine, startSlowLine } from './slow-line.ts';
import { createUndoList } from './undo-list.ts';

const undo = createUndoList();
const size = 40_000;
let shop: string;
let line: SlowLine;

beforeAll(async () => {
  const server = createServer((req, res) => res.end(req.url === '/large' ? Buffer.alloc(size) : req.headers.host));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.add(() => server.close());
  shop = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy = await startForwardProxy(new Map([['shop.example', shop]]));
  undo.add(proxy.stop);
  line = await startSlowLine(proxy.port, { roundTripMs: 100, downKbit: 1600, upKbit: 750 });
  undo.add(line.stop);
});
afterAll(undo.run);

/** As a browser asks a proxy, on a new connection each time. */
async function ask(url: string) {
  const startedAt = performance.now();
  const text = await new Promise<string>((resolve, reject) => {
    const headers = { host: new URL(url).host };
    request({ host: '127.0.0.1', port: line.port, path: url, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks).toString()));
    })
      .on('error', reject)
      .end();
  });
  return { text, ms: performance.now() - startedAt };
}

it('a first answer takes two round trips: one to connect, one to ask', async () => {
  const { text, ms } = await ask('http://shop.example/');
  expect(text).toBe('shop.example');
  expect(ms).toBeGreaterThanOrEqual(200);
});

it('a large answer takes as long as its bytes need, and every byte is counted', async () => {
  const before = line.downBytes();
  const { text, ms } = await ask('http://shop.example/large');
  expect(text).toHaveLength(size);
  expect(ms).toBeGreaterThanOrEqual(400);
  expect(line.downBytes() - before).toBeGreaterThan(size);
  expect(line.downBytes() - before).toBeLessThan(size + 500);
});

it('nobody else can be reached: the browser’s own errands stay out of the figures', async () => {
  await expect(ask(`http://${shop}/`)).rejects.toThrow();
});

it('is quiet when nothing moves', async () => {
  const askedAt = performance.now();
  await ask('http://shop.example/');
  expect(line.quietMs()).toBeLessThan(performance.now() - askedAt);
  await expect.poll(() => line.quietMs()).toBeGreaterThan(100);
});
