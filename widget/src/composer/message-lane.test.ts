import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { uuid } from '../browser/uuid.ts';
import { fakeServer, storeAddress } from '../test-support/fake-server.ts';
import { forgetOthers as forget } from './forget-others.ts';
import { createMessageLane } from './message-lane.ts';
import { openMessageStore } from './message-store.ts';

const realTimeout = setTimeout;
let server: ReturnType<typeof fakeServer>;
let storeKey: string;
let requestId: string;
let sequence: number;

beforeEach(() => {
  // The database keeps its own time; only waiting is ours to move.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server = fakeServer();
  storeKey = uuid();
  requestId = uuid();
  sequence = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function openLane() {
  const onContactRefused = vi.fn();
  const forgetOthers = () => forget(storeKey, '');
  const { signal } = new AbortController();
  const database = openMessageStore(storeKey);
  const lane = createMessageLane({
    store: storeAddress,
    database,
    onChange() {},
    onContactRefused,
    forgetOthers,
    loadChunk: () => Promise.reject(new Error('not in this test')),
    signal,
  });
  return { lane, database, onContactRefused };
}

function write(text: string) {
  sequence++;
  return { key: uuid(), body: { requestId, sequence, text, writtenAt: Date.now() + sequence } };
}

/** Lets time pass in small steps until it is so. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 1 });
const states = (lane: ReturnType<typeof openLane>['lane']) => lane.messages.map(({ state }) => state);
/** Of this test: lanes of earlier ones may still be trying. */
const sentTexts = () => {
  const ours = server.sent('/submissions').filter(({ body }) => body.requestId === requestId);
  return ours.map(({ body }) => body.text);
};
/** Moves the clock in steps; between them what does not hang on it (answers being read) has its turn. */
async function pass(ms: number) {
  for (let left = ms; left > 0; left -= 250) {
    await vi.advanceTimersByTimeAsync(Math.min(left, 250));
    await new Promise((resolve) => realTimeout(resolve));
  }
}
/** The database of these tests schedules its work with timers as well. */
const during = (work: Promise<unknown>) => Promise.all([work, pass(50)]);

describe('a message', () => {
  it('is written down before it is sent', async () => {
    const { lane, database } = openLane();
    let writtenBefore: unknown[] = [];
    const real = fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      if (init.method === 'POST') writtenBefore = await database.messages();
      return real(url, init);
    });
    lane.add(write('Hello'));
    await soon(() => expect(states(lane)).toEqual(['received']));
    expect(writtenBefore).toMatchObject([{ body: { text: 'Hello' }, state: 'kept' }]);
  });

  it('is received when our server has it, and delivered only when our server says so', async () => {
    const { lane, database } = openLane();
    lane.add(write('Hello'));
    await soon(() => expect(lane.messages).toMatchObject([{ state: 'received', reference: 'K7Q-4TM' }]));
    await pass(3000);
    expect(states(lane)).toEqual(['received']);
    server.state = 'delivered';
    await soon(() => expect(states(lane)).toEqual(['delivered']));
    expect(await database.messages()).toEqual([]);
  });

  it('is sent again with the same key and the same body while our server is away', async () => {
    const { lane } = openLane();
    server.trouble = 'down';
    lane.add(write('Hello'));
    await soon(() => expect(lane.isWaiting).toBe(true));
    expect(states(lane)).toEqual(['kept']);
    server.trouble = 500;
    await pass(1000);
    server.trouble = undefined;
    await pass(2000);
    await soon(() => expect(states(lane)).toEqual(['received']));
    const tries = server.sent('/submissions');
    expect(tries.length).toBe(3);
    expect(new Set(tries.map(({ headers, body }) => headers.get('idempotency-key') + JSON.stringify(body))).size).toBe(
      1,
    );
  });

  it('waits longer after each failure, and not at all once the line is back', async () => {
    const { lane } = openLane();
    server.trouble = 'down';
    lane.add(write('Hello'));
    await soon(() => expect(sentTexts().length).toBe(1));
    await pass(900);
    expect(sentTexts().length).toBe(1);
    await pass(200);
    expect(sentTexts().length).toBe(2);
    await pass(1700);
    expect(sentTexts().length).toBe(2);
    server.trouble = undefined;
    dispatchEvent(new Event('online'));
    await soon(() => expect(states(lane)).toEqual(['received']));
  });

  it('keeps its place: the next one waits for the one before', async () => {
    const { lane } = openLane();
    server.trouble = 'down';
    lane.add(write('first'));
    lane.add(write('second'));
    await soon(() => expect(sentTexts()).toEqual(['first']));
    await pass(1000);
    expect(sentTexts()).toEqual(['first', 'first']);
    server.trouble = undefined;
    dispatchEvent(new Event('online'));
    await soon(() => expect(states(lane)).toEqual(['received', 'received']));
    expect(sentTexts()).toEqual(['first', 'first', 'first', 'second']);
  });

  it('is not tried again when our server will not take it, and does not hold up the next', async () => {
    const { lane } = openLane();
    server.trouble = 422;
    lane.add(write('refused'));
    await soon(() => expect(states(lane)).toEqual(['refused']));
    server.trouble = undefined;
    lane.add(write('taken'));
    await soon(() => expect(states(lane)).toEqual(['refused', 'received']));
  });

  it('is tried later when something else says yes in the place of our server', async () => {
    const { lane } = openLane();
    const real = fetch;
    let tries = 0;
    vi.stubGlobal('fetch', async () => {
      tries++;
      return new Response('<h1>Welcome to the hotel</h1>');
    });
    lane.add(write('Hello'));
    await soon(() => expect(lane.isWaiting).toBe(true));
    expect([tries, ...states(lane)]).toEqual([1, 'kept']);
    vi.stubGlobal('fetch', real);
    await pass(1000);
    await soon(() => expect(states(lane)).toEqual(['received']));
  });

  it('goes on from where an earlier page left it', async () => {
    server.trouble = 'down';
    const before = openLane();
    await during(before.lane.add(write('from the page before')));
    server.trouble = undefined;
    vi.clearAllTimers();
    const { lane } = openLane();
    await during(lane.resume());
    await soon(() =>
      expect(lane.messages).toMatchObject([{ state: 'received', body: { text: 'from the page before' } }]),
    );
  });

  it('says so when this browser cannot keep it', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const { lane } = openLane();
    server.trouble = 'down';
    lane.add(write('Hello'));
    await soon(() => expect(lane.messages).toMatchObject([{ state: 'kept', isStored: false }]));
    expect(sentTexts()).toEqual(['Hello']);
  });
});

