import { admin, type Preparations } from './calls.ts';

export const messagesPreparations: Preparations = {
  0: [
    admin('POST', '/contacts', { name: 'Nia Msg', email: 'nia.msg.mwpp47cg@example.com' }, { ids: { contacts: 344 } }),
    admin(
      'POST',
      '/conversations',
      { inbox_id: 44, contact_id: 344, message: { content: 'Hello', message_type: 'incoming' } },
      { ids: { numbers: 12, messages: 904 } },
    ),
    admin('POST', '/conversations', { inbox_id: 42, contact_id: 344 }, { ids: { numbers: 13 } }),
    admin('POST', '/conversations', { inbox_id: 44, contact_id: 344 }, { ids: { numbers: 14 } }),
  ],
  19: [admin('POST', '/conversations/13/messages', { content: 'On its way' }, { ids: { messages: 917 } })],
  20: [admin('PATCH', '/conversations/12/messages/905', { status: 'failed', external_error: 'Bounced' })],
  22: [
    admin(
      'POST',
      '/conversations/14/messages',
      { content: 'one of many', private: true },
      { ids: { messages: 918 }, times: 200 },
    ),
  ],
};
