import { admin, anybody, as, from, otherAccount, type Preparations, platform, visitor } from './calls.ts';

const choice = {
  content: 'Which order?',
  content_type: 'input_select',
  content_attributes: { items: [{ title: '#1001', value: '1001' }] },
};

export const widgetApiPreparations: Preparations = {
  4: [
    admin(
      'POST',
      '/inboxes',
      {
        name: 'Mobile',
        channel: {
          type: 'web_widget',
          website_url: 'https://acme.example',
          allowed_domains: 'https://shop.acme.example',
          selected_feature_flags: ['allow_mobile_webview'],
        },
      },
      { ids: { inboxes: 49 }, learn: { website_token: '{{website_token:mobile}}' } },
    ),
  ],
  14: [as('visitor-a', 'PATCH', '/contact', { custom_attributes: { cart: { coupon: 'X' }, empty: null } })],
  16: [as('visitor-a', 'POST', '/contact/destroy_custom_attributes', { custom_attributes: ['empty'] })],
  18: [
    admin(
      'POST',
      '/labels',
      { title: 'widget-defined', color: '#ff0000', show_on_sidebar: true },
      { ids: { labels: 13 } },
    ),
  ],
  22: [as('visitor-a', 'POST', '/messages', { message: { content: 'Hello?' } }, { ids: { messages: 1121 } })],
  23: [as('visitor-a', 'POST', '/messages', { content: 'flat' }, { ids: { messages: 1122 }, times: 2 })],
  30: [as('visitor-a', 'POST', '/conversations/destroy_custom_attributes', { custom_attribute: ['page'] })],
  39: [
    as('visitor-a', 'PATCH', '/messages/1120', { contact: { email: 'visitor.mwpp47cg@example.com' } }),
    admin('POST', '/conversations/15/messages', choice, { ids: { messages: 1126 } }),
    admin(
      'POST',
      '/conversations/15/messages',
      { content: 'Size', content_type: 'form', content_attributes: { items: [{ name: 'size', label: 'Size' }] } },
      { ids: { messages: 1127 } },
    ),
  ],
  41: [visitor('visitor-b', 353)],
  42: [visitor('visitor-c', 354)],
  43: [visitor('visitor-d', 355)],
  47: [visitor('visitor-e', 356, 'website_token:strict')],
  52: [
    as(
      'visitor-e',
      'POST',
      '/messages',
      { message: { content: 'mine' } },
      { inbox: 'website_token:strict', ids: { numbers: 17, messages: 1129 } },
    ),
    visitor('visitor-e2', 357, 'website_token:strict'),
    as(
      'visitor-e2',
      'PATCH',
      '/contact/set_user',
      {
        identifier: 'cust_mwpp47cg',
        identifier_hash: '497533518e487f896cc121d7b2e8c23f080500d16744333d8463dd0a975f47ce',
      },
      { inbox: 'website_token:strict' },
    ),
  ],
  53: [visitor('visitor-f0', 358, 'website_token:strict')],
  55: [visitor('visitor-f', 359, 'website_token:strict')],
  56: [visitor('visitor-g', 360, 'website_token:strict')],
  57: [visitor('visitor-thief', 361)],
  60: [visitor('visitor-n', 364)],
  65: [visitor('visitor-h', 366)],
  66: [visitor('visitor-j', 368)],
  70: [admin('PATCH', '/inboxes/42', { channel: { selected_feature_flags: ['attachments', 'emoji_picker'] } })],
  71: [
    otherAccount(
      'POST',
      '/inboxes',
      { name: 'Other chat', channel: { type: 'web_widget', website_url: 'https://other.example' } },
      { ids: { inboxes: 51 }, learn: { website_token: '{{website_token:other-account}}' } },
    ),
    platform('PATCH', '/accounts/16', { status: 'suspended' }),
  ],
  72: [
    platform('PATCH', '/accounts/16', { status: 'active' }),
    from('203.0.113.161', anybody('GET', '/widget?website_token={{website_token}}', null, { times: 5 })),
  ],
  75: [
    visitor('visitor-t', 375),
    as('visitor-t', 'PATCH', '/contact', { custom_attributes: { n: 'last' } }),
    from(
      '203.0.113.4',
      as(
        'visitor-t',
        'POST',
        '/conversations',
        { contact: {}, message: { content: 'c' } },
        { ids: { numbers: 21 }, times: 6 },
      ),
    ),
  ],
};
