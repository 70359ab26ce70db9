import type { IdentityAnswer } from '../../contract/identity.ts';
import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import { AppError } from '../errors.ts';
import { hmacTokenOf, type ServedStore } from '../stores/index.ts';
import type { Customer } from './customers.ts';
import { followContact } from './follow-contact.ts';
import { identifierHash } from './identifier-hash.ts';
import type { IdentityDeps } from './take-proof.ts';

export interface SignIdentityDeps extends IdentityDeps {
  /** The store's account at Chatwoot, as its administrator; null until set-up has one. */
  accountClient(storeId: string, requestId: string): Promise<AccountClient | null>;
}

/**
 * What a page needs to tell Chatwoot itself who its customer is. The customer is proven, and the store has chosen so.
 * @throws AppError `not_ready` before set-up, and while Chatwoot is away.
 */
export async function signIdentity(
  deps: SignIdentityDeps,
  store: ServedStore,
  customer: Customer,
  requestId: string,
): Promise<IdentityAnswer> {
  const hmacToken = await hmacTokenOf(deps.database, deps.secrets, store.id);
  const client = await deps.accountClient(store.id, requestId);
  if (!hmacToken || !client) throw new AppError('not_ready', 'The store has no inbox at Chatwoot yet: `stores add`.');
  const { identifier } = customer;
  const name = await nameOf(deps, client, customer);
  return { identifier, user: { name, identifier_hash: identifierHash(hmacToken, identifier) } };
}

async function nameOf(deps: SignIdentityDeps, client: AccountClient, customer: Customer): Promise<string> {
  try {
    const contact = await followContact(deps, client, customer);
    // The SDK refuses a user without a name. This one tells new customers apart, and nothing about them.
    return contact?.name || `Customer ${customer.identifier.slice(0, 4)}`;
  } catch (error) {
    if (!isChatwootError(error)) throw error;
    throw new AppError('not_ready', 'Chatwoot does not answer. Try again later.', { cause: error });
  }
}
