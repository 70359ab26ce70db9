import { expect, it } from 'vitest';
import { initialState, unreadMessages, withMessages, withoutConfirmed } from './widget-state.ts';
import type { OutgoingMessage, WidgetMessage } from './widget-types.ts';

const message = (change: Partial<WidgetMessage>): WidgetMessage => ({
  id: 1,
  content: 'Hello',
  message_type: 1,
  created_at: 100,
  conversation_id: 4,
  ...change,
});
const outgoing = (change: Partial<OutgoingMessage>): OutgoingMessage => ({
  localId: 'a',
  content: 'Hello',
  createdAt: 100,
  state: 'sending',
  ...change,
});
const channel = { websiteName: '', websiteToken: 't', widgetColor: '#000000', welcomeTitle: '', welcomeTagline: '' };

it('counts as unread what others wrote after the last look, and no activities', () => {
  const messages = [
    message({ id: 1, created_at: 99 }),
    message({ id: 2, created_at: 101 }),
    message({ id: 3, created_at: 101, message_type: 0 }),
    message({ id: 4, created_at: 101, message_type: 2 }),
    message({ id: 5, created_at: 101, message_type: 3 }),
  ];
  const state = { ...initialState(channel), messages, conversation: { contact_last_seen_at: 100 } };
  expect(unreadMessages(state).map(({ id }) => id)).toEqual([2, 5]);
});

it('keeps messages in order and once, however often they come', () => {
  const known = [message({ id: 2 })];
  const list = withMessages(known, [message({ id: 3 }), message({ id: 1 }), message({ id: 2, content: 'Changed' })]);
  expect(list.map(({ id, content }) => [id, content])).toEqual([
    [1, 'Hello'],
    [2, 'Changed'],
    [3, 'Hello'],
  ]);
});

it('a confirmed message takes the place of one with the same text that is on its way, and of no failed one', () => {
  const list = [
    outgoing({ localId: 'failed', state: 'failed' }),
    outgoing({ localId: 'first' }),
    outgoing({ localId: 'second' }),
  ];
  const left = withoutConfirmed(list, message({ message_type: 0 }));
  expect(left.map(({ localId }) => localId)).toEqual(['failed', 'second']);
  expect(withoutConfirmed(list, message({ message_type: 1 }))).toEqual(list);
});
