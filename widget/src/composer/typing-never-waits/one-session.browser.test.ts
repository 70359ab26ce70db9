import { expect, it, vi } from 'vitest';
import { uuid } from '../../browser/uuid.ts';
import { askForSession } from '../../session/ask-for-session.ts';
import { api, chat, press, sessionOf, setStage, stage } from '../../test-support/widget-stage.ts';

setStage();

const asked = () => stage.server.sent('/chat-sessions').map(({ body }) => body);
const store = () => `${location.origin}/v1/stores/${stage.storeKey}`;

it('two tabs that are opened together share one visitor', async () => {
  stage.server.session = sessionOf('of.both.x');
  await Promise.all([askForSession(store(), uuid(), 'en'), askForSession(store(), uuid(), 'en')]);
  expect(asked().map(({ visitorToken }) => visitorToken)).toEqual([undefined, 'of.both.x']);
});

it('a tab that waits for its turn does not wait longer than for an answer', async () => {
  const stopping = new AbortController();
  const { signal } = stopping;
  navigator.locks.request(store(), () => new Promise((resolve) => signal.addEventListener('abort', resolve)));
  expect(await askForSession(store(), uuid(), 'en')).toEqual({ state: 'none', status: 408 });
  expect(asked()).toEqual([]);
  stopping.abort();
});

it('a page that is opened again has the same visitor, and asks under an id of its own', async () => {
  await press();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  api().shutdown();
  await vi.waitFor(() => expect(window.StorefrontChat).toBeUndefined());
  chat().isOpen = false;
  await press();
  await vi.waitFor(() => expect(chat().isOpen).toBe(true));
  const [first, second] = asked();
  expect(second?.visitorToken).toBe('server.t.x');
  expect(second?.requestId).not.toBe(first?.requestId);
});
