import { admin, type Preparations } from './calls.ts';

const crowd = Array.from({ length: 16 }, (_, index) =>
  admin(
    'POST',
    '/contacts',
    { name: `Crowd ${String(index).padStart(2, '0')} mwpp47cg`, email: `crowd${index}.mwpp47cg@example.com` },
    { ids: { contacts: 321 + index } },
  ),
);

export const contactsPreparations: Preparations = {
  7: [
    admin('PATCH', '/contacts/317', {
      additional_attributes: { country_code: 'PT' },
      custom_attributes: { address: { street: 'Side' } },
    }),
  ],
  9: [admin('POST', '/contacts/317/destroy_custom_attributes', { custom_attributes: ['tier'] })],
  11: [
    admin('PATCH', '/contacts/317', { identifier: 'Cust_mwpp47cg' }),
    admin('POST', '/contacts', { name: 'Owner', email: 'owner.mwpp47cg@example.com' }, { ids: { contacts: 320 } }),
  ],
  16: crowd,
  17: [admin('POST', '/contacts', { name: 'Nobody mwpp47cg' }, { ids: { contacts: 337 } })],
  28: [
    admin('POST', '/contacts/317/contact_inboxes', { inbox_id: 44, source_id: 'jane:mwpp47cg' }),
    admin('POST', '/contacts/320/contact_inboxes', { inbox_id: 44, source_id: 'form:mwpp47cg' }),
  ],
  34: [admin('POST', '/contacts/317/labels', { labels: ['vip'] })],
  37: [
    admin('POST', '/contacts', { name: 'Jane again', custom_attributes: { coupon: 'X1' } }, { ids: { contacts: 339 } }),
    admin('POST', '/actions/contact_merge', { base_contact_id: 317, mergee_contact_id: 339 }),
  ],
};
