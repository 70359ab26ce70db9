import { randomUUID } from 'node:crypto';
import type { ServedStore } from '../stores/index.ts';
import { activeSecrets } from './identity-keys.ts';
import { maxAgeSeconds, signProof } from './signed-proof.ts';
import type { IdentityDeps } from './take-proof.ts';

/**
 * A proof, signed in the shop's stead with the store's newest proof key, for one who has shown that they may ask.
 * @returns undefined when the store has no proof key
 */
export async function signForCustomer(
  deps: IdentityDeps,
  store: ServedStore,
  { customerId, challenge }: { customerId: string; challenge: string },
): Promise<string | undefined> {
  const [key] = await deps.database.inStore(store.id, (tx) => activeSecrets(tx, deps.secrets, store.id, 'proof'));
  const exp = Math.floor(deps.now().getTime() / 1000) + maxAgeSeconds;
  return key && signProof({ sub: customerId, jti: randomUUID(), exp, challenge }, store.key, key);
}
