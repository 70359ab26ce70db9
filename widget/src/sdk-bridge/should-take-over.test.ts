import { expect, it } from 'vitest';
import type { SentMessage } from '../composer/sent-message.ts';
import { shouldTakeOver } from './should-take-over.ts';

const free = {
  hasConversation: true,
  isShown: true,
  text: '',
  isComposing: false,
  isInDetails: false,
  messages: [],
  isStaying: false,
};
const message = (state: SentMessage['state']) => ({ state }) as SentMessage;

it('lets chat take over when nobody would lose a word', () => {
  expect(shouldTakeOver(free)).toBe(true);
  const messages = [message('delivered'), message('delivered')];
  expect(shouldTakeOver({ ...free, messages, hasConversation: false })).toBe(true);
});

it.each([
  ['chat would have nothing to show', { hasConversation: false }],
  ['the shopper has closed the box', { isShown: false }],
  ['there is text in the box', { text: 'Where' }],
  ['there is a space in the box', { text: ' ' }],
  ['an input method is composing', { isComposing: true }],
  ['the shopper is giving an address', { isInDetails: true }],
  ['the box was promised to stay', { isStaying: true }],
])('keeps the box while %s', (_, change) => {
  expect(shouldTakeOver({ ...free, ...change })).toBe(false);
});

it.each(['kept', 'received', 'failed', 'refused'] as const)('keeps the box while a message is %s', (state) => {
  expect(shouldTakeOver({ ...free, messages: [message('delivered'), message(state)] })).toBe(false);
});
