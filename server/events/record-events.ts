import { TransactionRollbackError } from 'drizzle-orm/errors';
import type { EventBatch, EventBatchAnswer } from '../../contract/events.ts';
import type { ServedStore } from '../stores/index.ts';
import { answerBatch, type TakenBatch } from './answer-batch.ts';
import { correctTimes } from './corrected-time.ts';
import type { EventDeps } from './event-deps.ts';
import { timeOfEventId } from './event-id.ts';
import { withPartitions } from './event-partitions.ts';
import { insertEvents } from './insert-events.ts';
import { judgeEvents } from './judge-events.ts';
import { requireTracking } from './require-tracking.ts';
import { tellAgents } from './tell-agents.ts';
import { dropForgotten, meetVisitor, type Visit } from './visitor.ts';
import { isForgotten } from './visitor-hash.ts';
import { newestState, nothingSeen, type TimedEvent } from './visitor-state.ts';

/**
 * Stores what a browser tells: each good event once, and what its visitor now sees and has. Agents are shown that soon
 * if it is known who this is.
 * @param requestId of this HTTP request, for the logs
 * @throws AppError `tracking_off`
 */
export async function recordEvents(
  deps: EventDeps,
  store: ServedStore,
  batch: EventBatch,
  requestId: string,
): Promise<EventBatchAnswer> {
  requireTracking(store);
  const now = deps.now();
  const { good, refused } = judgeEvents(batch.events, store, now);
  if (good.length === 0) return answerBatch(deps.metrics, good, refused);
  const correct = correctTimes(batch.sentAt, now);
  const events = good.map(({ event }) => ({ event, occurredAt: correct(timeOfEventId(event.id)) }));
  const visit = { ...batch, storeId: store.id, toldAt: correct(batch.sentAt), now, state: newestState(events) };
  const taken = await withPartitions(deps, () => takeBatch(deps, store, visit, events, requestId));
  return answerBatch(deps.metrics, good, refused, taken);
}

/**
 * Two statements, for on the embedded database each costs as much as ten rows. The visitor's row comes first: who has
 * it holds off whoever would erase it, and who had to wait for it sees in the next statement that they are forgotten.
 */
async function takeBatch(
  deps: EventDeps,
  store: ServedStore,
  visit: Visit,
  events: readonly TimedEvent[],
  requestId: string,
): Promise<TakenBatch> {
  const { storeId, visitorId, now, state } = visit;
  const origin = { storeId, source: 'browser', visitorId, customerId: null } as const;
  const tellsNothing = state === nothingSeen;
  const attempt = deps.database.inStore(storeId, async (tx) => {
    const isKnown = await meetVisitor(tx, visit);
    const stored = await insertEvents(tx, origin, events, now, isForgotten(deps.secrets, storeId, visitorId));
    // We have all of it, or want none. A late copy makes what it tells seem newer than it is, so that is undone.
    if (stored === 0 && !tellsNothing) throw new TransactionRollbackError();
    if (stored === 0 && (await dropForgotten(tx, deps.secrets, storeId, visitorId))) return refusedAll;
    if (isKnown && (stored > 0 || visit.requestId)) {
      await tellAgents(tx, deps, store, { storeId, visitorId, requestId }, events);
    }
    return { stored, isForgotten: false };
  });
  return attempt.catch((error) => {
    if (!(error instanceof TransactionRollbackError)) throw error;
    return takeBatch(deps, store, { ...visit, state: nothingSeen }, events, requestId);
  });
}

const refusedAll: TakenBatch = { stored: 0, isForgotten: true };
