import { type Preparations, platform } from './calls.ts';

const anaAdmin = {
  name: 'Ana Admin',
  display_name: 'Ana',
  email: 'ana.mwpp47cg@acme.example',
  password: 'Acme1!secret',
  custom_attributes: { hr_id: 'h1' },
};

export const platformPreparations: Preparations = {
  6: [platform('POST', '/accounts', { name: 'Other Store' }, { ids: { accounts: 16 } })],
  7: [
    platform('POST', '/users', anaAdmin, { ids: { users: 22 }, learn: { access_token: '{{admin_token}}' } }),
    platform('POST', '/accounts/16/account_users', { user_id: 22, role: 'administrator' }),
    platform('PATCH', '/accounts/16', { limits: { inboxes: 'many' } }),
  ],
  23: [
    platform(
      'POST',
      '/accounts/15/account_users',
      { user_id: 22, role: 'administrator' },
      { ids: { accountUsers: 24 } },
    ),
  ],
  25: [platform('POST', '/accounts/15/account_users', { user_id: 23, role: 'agent' })],
  49: [
    platform(
      'POST',
      '/users',
      { name: 'Doomed', email: 'doomed@acme.example', password: 'Acme1!secret' },
      { ids: { users: 27 } },
    ),
    platform('POST', '/accounts', { name: 'Doomed Store' }, { ids: { accounts: 17 } }),
  ],
};
