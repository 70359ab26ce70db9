import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { EventSource, EventType } from '../../../contract/events.ts';
import type { Reason } from '../../../contract/reasons.ts';
import { chatSessions } from '../../chat-sessions/tables.ts';
import type { OpenDatabase } from '../../db/open-database.ts';
import { events, visitors } from '../../events/tables.ts';
import { customers } from '../../identity/tables.ts';
import { heldAsSpam } from '../../submissions/index.ts';
import { submissions } from '../../submissions/tables.ts';

// Raw rows as other parts of the server leave them, for tests of what is counted from them.

export interface ToldEvent {
  type: EventType;
  at: Date;
  data?: Record<string, unknown>;
  source?: EventSource;
  visitorId?: string | null;
  customerId?: string | null;
  /** How far the time in its id is from when it happened; milliseconds. */
  skewMs?: number;
}

export interface Message {
  sessionId: string;
  at: Date;
  reason?: Reason | null | undefined;
  conversationId?: number | null | undefined;
  isHeld?: boolean | undefined;
}

/** Writes what happens in one store. Weeks for events are made for some time around `now`. */
export async function happeningsIn({ database }: OpenDatabase, storeId: string, now: Date) {
  const around = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
  await database.acrossStores((tx) => tx.execute(sql`select make_event_partitions(${around(-70)}, ${around(42)})`));
  const inStore = <T>(work: Parameters<typeof database.inStore<T>>[1]) => database.inStore(storeId, work);

  return {
    async tell(...told: ToldEvent[]): Promise<void> {
      const rows = told.map(({ at, skewMs = 0, source = 'browser', ...event }) => ({
        ...event,
        storeId,
        source,
        id: v7({ msecs: at.getTime() + skewMs }),
        occurredAt: at,
        receivedAt: now,
      }));
      if (rows.length > 0) await inStore((tx) => tx.insert(events).values(rows));
    },

    async write(...messages: Message[]): Promise<void> {
      const rows = messages.map(({ sessionId, at, reason = null, conversationId = null, isHeld = false }) => {
        const id = crypto.randomUUID();
        return {
          storeId,
          sessionId,
          idempotencyKey: id,
          reference: id,
          bodyHash: '',
          sequence: 1,
          text: 'Hi',
          reason,
          chatwootConversationId: conversationId,
          writtenAt: at,
          receivedAt: at,
          httpRequestId: 'test',
          ...(isHeld && { state: 'failed' as const, failure: heldAsSpam }),
        };
      });
      if (rows.length > 0) await inStore((tx) => tx.insert(submissions).values(rows));
    },

    async addSession(values: { id?: string; visitorKey?: string | null; customerId?: string | null } = {}) {
      const id = values.id ?? crypto.randomUUID();
      await inStore((tx) => tx.insert(chatSessions).values({ storeId, requestId: id, ...values, id }));
      return id;
    },

    async addVisitor(values: { id?: string; sessionId?: string | null; customerId?: string | null } = {}) {
      const id = values.id ?? crypto.randomUUID();
      const seen = { consentAt: now, firstSeenAt: now, lastSeenAt: now };
      const row = { storeId, consent: { analytics: true }, ...seen, ...values, id };
      await inStore((tx) => tx.insert(visitors).values(row));
      return id;
    },

    async addCustomer(id: string = crypto.randomUUID()) {
      await inStore((tx) => tx.insert(customers).values({ storeId, id, externalId: id, identifier: id }));
      return id;
    },
  };
}

export type Happenings = Awaited<ReturnType<typeof happeningsIn>>;
