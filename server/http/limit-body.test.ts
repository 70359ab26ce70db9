import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { limitBody } from './limit-body.ts';

const app = new Hono();
app.onError((error, c) => c.text(error instanceof AppError ? error.code : 'unexpected', 413));
app.use(
  limitBody(10, () => {
    throw new AppError('payload_too_large', 'too large');
  }),
);
app.post('/', async (c) => c.text(await c.req.text()));

const post = (body: string | ReadableStream<Uint8Array>, headers: Record<string, string> = {}) =>
  app.request('/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
const stream = (...parts: string[]) =>
  new Blob(parts).stream().pipeThrough(new TransformStream()) as ReadableStream<Uint8Array>;

it.each([
  ['a length', () => post('x'.repeat(10), { 'content-length': '10' })],
  ['no length', () => post('x'.repeat(10))],
  ['pieces', () => post(stream('xxxxx', 'xxxxx'), { 'transfer-encoding': 'chunked' })],
])('lets a body with %s pass, whole', async (_what, send) => {
  const answer = await send();
  expect([answer.status, await answer.text()]).toEqual([200, 'xxxxxxxxxx']);
});

it.each([
  ['a length', () => post('x'.repeat(11), { 'content-length': '11' })],
  ['no length', () => post('x'.repeat(11))],
  ['pieces', () => post(stream('xxxxxx', 'xxxxxx'), { 'transfer-encoding': 'chunked' })],
  // Such a request is read by its pieces, whatever length it claims.
  [
    'pieces and a small length',
    () => post(stream('xxxxxx', 'xxxxxx'), { 'transfer-encoding': 'chunked', 'content-length': '5' }),
  ],
])('refuses one that is too large, with %s', async (_what, send) => {
  expect((await send()).status).toBe(413);
});
