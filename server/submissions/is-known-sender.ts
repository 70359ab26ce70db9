import { and, eq, isNotNull } from 'drizzle-orm';
import { chatSessions } from '../chat-sessions/tables.ts';
import type { Database } from '../db/database.ts';
import { submissions } from './tables.ts';

/** Whether a message is one that we have already, or is of somebody whom the shop has proven to be its customer. */
export async function isKnownSender(
  database: Database,
  storeId: string,
  idempotencyKey: string,
  requestId: string,
): Promise<boolean> {
  const isRepeat = and(eq(submissions.storeId, storeId), eq(submissions.idempotencyKey, idempotencyKey));
  const isCustomers = and(
    eq(chatSessions.storeId, storeId),
    eq(chatSessions.requestId, requestId),
    isNotNull(chatSessions.customerId),
  );
  return database.inStore(storeId, async (tx) => {
    const repeated = await tx.select({ id: submissions.id }).from(submissions).where(isRepeat);
    if (repeated.length > 0) return true;
    return (await tx.select({ id: chatSessions.id }).from(chatSessions).where(isCustomers)).length > 0;
  });
}
