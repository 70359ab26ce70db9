import { expect, it } from 'vitest';
import { conversationsUnder, lastMessage, withContact, withConversations, withLastMessage } from './desk-state.ts';
import type { DeskConversation, DeskMessage } from './desk-types.ts';

const sender = { id: 1, name: 'Jane', email: null, phone_number: null, identifier: null };
const conversation = (change: Partial<DeskConversation>): DeskConversation => ({
  id: 1,
  status: 'open',
  unread_count: 0,
  last_activity_at: 100,
  created_at: 100,
  labels: [],
  custom_attributes: {},
  additional_attributes: {},
  messages: [],
  meta: { sender },
  ...change,
});
const message = (change: Partial<DeskMessage>): DeskMessage => ({
  id: 10,
  content: 'Hello',
  message_type: 0,
  private: false,
  created_at: 200,
  conversation_id: 1,
  ...change,
});

it('shows the conversations of a status, the last active first', () => {
  const list = [
    conversation({ id: 1, last_activity_at: 100 }),
    conversation({ id: 2, last_activity_at: 300 }),
    conversation({ id: 3, last_activity_at: 200, status: 'resolved' }),
  ];
  expect(conversationsUnder('open', list).map(({ id }) => id)).toEqual([2, 1]);
  expect(conversationsUnder('all', list).map(({ id }) => id)).toEqual([2, 3, 1]);
});

it('a message moves its conversation up; an older one and an activity change nothing', () => {
  const [moved] = withLastMessage([conversation({})], message({ conversation: { unread_count: 3 } }));
  expect(moved).toMatchObject({ last_activity_at: 200, unread_count: 3, last_non_activity_message: { id: 10 } });
  const list = moved ? [moved] : [];
  expect(withLastMessage(list, message({ id: 9, content: 'Older' }))).toEqual(list);
  expect(withLastMessage(list, message({ id: 11, message_type: 2 }))).toEqual(list);
});

it('an event about a conversation keeps what it does not mention', () => {
  const known = conversation({ last_non_activity_message: message({ private: true, content: 'A note' }) });
  // A socket's conversation has no `last_non_activity_message`, and its `messages` leave notes out.
  const event = conversation({ status: 'resolved', messages: [message({ id: 8, content: 'Before the note' })] });
  const [merged] = withConversations([known], [event]);
  expect(merged?.status).toBe('resolved');
  expect(merged && lastMessage(merged)?.content).toBe('A note');
});

it('a changed contact shows in all of its conversations', () => {
  const other = conversation({ id: 3, meta: { sender: { ...sender, id: 2, name: 'Tom' } } });
  const changed = withContact([conversation({}), other], { ...sender, name: 'Jane Doe' });
  expect(changed.map(({ meta }) => meta.sender.name)).toEqual(['Jane Doe', 'Tom']);
});
