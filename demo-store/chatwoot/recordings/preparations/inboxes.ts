import { admin, type Preparations } from './calls.ts';

const csatConfig = {
  display_type: 'star',
  message: 'How was it?',
  button_text: 'Please rate us',
  language: 'en',
  survey_rules: { operator: 'contains', values: [] },
};

export const inboxesPreparations: Preparations = {
  9: [
    admin(
      'POST',
      '/inboxes',
      { name: '<Acme> @ "shop"', channel: { type: 'web_widget', website_url: 'https://acme.example' } },
      { ids: { inboxes: 45, channels: 32 } },
    ),
  ],
  12: [admin('PATCH', '/inboxes/43', { csat_config: csatConfig })],
  24: [admin('POST', '/inboxes', { name: 'Doomed', channel: { type: 'api' } }, { ids: { inboxes: 47, channels: 23 } })],
};
