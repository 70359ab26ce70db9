import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StorefrontEvent } from '../../../contract/events.ts';
import { eventId } from './event-id.ts';
import type { EventQueue, QueuedEvent } from './event-queue.ts';
import { createEventSender } from './send-events.ts';
import { eventServer } from './test-support/event-server.ts';
import type { Visitor } from './visitor-id.ts';

const storeKey = 'demo';
const ann = '6f1c2f1e-6f0e-4a56-9d6a-3a2f5c1b7d10';
const bob = '7f1c2f1e-6f0e-4a56-9d6a-3a2f5c1b7d10';
const requestId = '8f1c2f1e-6f0e-4a56-9d6a-3a2f5c1b7d10';

let server: ReturnType<typeof eventServer>;
let visitor: Visitor;
let waiting: Map<string, QueuedEvent>;
let stopping: AbortController;
const stop = vi.fn();
const forget = vi.fn(() => []);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  server = eventServer(storeKey);
  visitor = { id: ann, epoch: '', since: Date.now() };
  waiting = new Map();
  stopping = new AbortController();
});
afterEach(() => {
  stopping.abort();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  stop.mockClear();
  forget.mockClear();
});

function sender() {
  const queue: EventQueue = {
    ofThisPage: waiting,
    all: async () => [...waiting.values()],
    add: async (queued) => waiting.set(queued.event.id, queued),
    remove: async (events) => events.map(({ event }) => waiting.delete(event.id)),
  };
  return createEventSender({
    store: `https://chat.example/v1/stores/${storeKey}`,
    queue,
    visitor: {
      now: () => visitor,
      note: (changes) => Object.assign(visitor, changes),
      use() {},
      follow() {},
      forget,
      isGone: () => false,
    },
    beside: (id) => ({ consent: { analytics: true }, requestId: id === ann ? requestId : undefined }),
    stop,
    signal: stopping.signal,
  });
}

/** @param letters in the search, which make it larger */
function add(count: number, visitorId = ann, letters = 4) {
  for (let added = 0; added < count; added++) {
    const data = { searchTerm: 'x'.repeat(Math.min(letters, 300)) };
    const url = `https://shop.example/${'x'.repeat(Math.max(0, letters - 300))}`;
    const event: StorefrontEvent = { id: eventId(), type: 'search', data, page: { url } };
    waiting.set(event.id, { visitorId, event });
  }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const sizes = () => server.batches.map(({ events }) => events.length);

it('sends batches of fifty, oldest first, a moment after something was told', async () => {
  add(120);
  const ids = [...waiting.keys()];
  const { wake } = sender();
  wake();
  await pass(1900);
  expect(server.batches).toEqual([]);
  await pass(200);
  expect(sizes()).toEqual([50, 50, 20]);
  expect(server.events().map(({ id }) => id)).toEqual(ids);
  expect(waiting.size).toBe(0);
});

it('sends at once what is urgent', async () => {
  add(1);
  sender().wake(0);
  await pass(0);
  expect(sizes()).toEqual([1]);
});

it('keeps every batch below what a browser lets a closing page send', async () => {
  add(40, ann, 2000);
  sender().wake(0);
  await pass(0);
  expect(sizes().length).toBeGreaterThan(1);
  for (const { body, keepalive } of server.requests)
    expect([`${body}`.length < 61_000, keepalive]).toEqual([true, true]);
});

it('asks in a way for which the browser need not ask first', async () => {
  add(1);
  sender().wake(0);
  await pass(0);
  expect(server.requests[0]).not.toHaveProperty('headers');
});

it('never mixes visitors, and what goes along with each', async () => {
  add(2, bob);
  add(1);
  sender().wake(0);
  await pass(0);
  expect(server.batches).toMatchObject([
    { visitorId: bob, events: [{}, {}] },
    { visitorId: ann, events: [{}], requestId },
  ]);
  expect(server.batches[0]).not.toHaveProperty('requestId');
});

it('parts with what was taken, repeated or refused, and says why in the console, once', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  add(3);
  const ids = [...waiting.keys()];
  server.refuse = ({ id }) => (id === ids[2] ? undefined : 'invalid');
  sender().wake(0);
  await pass(0);
  expect(waiting.size).toBe(0);
  expect(server.events()).toHaveLength(1);
  expect(warn).toHaveBeenCalledExactlyOnceWith('storefront-chat: track:', 'search: not taken: invalid');
});

