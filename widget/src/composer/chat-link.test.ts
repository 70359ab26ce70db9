import { expect, it } from 'vitest';
import type { ConnectedChat } from '../sdk-bridge/connect-chat.ts';
import { createChatLink } from './chat-link.ts';
import type { ComposerDeps } from './mount.tsx';

const never = new AbortController().signal;

/** A page whose chunk for chat comes when the test says so. */
function pageWithout() {
  let come: (chunk: unknown) => void = () => {};
  const chunk = new Promise((resolve) => {
    come = resolve;
  });
  const page = { loadChunk: () => chunk, emit: () => {} } as unknown as ComposerDeps;
  return { page, come };
}

const chat = { now: { state: 'starting' }, start: async () => {} } as unknown as ConnectedChat;

it('is wanted as soon as it is asked for: who signs in before its chunk is there has it asked for anew', async () => {
  const { page, come } = pageWithout();
  const link = createChatLink(page, never, () => {});
  expect(link.isWanted).toBe(false);
  const started = link.start();
  expect([link.isWanted, link.chat]).toEqual([true, undefined]);
  come({ connectChat: () => chat });
  await started;
  expect(link.chat).toBe(chat);
});

it('is not connected for somebody who has left while its chunk was on its way', async () => {
  const { page, come } = pageWithout();
  const leaving = new AbortController();
  const link = createChatLink(page, leaving.signal, () => {});
  const started = link.start();
  leaving.abort();
  come({ connectChat: () => chat });
  await started;
  expect(link.chat).toBeUndefined();
});
