import { sql } from 'drizzle-orm';
import type { EventBatchAnswer, ServerEventBatch } from '../../contract/events.ts';
import { only, type Tx } from '../db/database.ts';
import { findOrCreateCustomer } from '../identity/index.ts';
import type { ServedStore } from '../stores/index.ts';
import { answerBatch, type TakenBatch } from './answer-batch.ts';
import type { EventDeps } from './event-deps.ts';
import { timeOfEventId } from './event-id.ts';
import { withPartitions } from './event-partitions.ts';
import { insertEvents } from './insert-events.ts';
import { judgeEvents } from './judge-events.ts';
import { requireTracking } from './require-tracking.ts';
import { tellAgents } from './tell-agents.ts';
import { findVisitor, noteVisitor } from './visitor.ts';
import { isForgotten } from './visitor-hash.ts';
import { newestState, nothingSeen, type TimedEvent } from './visitor-state.ts';

/**
 * Stores what a shop's own server tells: each good event once. What it says of page, product and cart goes to the
 * visitor that it names, else to the one whom we last saw as that customer. It makes no visitor: only a browser knows
 * what its visitor allows, and of whom no browser has told us the events are stored without the visitor.
 * @param requestId of this HTTP request, for the logs
 * @throws AppError `tracking_off`
 */
export async function recordServerEvents(
  deps: EventDeps,
  store: ServedStore,
  { events: given, ...who }: ServerEventBatch,
  requestId: string,
): Promise<EventBatchAnswer> {
  requireTracking(store);
  const now = deps.now();
  const { good, refused } = judgeEvents(given, store, now);
  if (good.length === 0) return answerBatch(deps.metrics, good, refused);
  const nowMs = now.getTime();
  const events = good.map(({ event }) => ({ event, occurredAt: new Date(Math.min(timeOfEventId(event.id), nowMs)) }));
  const taken = await withPartitions(deps, () => takeBatch(deps, store, who, events, requestId));
  return answerBatch(deps.metrics, good, refused, taken);
}

async function takeBatch(
  deps: EventDeps,
  store: ServedStore,
  { visitorId, customerId: externalId }: Omit<ServerEventBatch, 'events'>,
  events: readonly TimedEvent[],
  requestId: string,
): Promise<TakenBatch> {
  return deps.database.inStore(store.id, async (tx) => {
    const customer = externalId ? await findOrCreateCustomer(tx, deps, store.id, externalId) : undefined;
    const found = await findVisitor(tx, store.id, { visitorId, customerId: customer?.id });
    if (visitorId && !found && (await wasForgotten(tx, deps, store.id, visitorId))) {
      return { stored: 0, isForgotten: true };
    }
    const whose = { visitorId: visitorId && found ? found : null, customerId: customer?.id ?? null };
    const stored = await insertEvents(tx, { storeId: store.id, source: 'server', ...whose }, events, deps.now());
    const state = newestState(events);
    if (found && stored > 0 && state !== nothingSeen) {
      const isKnown = await noteVisitor(tx, store.id, found, customer?.id, state);
      if (isKnown) await tellAgents(tx, deps, store, { storeId: store.id, visitorId: found, requestId }, events);
    }
    return { stored, isForgotten: false };
  });
}

async function wasForgotten(tx: Tx, { secrets }: EventDeps, storeId: string, visitorId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ was: boolean }>(sql`select ${isForgotten(secrets, storeId, visitorId)} as was`);
  return only(rows).was;
}
