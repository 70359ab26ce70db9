import { admin, type Preparations, platform } from './calls.ts';

export const attributesLabelsTeamsPreparations: Preparations = {
  12: [
    admin(
      'POST',
      '/custom_attribute_definitions',
      { attribute_display_name: 'Visits', attribute_key: 'visits', attribute_model: 1, attribute_display_type: 1 },
      { ids: { attributeDefinitions: 14 } },
    ),
    admin(
      'POST',
      '/contacts',
      {
        name: 'Filter me',
        email: 'filter.mwpp47cg@example.com',
        custom_attributes: { ltv: 777, tier: 'vip', visits: 3 },
      },
      { ids: { contacts: 381 } },
    ),
  ],
  22: [admin('POST', '/labels', { title: 'refund_due' }, { ids: { labels: 16 } })],
  32: [platform('PATCH', '/accounts/16', { limits: { inboxes: 0, agents: 0 } })],
};
