import { admin, anybody, type Preparations } from './calls.ts';

const choice = {
  content: 'Which order?',
  content_type: 'input_select',
  content_attributes: { items: [{ title: '#1001', value: '1001' }] },
};

export const publicApiPreparations: Preparations = {
  8: [
    anybody('PATCH', '/public/api/v1/inboxes/{{inbox_identifier}}/contacts/form-mwpp47cg', {
      name: 'Pia Changed',
      custom_attributes: { extra: 1 },
    }),
  ],
  10: [
    admin('POST', '/conversations/27/messages', choice, { ids: { messages: 1159 } }),
    admin('POST', '/conversations/27/messages', { content: 'for us', private: true }),
  ],
  11: [
    anybody(
      'PATCH',
      '/public/api/v1/inboxes/{{inbox_identifier}}/contacts/form-mwpp47cg/conversations/27/messages/1159',
      { submitted_values: [{ title: '#1001', value: '1001' }] },
    ),
  ],
  18: [
    anybody('POST', '/public/api/v1/inboxes/{{inbox_identifier}}/contacts', {
      source_id: 'dot.mwpp47cg@example.com',
    }),
  ],
  19: [
    admin(
      'POST',
      '/inboxes',
      { name: 'Sealed form', channel: { type: 'api', hmac_mandatory: true } },
      { ids: { inboxes: 52 }, learn: { inbox_identifier: '{{inbox_identifier:sealed}}' } },
    ),
  ],
  24: [
    anybody(
      'POST',
      '/public/api/v1/inboxes/{{inbox_identifier:sealed}}/contacts/seal-mwpp47cg/conversations',
      {
        identifier: 'seal_mwpp47cg',
        identifier_hash: 'a5c275ad1eb15922e1649e8b4e68e3a3370c888bde612fcca6639281775c5ae8',
      },
      { ids: { numbers: 28 } },
    ),
  ],
  25: [
    anybody(
      'POST',
      '/public/api/v1/inboxes/{{inbox_identifier}}/contacts',
      { source_id: 'ver', identifier: 'ver_mwpp47cg', identifier_hash: 'right hash of ver_mwpp47cg' },
      { ids: { contacts: 380 } },
    ),
    anybody('POST', '/public/api/v1/inboxes/{{inbox_identifier}}/contacts/ver/conversations', null, {
      ids: { numbers: 29 },
    }),
  ],
};
