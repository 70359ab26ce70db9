import { admin, anybody, from, type Preparations, platform } from './calls.ts';

export const errorsPreparations: Preparations = {
  3: [
    platform(
      'POST',
      '/users',
      { name: 'Stranger', email: 'stranger@acme.example', password: 'Acme1!secret' },
      { learn: { access_token: '{{stranger_token}}' } },
    ),
  ],
  18: [from('198.51.100.19', admin('GET', '/contacts/search?q=zzzz', null, { times: 100 }))],
  21: [admin('POST', '/labels', { title: 'auto-vip' }, { ids: { labels: 17 } })],
  22: [from('198.51.100.19', admin('GET', '/conversations/meta?status=open', null, { times: 30 }))],
  24: [from('192.0.2.176', anybody('GET', '/api', null, { times: 3000 }))],
};
