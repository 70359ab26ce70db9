import { and, eq } from 'drizzle-orm';
import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import type { Tx } from '../db/database.ts';
import { findCustomer } from '../identity/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { JobData } from '../jobs/queues.ts';
import { holdLanes, letLanesGo } from '../submissions/index.ts';
import { submissions } from '../submissions/tables.ts';
import type { ActivityServer } from './activity-deps.ts';
import { liveKeys } from './describe-activity.ts';
import { unlessGone } from './find-conversation.ts';
import type { Visitor } from './read-visitor.ts';
import { withoutLiveKeys } from './show-beside-conversation.ts';
import { showOnContact } from './show-on-contact.ts';

type Job = JobData['clear-activity'];

/** After Chatwoot has failed us. Nobody waits for it, and it must not be forgotten. */
const tryAgainMs = 30_000;
/** After a refusal that somebody has to mend, such as a token that was revoked. */
const longWaitMs = 10 * 60_000;
/** How soon to look again whether a message has been delivered. */
const laneStepMs = 1000;

/** Has what agents were shown of a visitor taken away again, if they were shown anything. */
export async function clearLater(
  tx: Tx,
  jobs: Jobs,
  { storeId, shown, shownConversationId: conversationId }: Pick<Visitor, 'storeId' | 'shown' | 'shownConversationId'>,
  requestId: string,
): Promise<void> {
  const customerId = shown?.customerId ?? null;
  if (!shown || (conversationId === null && customerId === null)) return;
  await jobs.enqueue(tx, 'clear-activity', { storeId, conversationId, customerId, requestId });
}

/** The job: takes our keys off a conversation and off a customer's contact; what others wrote there stays. */
export async function clearActivity(deps: ActivityServer, job: Job): Promise<void> {
  const { storeId, requestId, conversationId, customerId } = job;
  const store = deps.directory.findById(storeId);
  if (!store?.chatwoot) return;
  const fetch = deps.breakers.fetchOf(store.chatwoot.baseUrl);
  try {
    const client = await deps.accountClient(storeId, requestId, { fetch });
    if (!client) return;
    if (customerId) await clearContact(deps, client, storeId, customerId);
    const isDone = conversationId === null || (await clearConversation(deps, client, job, conversationId));
    if (!isDone) await putOff(deps, job, laneStepMs);
  } catch (error) {
    if (!isChatwootError(error)) throw error;
    deps.logger.warn({ storeId, requestId, err: error }, 'what a visitor did is still shown');
    const waitMs = isChatwootError(error, 'unauthorized', 'suspended') ? longWaitMs : tryAgainMs;
    await putOff(deps, job, waitMs * (0.75 + Math.random() / 2));
  }
}

function putOff({ database, jobs }: ActivityServer, job: Job, delayMs: number): Promise<void> {
  return database.inStore(job.storeId, (tx) => jobs.enqueue(tx, 'clear-activity', job, { delayMs }));
}

/** @returns false while a message is being delivered there */
async function clearConversation(
  deps: ActivityServer,
  client: AccountClient,
  { storeId, requestId }: Job,
  id: number,
): Promise<boolean> {
  const lanes = await deps.database.inStore(storeId, async (tx) => {
    const isThere = and(eq(submissions.storeId, storeId), eq(submissions.chatwootConversationId, id));
    const rows = await tx.selectDistinct({ id: submissions.sessionId }).from(submissions).where(isThere);
    const sessionIds = rows.map((row) => row.id);
    return holdLanes(tx, deps, sessionIds);
  });
  if (!lanes) return false;
  try {
    const conversation = await unlessGone(client.conversations.show(id));
    const attributes = conversation?.customAttributes ?? {};
    const isShown = liveKeys.some((key) => key in attributes);
    if (isShown) await client.conversations.setCustomAttributes(id, withoutLiveKeys(attributes));
  } finally {
    await deps.database.inStore(storeId, (tx) => letLanesGo(tx, deps, lanes, requestId));
  }
  return true;
}

async function clearContact(deps: ActivityServer, client: AccountClient, storeId: string, customerId: string) {
  const customer = await deps.database.inStore(storeId, (tx) => findCustomer(tx, storeId, customerId));
  if (customer) await showOnContact(deps, client, customer, {});
}
