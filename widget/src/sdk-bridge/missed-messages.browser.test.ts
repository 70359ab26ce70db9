import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openChat } from './test-support/open-chat.ts';

let chat: Awaited<ReturnType<typeof openChat>>;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const later = () => Date.now() + 1;

it('knows of what was there before the frame loaded', async () => {
  const deliveredAt = Date.now() - 1;
  await chat.start('of.ana');
  expect(chat.bridge.mayMiss('Hello', deliveredAt)).toBe(false);
});

it('knows of what the frame has heard since', async () => {
  await chat.start('of.ana');
  expect(chat.bridge.mayMiss('Hello', later())).toBe(true);
  chat.say('onEvent', { eventIdentifier: 'chatwoot:on-message', data: { content: 'Hello' } });
  await vi.waitFor(() => expect(chat.bridge.mayMiss('Hello', later())).toBe(false));
  expect(chat.bridge.mayMiss('Are you there?', later())).toBe(true);
});

it('fetches the rest with the same session, and the way back leads where it did', async () => {
  await chat.start('of.ana');
  const steps = history.length;
  const deliveredAt = later();
  await chat.bridge.settled();
  const refreshed = chat.bridge.refresh();
  chat.bridge.open(true);
  expect(window.$chatwoot?.isOpen).toBe(false);
  await refreshed;
  await vi.waitFor(() => expect(chat.told('config-set').length).toBe(2));
  expect([chat.bridge.mayMiss('Hello', deliveredAt), history.length]).toEqual([false, steps]);
  chat.bridge.open(true);
  expect(window.$chatwoot?.isOpen).toBe(true);
});