describe('looking for news', () => {
  it('asks often at first, then every five seconds', async () => {
    const { lane } = openLane();
    lane.add(write('Hello'));
    await soon(() => expect(states(lane)).toEqual(['received']));
    const looks = () => server.sent('/submissions', 'GET').length;
    await soon(() => expect(looks()).toBeGreaterThanOrEqual(1));
    await pass(2000);
    expect(looks()).toBeGreaterThanOrEqual(3);
    await pass(30_000);
    const early = looks();
    await pass(25_000);
    expect(looks() - early).toBeGreaterThanOrEqual(4);
    expect(looks() - early).toBeLessThanOrEqual(5);
  });

  it('rests while nobody looks at the page', async () => {
    const { lane } = openLane();
    lane.add(write('Hello'));
    await soon(() => expect(states(lane)).toEqual(['received']));
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await pass(60_000);
    expect(server.sent('/submissions', 'GET')).toEqual([]);
    hidden.mockReturnValue(false);
    server.state = 'delivered';
    document.dispatchEvent(new Event('visibilitychange'));
    await soon(() => expect(states(lane)).toEqual(['delivered']));
    hidden.mockRestore();
  });

  it('forgets a message that our server no longer knows', async () => {
    const { lane, database } = openLane();
    const message = { ...write('Hello'), id: uuid(), state: 'received' as const, isStored: true, epoch: '' };
    await during(database.put(message));
    await during(lane.resume());
    await pass(250);
    await soon(() => expect(lane.messages).toEqual([]));
  });
});

describe('an address', () => {
  const contact = { email: 'jane@example.com', name: 'Jane' };

  it('is handed on for a message that our server has already', async () => {
    const { lane } = openLane();
    lane.add(write('Hello'));
    await soon(() => expect(states(lane)).toEqual(['received']));
    lane.addContact(contact);
    await soon(() => expect(lane.messages).toMatchObject([{ contact: { isReceived: true } }]));
    const [call] = server.sent('/submissions', 'PUT');
    expect(call?.path).toBe(`/submissions/${lane.messages[0]?.id}/contact`);
    expect(call?.body).toEqual(contact);
  });

  it('waits on this device for a message that our server does not have yet', async () => {
    const { lane, database } = openLane();
    server.trouble = 'down';
    lane.add(write('Hello'));
    await soon(() => expect(lane.isWaiting).toBe(true));
    lane.addContact(contact);
    await soon(async () => expect(await database.messages()).toMatchObject([{ contact }]));
    server.trouble = undefined;
    dispatchEvent(new Event('online'));
    await soon(() => expect(server.sent('/submissions', 'PUT')).toMatchObject([{ body: contact }]));
  });

  it('is asked for again when our server does not take it', async () => {
    const { lane, onContactRefused } = openLane();
    lane.add(write('Hello'));
    await soon(() => expect(states(lane)).toEqual(['received']));
    server.trouble = 422;
    lane.addContact(contact);
    await soon(() => expect(onContactRefused).toHaveBeenCalledOnce());
    expect(lane.messages[0]?.contact).toBeUndefined();
  });
});
