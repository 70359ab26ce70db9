import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { epochKey } from '../identity/epoch.ts';
import { fakeServer, storeAddress } from '../test-support/fake-server.ts';
import { askForSession } from './ask-for-session.ts';
import { readVisitorToken, writeVisitorToken } from './session-cookie.ts';
import { noteSession } from './session-note.ts';

const requestId = '6f1c2f1e-6f0e-4a56-9d6a-3a2f5c1b7d10';
const ask = () => askForSession(storeAddress, requestId, 'en');
const ready = {
  state: 'ready',
  requestId,
  visitorToken: 'new.session.token',
  baseUrl: 'https://chatwoot.example',
  websiteToken: 'token',
  hasConversation: false,
} as const;
let server: ReturnType<typeof fakeServer>;

beforeEach(() => {
  server = fakeServer();
});
afterEach(() => {
  document.cookie = 'cw_conversation=; path=/; max-age=0';
  localStorage.clear();
  vi.unstubAllGlobals();
});

it('puts the session into the cookie before it answers', async () => {
  server.session = ready;
  expect(await ask()).toEqual(ready);
  expect(readVisitorToken()).toBe('new.session.token');
});

it('asks in a way for which the browser need not ask first', async () => {
  await ask();
  const { method, headers } = server.calls[0] ?? {};
  expect([method, [...(headers ?? [])]]).toEqual(['POST', []]);
});

it('says which session this browser has', async () => {
  writeVisitorToken('old.session.token');
  await ask();
  expect(server.sent('/chat-sessions')[0]?.body).toMatchObject({ requestId, visitorToken: 'old.session.token' });
});

it('passes on why chat cannot be had, and leaves the cookie alone', async () => {
  server.session = { state: 'unavailable', requestId, reason: 'suspended' };
  expect(await ask()).toEqual(server.session);
  expect(readVisitorToken()).toBeUndefined();
});

it.each([
  ['down', 0],
  [503, 503],
  [404, 404],
] as const)('answers "none" when our server is %s', async (trouble, status) => {
  server.trouble = trouble;
  expect(await ask()).toEqual({ state: 'none', status });
});

it('waits two seconds for an answer and no longer', async () => {
  server.session = 'silence';
  const startedAt = performance.now();
  expect(await ask()).toEqual({ state: 'none', status: 408 });
  expect(performance.now() - startedAt).toBeGreaterThan(1900);
});

it.each<[string, () => void, string | undefined]>([
  ['keeps the session that is surely theirs', () => noteSession('demo', 'old.session.token'), 'old.session.token'],
  ['keeps none from before anything was known of this browser', () => {}, undefined],
  [
    'keeps none from before a sign-out that this cookie has survived',
    () => {
      noteSession('demo', 'old.session.token');
      localStorage.setItem(epochKey('demo'), 'next');
    },
    undefined,
  ],
  [
    'keeps none of a customer of whom there is no proof',
    () => {
      localStorage.setItem('storefront-chat:demo:person', 'ann');
      noteSession('demo', 'old.session.token');
    },
    undefined,
  ],
])('while our server is away the SDK runs alone, and %s', async (_, happen, left) => {
  writeVisitorToken('old.session.token');
  happen();
  server.trouble = 'down';
  await ask();
  expect(readVisitorToken()).toBe(left);
});

it('shows our server no session that was put into the cookie behind our back', async () => {
  server.session = ready;
  await ask();
  writeVisitorToken('of.another.widget');
  await ask();
  expect(server.sent('/chat-sessions')[1]?.body).not.toHaveProperty('visitorToken');
});

const secret = 'a'.repeat(43);
const askWithSecret = () => askForSession(storeAddress, requestId, 'en', undefined, secret);

it('says that this browser holds the session, so that it is given to nobody else', async () => {
  server.session = ready;
  await askWithSecret();
  expect(server.sent('/chat-sessions')[0]?.body).toMatchObject({ requestId, claimSecret: secret });
  expect(server.sent(`/chat-sessions/${requestId}/claimed`)).toMatchObject([{ body: { claimSecret: secret } }]);
});

it('does not say so where no cookie is kept: the session has to be asked for again there', async () => {
  server.session = ready;
  vi.spyOn(document, 'cookie', 'get').mockReturnValue('');
  await askWithSecret();
  vi.restoreAllMocks();
  expect(server.sent(`/chat-sessions/${requestId}/claimed`)).toEqual([]);
});

it('asks for another session, once, when this one is given out no more', async () => {
  server.session = { state: 'unavailable', requestId, reason: 'refused', isOver: true };
  expect(await askWithSecret()).toMatchObject({ state: 'unavailable', reason: 'refused' });
  const ids = server.sent('/chat-sessions').map(({ body }) => body.requestId);
  expect([ids.length, new Set(ids).size, ids[0]]).toEqual([2, 2, requestId]);
});
