import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { bareNode } from './bare-node.ts';
import { sumUp } from './measure.ts';
import { pressOn } from './press-on.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function press(on: Server) {
  server = on;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const request = () => 'GET / HTTP/1.1\r\nhost: bench\r\n\r\n';
  return pressOn({ port, request, durationMs: 100, connections: 4 });
}

it('counts whole answers, however they are cut into packets', async () => {
  let answered = 0;
  const { requestsPerSecond, p99Ms } = await press(
    createServer((_request, response) => {
      answered += 1;
      response.writeHead(200, { 'content-length': 6 }).write('one');
      setImmediate(() => response.end('two'));
    }),
  );
  expect(requestsPerSecond).toBeGreaterThan(0);
  expect(requestsPerSecond).toBeLessThanOrEqual(answered * 10);
  expect(p99Ms).toBeGreaterThan(0);
});

it('takes no refusal for an answer', async () => {
  await expect(press(bareNode(429, { 'content-length': 9 }, Buffer.from('slow down')))).rejects.toThrow(
    'answered with 429',
  );
});

it('takes the middle of what the rounds say', () => {
  const turn = (requestsPerSecond: number) => ({ requestsPerSecond, p99Ms: 1 });
  const rounds = [
    { ours: turn(60), bare: turn(100) },
    { ours: turn(10), bare: turn(100) },
    { ours: turn(30), bare: turn(50) },
  ];
  expect(sumUp(rounds)).toMatchObject({
    ours: { requestsPerSecond: 30 },
    bare: { requestsPerSecond: 100 },
    ratio: 0.6,
  });
});