it('halves a batch that is too large, and throws away what is too large alone', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  add(3);
  server.trouble = 413;
  sender().wake(0);
  await pass(0);
  expect(server.requests.map(({ body }) => JSON.parse(`${body}`).events.length)).toEqual([3, 2, 1, 1, 1]);
  expect(waiting.size).toBe(0);
  expect(warn).toHaveBeenCalledOnce();
});

it('lets no batch block the queue for ever', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  add(50);
  server.trouble = 400;
  const { wake } = sender();
  wake(0);
  await pass(0);
  server.trouble = undefined;
  add(1);
  wake(0);
  await pass(0);
  expect(sizes()).toEqual([1]);
});

it.each([403, 404])('stops for this page when our server answers %i, and keeps what waits', async (status) => {
  add(1);
  server.trouble = status;
  sender().wake(0);
  await pass(0);
  expect(stop).toHaveBeenCalledOnce();
  expect(waiting.size).toBe(1);
});

it.each<['down' | number, string]>([
  ['down', 'a line that is cut'],
  [503, 'a server that is down'],
  [200, 'a login page of a hotel'],
])('tries again after 3, 6, 12 … seconds, half an hour at most: %s, %s', async (trouble) => {
  add(1);
  server.trouble = trouble;
  sender().wake(0);
  await pass(0);
  const triedAt = [Date.now()];
  while (triedAt.length < 14) {
    const tries = server.requests.length;
    await pass(1000);
    if (server.requests.length > tries) triedAt.push(Date.now());
  }
  const waits = triedAt.slice(1).map((at, index) => Math.round((at - (triedAt[index] ?? 0)) / 1000));
  expect(waits.slice(0, 4)).toEqual([3, 6, 12, 24]);
  expect(waits.at(-1)).toBe(1800);
  expect(waiting.size).toBe(1);
});

it('waits as long as our server asks for', async () => {
  add(1);
  server.trouble = 429;
  server.retryAfter = '40';
  sender().wake(0);
  await pass(39_000);
  expect(server.requests).toHaveLength(1);
  server.trouble = undefined;
  await pass(2000);
  expect(waiting.size).toBe(0);
});

it('is not hurried by what happens meanwhile, an order neither', async () => {
  add(1);
  visitor.tryAt = Date.now() + 600_000;
  const { wake, flush } = sender();
  wake(0);
  await pass(100_000);
  flush();
  wake(0);
  await pass(499_000);
  expect(server.requests).toEqual([]);
  await pass(2000);
  expect(sizes()).toEqual([1]);
});

it('is woken when the line is back', async () => {
  add(1);
  server.trouble = 'down';
  sender().wake(0);
  await pass(0);
  server.trouble = undefined;
  dispatchEvent(new Event('online'));
  await pass(0);
  expect(waiting.size).toBe(0);
  expect(visitor).toMatchObject({ failures: 0, tryAt: 0 });
});

it('sends from a page that goes, at once, and no more than the browser takes', async () => {
  add(60, ann, 2200);
  server.pause = new Promise(() => {});
  sender().flush();
  const bytes = server.requests.map(({ body }) => `${body}`.length).reduce((sum, length) => sum + length, 0);
  expect([bytes > 40_000, bytes < 65_536]).toEqual([true, true]);
  expect(server.requests.every(({ keepalive }) => keepalive)).toBe(true);
});

it('sends nothing twice that is on its way already', async () => {
  add(1);
  let answer = () => {};
  server.pause = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { wake, flush } = sender();
  wake(0);
  await pass(0);
  flush();
  expect(server.requests).toHaveLength(1);
  answer();
  await pass(0);
  expect(waiting.size).toBe(0);
});

it('begins anew under another id when our server has forgotten this one', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  server.refuse = () => 'withdrawn';
  add(1);
  sender().wake(0);
  await pass(0);
  expect([waiting.size, forget.mock.calls.length]).toEqual([0, 1]);
});
