import type { Tx } from '../db/database.ts';
import { erasePerson, type Person } from '../erasure/index.ts';
import type { ServedStore } from '../stores/index.ts';
import type { SubmissionDeps } from '../submissions/index.ts';
import { giveUpAfterMs } from './delete-contacts-job.ts';
import type { ShopifyWebhook } from './read-webhook.ts';

export type ForgetDeps = SubmissionDeps;

/**
 * Deletes what is kept of a customer, as whom they signed in and what they wrote from their address. Their contacts at
 * Chatwoot go by a job, which is written in the transaction that forgets where they were.
 */
export async function forgetCustomer(
  deps: ForgetDeps,
  store: ServedStore,
  { id, email }: ShopifyWebhook['customer'],
  requestId: string,
): Promise<void> {
  const people: Person[] = [...(id ? [{ customerId: id }] : []), ...(email ? [{ email }] : [])];
  const alongside = async (tx: Tx, { contactIds }: { contactIds: number[] }) => {
    if (contactIds.length === 0) return;
    const job = { storeId: store.id, contactIds, giveUpAt: deps.now().getTime() + giveUpAfterMs, requestId };
    await deps.jobs.enqueue(tx, 'delete-contacts', job);
  };
  for (const person of people) {
    await erasePerson({ ...deps, actor: 'shopify' }, store.key, person, { chatwoot: false, alongside });
  }
}
