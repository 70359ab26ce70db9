import type { AccountRow } from '../state/rows.ts';

/** An account without an address of its own shows the installation's sender, name included. */
const installationSender = 'Chatwoot <accounts@chatwoot.example>';

export function platformAccountView(account: AccountRow) {
  return {
    id: account.id,
    name: account.name,
    locale: account.locale,
    domain: account.domain,
    support_email: account.support_email ?? installationSender,
    features: enabledFeatures(account),
    custom_attributes: account.custom_attributes,
    limits: account.limits,
    status: account.status,
  };
}

/** The account as its own members see it; the platform's attributes stay out. */
export function accountView(account: AccountRow) {
  const cacheKey = String(Math.floor(Date.parse(account.created_at) / 1000));
  return {
    settings: account.settings,
    created_at: account.created_at,
    custom_attributes: {
      plan_name: null,
      subscribed_quantity: null,
      subscription_status: null,
      subscription_ends_on: null,
    },
    domain: account.domain,
    features: enabledFeatures(account),
    id: account.id,
    locale: account.locale,
    name: account.name,
    support_email: account.support_email ?? installationSender,
    status: account.status,
    cache_keys: { label: cacheKey, inbox: cacheKey, team: cacheKey },
  };
}

function enabledFeatures(account: AccountRow) {
  return Object.fromEntries(account.features.map((name) => [name, true]));
}
