import { recordAudit } from '../audit/record-audit.ts';
import { deleteContacts } from '../erasure/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { SubmissionDeps } from '../submissions/index.ts';

type Job = JobData['delete-contacts'];

/** Shopify's own term for it. */
export const giveUpAfterMs = 30 * 86_400_000;

/** Chatwoot away, or somebody who is on a page with chat: it deletes nobody who is online. */
const tryAgainMs = 10 * 60_000;

/** The job: deletes contacts at Chatwoot, and tries again until they are gone or the time for it is over. */
export async function deleteContactsJob(deps: SubmissionDeps, job: Job): Promise<void> {
  const contactIds = await contactsLeft(deps, job);
  if (contactIds.length === 0) return;
  const { storeId } = job;
  await deps.database.inStore(storeId, async (tx) => {
    if (deps.now().getTime() < job.giveUpAt) {
      await deps.jobs.enqueue(tx, 'delete-contacts', { ...job, contactIds }, { delayMs: tryAgainMs });
      return;
    }
    const todo = 'These contacts could not be deleted in 30 days: delete them in Chatwoot (Contacts, Delete).';
    await recordAudit(tx, { storeId, actor: 'shopify', action: 'shopify.contacts-left', detail: { contactIds, todo } });
  });
}

/** An account that is no longer there has nothing to delete them from. */
async function contactsLeft(deps: SubmissionDeps, { storeId, contactIds, requestId }: Job): Promise<number[]> {
  const client = await deps.accountClient(storeId, requestId);
  const erasures = client ? await deleteContacts(client, { contactIds, customer: undefined }, undefined) : [];
  return erasures.filter(({ outcome }) => outcome === 'still-there').map(({ contactId }) => contactId);
}
