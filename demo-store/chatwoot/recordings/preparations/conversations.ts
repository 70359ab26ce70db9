import { admin, agent, otherAccount, type Preparations } from './calls.ts';

export const conversationsPreparations: Preparations = {
  0: [
    admin(
      'POST',
      '/contacts',
      { name: 'Kim Conv', email: 'kim.conv.mwpp47cg@example.com' },
      { ids: { contacts: 340 } },
    ),
    admin(
      'POST',
      '/contacts',
      { name: 'Lee Other', email: 'lee.other.mwpp47cg@example.com' },
      { ids: { contacts: 341 } },
    ),
  ],
  3: [admin('POST', '/conversations', { inbox_id: 44, contact_id: 317, hmac_verified: true }, { ids: { numbers: 3 } })],
  12: [
    otherAccount('POST', '/inboxes', { name: 'Form', channel: { type: 'api' } }, { ids: { inboxes: 48 } }),
    otherAccount('POST', '/contacts', { name: 'Ola', email: 'ola.mwpp47cg@example.com' }, { ids: { contacts: 343 } }),
  ],
  19: [admin('POST', '/conversations/1/toggle_status', { status: 'pending' })],
  20: [admin('POST', '/conversations/1/toggle_status', { status: 'snoozed' })],
  22: [
    admin('POST', '/conversations/1/toggle_status', { status: 'resolved' }),
    admin(
      'POST',
      '/conversations/1/messages',
      { content: 'One more thing', message_type: 'incoming' },
      { ids: { messages: 881 } },
    ),
  ],
  24: [
    admin('POST', '/conversations/7/toggle_status', { status: 'pending' }),
    agent('POST', '/conversations/7/toggle_status', { status: 'open' }),
  ],
  31: [admin('POST', '/teams', { name: 'Support mwpp47cg', description: 'first line' }, { ids: { teams: 6 } })],
  32: [admin('POST', '/conversations/1/assignments', { team_id: 0 })],
  45: [
    admin(
      'POST',
      '/conversations',
      { inbox_id: 44, contact_id: 341, message: { content: 'spam', message_type: 'incoming' } },
      { ids: { numbers: 10 } },
    ),
  ],
  46: [
    admin(
      'POST',
      '/conversations/10/messages',
      { content: 'more spam', message_type: 'incoming' },
      { ids: { messages: 901 } },
    ),
  ],
  52: [admin('POST', '/conversations', { inbox_id: 44, contact_id: 340 }, { ids: { numbers: 11 } })],
};
