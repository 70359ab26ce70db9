import type { Logger } from 'pino';
import { type AccountClient, type ChatwootError, isChatwootError } from '../chatwoot/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { ServedStore } from '../stores/index.ts';
import { letLanesGo } from '../submissions/index.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { findConversation } from './find-conversation.ts';
import { type Ending, keepEnding } from './keep-ending.ts';
import { planShowing, rememberShown, type Showing } from './plan-showing.ts';
import { showBesideConversation } from './show-beside-conversation.ts';
import { showInNote } from './show-in-note.ts';
import { showOnContact } from './show-on-contact.ts';

type Job = JobData['show-activity'];

/** What takes longer is not worth the place that it takes: the next change comes soon. */
const timeoutMs = 4000;
/** How soon to look again for a conversation, if there was none. */
const noConversationMs = 10_000;
/** After a refusal that somebody has to mend, such as a token that was revoked. */
const longWaitMs = 5 * 60_000;

/**
 * The job: shows agents what a visitor sees and has now. Only what differs is written. A Chatwoot that is away is not a
 * failure of this job: it schedules its next try itself.
 */
export async function showActivity(deps: ActivityDeps, job: Job): Promise<void> {
  const store = deps.directory.findById(job.storeId);
  if (!store?.chatwoot || !store.isTrackingOn || store.showActivity === 'off') return;
  const { baseUrl } = store.chatwoot;
  const turn = deps.share.enter(store.id, baseUrl, deps.breakers.fetchOf(baseUrl));
  if (turn.state === 'wait') return putOff(deps, job, turn.ms);
  try {
    await showInTurn(deps, store, job, turn.fetch);
  } finally {
    turn.leave();
  }
}

async function showInTurn(deps: ActivityDeps, store: ServedStore, job: Job, send: typeof fetch): Promise<void> {
  await deps.definitions.ensure(store, job.requestId, send);
  const plan = await deps.database.inStore(store.id, (tx) => planShowing(tx, deps, store, job.visitorId));
  if (plan.state === 'nothing-to-do') return;
  if (plan.state === 'wait') return putOff(deps, job, plan.ms);
  const { showing } = plan;
  try {
    const ending = await show(deps, store, showing, job, send);
    await keepEnding(deps, showing, job, ending);
  } catch (error) {
    // A fault of ours: the queue tries the same job again.
    await deps.database.inStore(store.id, (tx) => letLanesGo(tx, deps, showing.lanes, job.requestId));
    throw error;
  }
}

function putOff({ database, jobs }: ActivityDeps, job: Job, delayMs: number): Promise<void> {
  return database.inStore(job.storeId, (tx) => jobs.enqueue(tx, 'show-activity', job, { delayMs }));
}

/** Does it, and says how it ended. */
async function show(
  deps: ActivityDeps,
  store: ServedStore,
  showing: Showing,
  { storeId, requestId }: Job,
  send: typeof fetch,
): Promise<Ending> {
  try {
    const client = await deps.accountClient(storeId, requestId, { timeoutMs, fetch: send });
    if (!client) return { nextTryAt: null };
    return await showAt(deps, client, store, showing);
  } catch (error) {
    if (!isChatwootError(error)) throw error;
    return endingOf(error, showing, deps);
  }
}

async function showAt(
  deps: ActivityDeps,
  client: AccountClient,
  { origins }: ServedStore,
  showing: Showing,
): Promise<Ending> {
  const { place, visitor, customer, wanted, isNews, inboxIds } = showing;
  const ending = { nextTryAt: null, shown: rememberShown(showing, deps.now()) };
  if (place === 'contact') {
    if (customer) await showOnContact(deps, client, customer, wanted);
    return { ...ending, conversationId: null };
  }
  const conversation = await findConversation(deps, client, showing, inboxIds);
  if (!conversation) return noConversation(deps.now());
  // Looked at because somebody has written, and the note is there: it may lie far back by now.
  if (place === 'note' && !isNews && conversation.id === visitor.shownConversationId) return { nextTryAt: null };
  if (place === 'note') await showInNote(client, conversation, visitor.id, visitor, origins);
  else await showBesideConversation(client, conversation, wanted);
  return { ...ending, conversationId: conversation.id };
}

/** Nothing to be sorry for: whatever begins one has it looked for again. */
function noConversation(now: Date): Ending {
  return { nextTryAt: new Date(now.getTime() + noConversationMs) };
}

function endingOf(error: ChatwootError, showing: Showing, deps: { logger: Logger; now(): Date }): Ending {
  const now = deps.now();
  if (error.kind === 'not-found') return noConversation(now);
  const { storeId } = showing.visitor;
  deps.logger.warn({ storeId, err: error }, 'agents are not shown what a visitor does');
  // It will be refused again: there is no use in trying before something changes.
  if (error.kind === 'invalid') return { nextTryAt: null, shown: rememberShown(showing, now) };
  const waitMs = isChatwootError(error, 'unauthorized', 'suspended') ? longWaitMs : waitFor(showing, now);
  return { againMs: Math.max(waitMs, error.retryAfterMs ?? 0) };
}

/** As long again as the newest change is old: each wait is twice the one before, from 2 s to half a minute. */
function waitFor({ visitor }: Showing, now: Date): number {
  const { pageAt, itemAt, cartAt } = visitor;
  const newest = Math.max(...[pageAt, itemAt, cartAt].map((at) => at?.getTime() ?? 0));
  return Math.min(30_000, Math.max(2000, now.getTime() - newest)) * (0.75 + Math.random() / 2);
}
