import { v7 } from 'uuid';
import type { ChatOutcome } from '../../contract/chat-outcomes.ts';
import type { StorefrontEvent } from '../../contract/events.ts';
import type { Tx } from '../db/database.ts';
import { insertEvents } from './insert-events.ts';

/**
 * Notes how a press ended among the store's events, without a word about who pressed, so that its numbers can be summed
 * up by time. A week for it must be there: see `withPartitions`.
 */
export async function recordOutcome(tx: Tx, storeId: string, outcome: ChatOutcome, now: Date): Promise<void> {
  const origin = { storeId, source: 'browser', visitorId: null, customerId: null } as const;
  await insertEvents(tx, origin, [{ event: eventOf(outcome, now), occurredAt: now }], now);
}

function eventOf({ outcome, ms }: ChatOutcome, now: Date): StorefrontEvent {
  const id = v7({ msecs: now.getTime() });
  return outcome === 'ready'
    ? { id, type: 'chat_timing', data: { name: 'press_to_ready', ms } }
    : { id, type: 'chat_unavailable', data: { reason: outcome, ms } };
}
