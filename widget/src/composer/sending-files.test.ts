import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JsonAnswer } from '../browser/request-json.ts';
import { uuid } from '../browser/uuid.ts';
import type { LoadChunk } from '../loader/chunks.ts';
import { fakeServer, storeAddress } from '../test-support/fake-server.ts';
import { forgetOthers } from './forget-others.ts';
import { createMessageLane } from './message-lane.ts';
import { openMessageStore } from './message-store.ts';
import type { SentMessage } from './sent-message.ts';
import { takeDrafts } from './take-drafts.ts';

let server: ReturnType<typeof fakeServer>;
let storeKey: string;
let requestId: string;
let stopping: AbortController;
/** What our server says to a file; without it the chunk that sends files cannot be had. */
let answerFile: ((name: string) => JsonAnswer) | undefined;
/** Words and names of files, as they went out. */
let sent: string[];

beforeEach(() => {
  server = fakeServer();
  storeKey = uuid();
  requestId = uuid();
  stopping = new AbortController();
  sent = [];
  answerFile = () => ({ status: 202, body: { id: uuid(), reference: 'F1L-E00', state: 'received' } });
});
afterEach(() => {
  stopping.abort();
  vi.unstubAllGlobals();
});

const loadChunk = (async (name: string) => {
  if (name === 'work') return { solveWorkOf: async () => 'solved' };
  const answer = answerFile;
  if (!answer) throw new TypeError('Failed to fetch dynamically imported module');
  const uploadFile = async (_: string, message: SentMessage, onProgress: (progress: number) => void) => {
    onProgress(0.5);
    sent.push(message.body.text);
    return answer(message.body.text);
  };
  return { uploadFile };
}) as unknown as LoadChunk;

function openLane(onChange = () => {}) {
  const database = openMessageStore(storeKey, '', uuid());
  const lane = createMessageLane({
    store: storeAddress,
    database,
    onChange,
    onContactRefused() {},
    forgetOthers: () => forgetOthers(storeKey, ''),
    loadChunk,
    signal: stopping.signal,
  });
  return { lane, database };
}

function message(sequence: number, text: string, file?: File) {
  // Keys are in no order of their own, and the clock may not tell them apart.
  const key = `${9 - sequence}${uuid().slice(1)}`;
  return { key, body: { requestId, sequence, text, writtenAt: 1000 }, file };
}
const photograph = () => new File(['x'], 'mug.png', { type: 'image/png' });
const texts = () => server.sent('/submissions').map(({ body }) => body.text);

it('a file goes out behind its words, and tells how far it is', async () => {
  const seen: (number | undefined)[] = [];
  const { lane } = openLane(() => seen.push(lane.messages[1]?.progress));
  await Promise.all([lane.add(message(1, 'Look at this')), lane.add(message(2, 'mug.png', photograph()))]);
  await vi.waitFor(() => expect(lane.messages.map(({ state }) => state)).toEqual(['received', 'received']));
  expect([texts(), sent]).toEqual([['Look at this'], ['mug.png']]);
  expect(seen).toContain(0.5);
});

it('words and files survive the page, in their order', async () => {
  server.trouble = 'down';
  const first = openLane();
  await first.lane.add(message(1, 'Look at this'));
  await first.lane.add(message(2, 'mug.png', photograph()));
  await first.lane.add(message(3, 'And at this'));
  const { lane } = openLane();
  await lane.resume();
  expect(lane.messages.map(({ body }) => body.text)).toEqual(['Look at this', 'mug.png', 'And at this']);
  const kept = lane.messages[1]?.file;
  expect([kept?.name, kept?.type]).toEqual(['mug.png', 'image/png']);
});

it('a file that our server does not take is refused in words, and holds nothing up', async () => {
  answerFile = () => ({ status: 415, body: { error: {} } });
  const { lane } = openLane();
  await lane.add(message(1, 'setup.exe', photograph()));
  await lane.add(message(2, 'Never mind'));
  await vi.waitFor(() => expect(lane.messages.map(({ state }) => state)).toEqual(['refused', 'received']));
});

it('the words go out though the chunk that sends files cannot be had', async () => {
  answerFile = undefined;
  const { lane } = openLane();
  await lane.add(message(1, 'Look at this'));
  await lane.add(message(2, 'mug.png', photograph()));
  await vi.waitFor(() => expect(lane.isWaiting).toBe(true));
  expect(lane.messages.map(({ state }) => state)).toEqual(['received', 'kept']);
});

it('does the work that our server asks for, and sends the same words with it', async () => {
  server.isWorkDone = (work) => work === 'solved';
  const { lane } = openLane();
  await lane.add(message(1, 'I am no machine'));
  await vi.waitFor(() => expect(lane.messages[0]?.state).toBe('received'));
  expect(server.texts()).toEqual(['I am no machine']);
});

it('keeps a message that our server wants more work for, and never calls it refused', async () => {
  server.isWorkDone = () => false;
  const { lane } = openLane();
  await lane.add(message(1, 'I cannot work here'));
  await vi.waitFor(() => expect(lane.isWaiting).toBe(true));
  expect(lane.messages[0]?.state).toBe('kept');
});

it('does not send again what another tab has brought there', async () => {
  const { lane, database } = openLane();
  const fresh = message(1, 'Once');
  const byOther = { id: uuid(), reference: 'K7Q-4TM', state: 'received' } as const;
  const find = vi.spyOn(database, 'find');
  find.mockResolvedValue({ ...fresh, ...byOther, isStored: true, epoch: '' });
  await lane.add(fresh);
  await vi.waitFor(() => expect(lane.messages[0]).toMatchObject(byOther));
  expect(texts()).toEqual([]);
});

it('adds to the words what was filled in after them, and to a file only when it came alone', async () => {
  const { lane } = openLane();
  await lane.add(message(1, 'Look at this'));
  await lane.add(message(2, 'mug.png', photograph()));
  await vi.waitFor(() => expect(lane.messages.map(({ state }) => state)).toEqual(['received', 'received']));
  lane.addContact({ email: 'ann@mail.example', answers: { subject: 'return' } });
  await vi.waitFor(() => expect(lane.messages[0]?.contact?.isReceived).toBe(true));
  const changes = server.sent('/submissions', 'PUT').map(({ body }) => body);
  expect(changes).toEqual([{ email: 'ann@mail.example', answers: { subject: 'return' } }]);
});

it('what was filled in and chosen is there again on the next page, and in forms of the page apart', async () => {
  const box = openMessageStore(storeKey, '', 'gone');
  await box.putForm('values', { email: 'ann@mail.example' });
  await box.putForm('files', [photograph()]);
  await openMessageStore(storeKey, '', 'inline-gone').putForm('values', { email: 'of the page' });
  expect((await takeDrafts(storeKey, '', {}, 'inline-next')).form).toEqual({ values: { email: 'of the page' } });
  const { form } = await takeDrafts(storeKey, '', {}, 'next');
  expect([form.values, form.files?.[0]?.name]).toEqual([{ email: 'ann@mail.example' }, 'mug.png']);
  expect((await takeDrafts(storeKey, '', {}, 'next')).form).toEqual({});
});

it('a sign-out takes what was filled in and chosen along with the draft', async () => {
  await openMessageStore(storeKey, '', 'gone').putForm('values', { email: 'ann@mail.example' });
  await forgetOthers(storeKey, 'next-person');
  expect((await takeDrafts(storeKey, '', {}, 'next')).form).toEqual({});
  expect(await openMessageStore(storeKey).isEmpty()).toBe(true);
});
