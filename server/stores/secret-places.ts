import { secretPlace } from '../db/secrets.ts';

/** Where each sealed column of this folder's tables lives: one place to read before adding another secret. */
export const secretPlaces = {
  platformToken: (installationId: string) => secretPlace('installations', 'platform_token', installationId),
  adminToken: (accountId: string) => secretPlace('accounts', 'admin_token', accountId),
  inboxIdentifier: (storeId: string) => secretPlace('inboxes', 'inbox_identifier', storeId),
  hmacToken: (storeId: string) => secretPlace('inboxes', 'hmac_token', storeId),
};
