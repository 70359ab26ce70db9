import { recordAudit } from '../audit/record-audit.ts';
import type { ServedStore } from '../stores/index.ts';
import { webhookDeliveries } from '../webhooks/tables.ts';
import { type ForgetDeps, forgetCustomer } from './forget-customer.ts';
import type { ShopifyWebhook } from './read-webhook.ts';

export type Taken = 'taken' | 'repeat';

/**
 * Does what Shopify asks for, once. Of topics that we have no use for only their coming is noted.
 * @param deliveryId Shopify's own: the same when a delivery comes again
 */
export async function takeWebhook(
  deps: ForgetDeps,
  store: ServedStore,
  webhook: ShopifyWebhook,
  { deliveryId, requestId }: { deliveryId: string; requestId: string },
): Promise<Taken> {
  const { topic, customer } = webhook;
  // Twice does no harm, and so before it is noted: what broke off half-way is done when Shopify sends it again.
  if (topic === 'customers/redact') await forgetCustomer(deps, store, customer, requestId);
  return deps.database.inStore(store.id, async (tx) => {
    const row = { storeId: store.id, deliveryId: `shopify ${deliveryId}`, event: topic, receivedAt: deps.now() };
    const isNew = (await tx.insert(webhookDeliveries).values(row).onConflictDoNothing().returning()).length > 0;
    if (!isNew) return 'repeat';
    const detail = forOperator(store.key, webhook);
    if (detail) await recordAudit(tx, { storeId: store.id, actor: 'shopify', action: `shopify.${topic}`, detail });
    return 'taken';
  });
}

/** What somebody has to do, or may want to: nothing where we have done it. */
function forOperator(storeKey: string, webhook: ShopifyWebhook): Record<string, unknown> | undefined {
  const { customer, dataRequestId } = webhook;
  switch (webhook.topic) {
    case 'customers/data_request':
      return {
        dataRequestId,
        customerId: customer.id,
        todo:
          'A customer asks for their data. Within 30 days give the shop what `storefront-chat submissions export ' +
          `${storeKey}\` has of them, and their conversations in Chatwoot. \`storefront-chat erase ${storeKey} ` +
          `--customer ${customer.id ?? '…'}\` counts what there is, and deletes nothing without --yes.`,
      };
    case 'app/uninstalled':
      return {
        todo:
          'The app was taken off the shop: nobody is known by Shopify’s word any more. If it stays so: ' +
          `\`storefront-chat stores set ${storeKey} --shopify-domain ""\`.`,
      };
    case 'shop/redact':
      return {
        todo:
          'The app has been off the shop for 48 hours. Messages and events end with their retention, and a person’s ' +
          `sooner with \`storefront-chat erase ${storeKey}\`.`,
      };
    default:
      return undefined;
  }
}
