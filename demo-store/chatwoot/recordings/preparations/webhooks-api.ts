import { admin, type Preparation, type Preparations } from './calls.ts';

/** The API inbox's webhook goes to this address from now on, and an agent writes. */
function written(messageId: number, content: string, webhookUrl: string): Preparation[] {
  return [
    admin('PATCH', '/inboxes/44', { channel: { webhook_url: webhookUrl } }),
    admin('POST', '/conversations/31/messages', { content }, { ids: { messages: messageId } }),
  ];
}

const account = (path: string) =>
  admin('POST', '/webhooks', { url: `{{receiver}}${path}/account`, subscriptions: ['message_created'] });

export const webhooksApiPreparations: Preparations = {
  12: [
    admin(
      'POST',
      '/contacts',
      { name: 'Rae Hook', email: 'rae.hook.mwpp47cg@example.com' },
      { ids: { contacts: 382 } },
    ),
  ],
  15: [
    admin('POST', '/conversations', { inbox_id: 44, contact_id: 382 }, { ids: { numbers: 31 } }),
    ...['/status/500', '/status/503', '/status/429', '/redirect/302', '/slow', '/drop'].map(account),
  ],
  17: written(1167, 'the inbox webhook answers 404', '{{receiver}}/status/404/inbox'),
  18: [
    ...written(1168, 'the inbox webhook answers after 7 s', '{{receiver}}/slow/7/inbox'),
    // Chatwoot looks for a picture of a contact with an address, by a job.
    admin('PATCH', '/contacts/382', {
      additional_attributes: {
        avatar_url_hash: '752e49a212efcb21677c023a01ca797049a3d4b1738284849dbf7c692eff7397',
        last_avatar_sync_at: '2026-11-21T00:56:16Z',
      },
    }),
  ],
  19: written(1170, 'the inbox webhook is a private address', 'http://10.0.0.1/inbox'),
  20: written(1171, 'the inbox webhook drops the connection', '{{receiver}}/drop/inbox'),
  21: written(1172, 'the inbox webhook redirects with 302', '{{receiver}}/redirect/302/inbox'),
};
