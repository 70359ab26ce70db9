import { recordAudit } from '../audit/record-audit.ts';
import { AppError } from '../errors.ts';
import { type ChangeDeps, requireStore } from '../stores/index.ts';
import { activeSecrets, addIdentityKey, newSecret } from './identity-keys.ts';

/**
 * Takes the client secret of a store's Shopify app. The one before goes on counting, for Shopify signs with it until it
 * is revoked there. A store without a key for proofs gets one: the proxy's answers are signed with it.
 * @throws AppError `store_not_found`; `invalid_request`, which never repeats the secret.
 */
export async function setShopifySecret(deps: ChangeDeps, storeKey: string, secret: string): Promise<void> {
  if (!/^[\x21-\x7e]{16,200}$/.test(secret)) {
    const message = 'The client secret should be 16 to 200 characters without spaces, as Shopify shows it in the app.';
    throw new AppError('invalid_request', message);
  }
  await deps.database.acrossStores(async (tx) => {
    const { id: storeId } = await requireStore(tx, storeKey);
    const [newest] = await activeSecrets(tx, deps.secrets, storeId, 'shopify');
    if (newest !== secret) await addIdentityKey(tx, deps.secrets, storeId, 'shopify', secret);
    const [proofKey] = await activeSecrets(tx, deps.secrets, storeId, 'proof');
    if (!proofKey) await addIdentityKey(tx, deps.secrets, storeId, 'proof', newSecret('proof'));
    await recordAudit(tx, { storeId, actor: deps.actor, action: 'stores.set', detail: { shopifySecret: 'changed' } });
  });
}
