import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { listen } from './listen.ts';
import { readBytes } from './read-bytes.ts';

const maxBytes = 100_000;
let port: number;
let close: (timeoutMs: number) => Promise<void>;

beforeAll(async () => {
  const answer = async (incoming: Request) => {
    try {
      return new Response(String((await readBytes(incoming, maxBytes)).length));
    } catch (error) {
      return new Response(error instanceof AppError ? error.code : String(error), { status: 413 });
    }
  };
  ({ port, close } = await listen(answer, { host: '127.0.0.1', port: 0, requestTimeoutMs: 30_000 }));
});
afterAll(() => close(1000));

/** As a browser does: everything is sent before an answer is looked at. */
function send(size: number, headers: Record<string, string | number>): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', headers }, (response) => {
      response.setEncoding('utf8').on('data', (text: string) => resolve(`${response.statusCode} ${text}`));
    });
    sent.on('error', reject).end(Buffer.alloc(size, 7));
  });
}

it('gives a body as it came, up to the limit', async () => {
  expect(await send(maxBytes, { 'content-length': maxBytes })).toBe('200 100000');
  expect(await send(maxBytes, { 'transfer-encoding': 'chunked' })).toBe('200 100000');
});

it.each([
  ['says so', { 'content-length': 20_000_000 }],
  ['does not say so', { 'transfer-encoding': 'chunked' }],
])('lets a browser know that a body is too large which %s, instead of cutting it off', async (_what, headers) => {
  expect(await send(20_000_000, headers)).toBe('413 payload_too_large');
});
