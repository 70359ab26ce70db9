import { isChatwootError } from '../chatwoot/index.ts';
import type { Tx } from '../db/database.ts';
import type { JobData } from '../jobs/queues.ts';
import type { StoreDirectory } from '../stores/index.ts';
import { shopperOf } from './bind-session.ts';
import { checkIdentity, findUnchecked } from './check-identity.ts';
import type { SessionDeps } from './session-deps.ts';
import { visitorTokens } from './visitor-token.ts';

/** How soon to look again after Chatwoot could not be asked. */
const againMs = 60_000;

type Job = JobData['confirm-identity'];

/** Has it looked at whether agents see the customer of this session as verified, if it is one's and nobody has yet. */
export async function confirmLater({ jobs }: Pick<SessionDeps, 'jobs'>, tx: Tx, job: Job): Promise<void> {
  if (await findUnchecked(tx, job.sessionId)) await jobs.enqueue(tx, 'confirm-identity', job);
}

/** The job: checks the latest conversation of an identified session. While Chatwoot is away it puts itself off. */
export async function confirmIdentity(deps: SessionDeps & { directory: StoreDirectory }, job: Job): Promise<void> {
  const { storeId, sessionId, requestId } = job;
  const store = deps.directory.findById(storeId);
  const session = await deps.database.inStore(storeId, (tx) => findUnchecked(tx, sessionId));
  const visitorToken = session && visitorTokens(deps.secrets).bound(session);
  if (!store || !visitorToken) return;
  try {
    const client = deps.widgetClient(store, { shopper: shopperOf(session), requestId, visitorToken });
    const conversation = await client.conversation();
    if (conversation) await checkIdentity(deps, session, conversation.id, requestId);
  } catch (error) {
    // Without the visitor there is nothing to confirm: the next message finds that out for itself.
    if (isChatwootError(error, 'not-found')) return;
    if (!isChatwootError(error)) throw error;
    await deps.database.inStore(storeId, (tx) => deps.jobs.enqueue(tx, 'confirm-identity', job, { delayMs: againMs }));
  }
}
