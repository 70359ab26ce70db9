import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { StoreEnv } from '../http/store-origin.ts';
import type { ServedStore, StoreDirectory } from '../stores/index.ts';
import { activeSecrets } from './identity-keys.ts';
import { isSame } from './signed-proof.ts';
import type { IdentityDeps } from './take-proof.ts';

export type ApiKeyDeps = IdentityDeps & { directory: StoreDirectory };

/** Admits the shop's own server, by an API key of the store, and lets handlers know which store it is. */
export function requireApiKey(deps: ApiKeyDeps) {
  return createMiddleware<StoreEnv>(async (c, next) => {
    const store = await storeOfApiKey(deps, c.req.param('storeKey') ?? '', c.req.header('authorization'));
    if (!store) {
      throw new AppError('api_key_refused', 'Send an API key of this store: `Authorization: Bearer sfa_…`.');
    }
    c.set('store', store);
    return next();
  });
}

/** The store of this key, if `authorization` holds one of its API keys. */
export async function storeOfApiKey(
  deps: ApiKeyDeps,
  storeKey: string,
  authorization: string | undefined,
): Promise<ServedStore | undefined> {
  const store = deps.directory.find(storeKey);
  const given = /^Bearer (\S{1,200})$/.exec(authorization ?? '')?.[1] ?? '';
  const keys = store
    ? await deps.database.inStore(store.id, (tx) => activeSecrets(tx, deps.secrets, store.id, 'api'))
    : [];
  // All of them are compared: neither a key nor a store is found out by the time it takes, or by the words.
  const matches = keys.filter((key) => isSame(key, given)).length;
  return matches > 0 ? store : undefined;
}
