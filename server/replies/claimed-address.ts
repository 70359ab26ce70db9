import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { first, type Tx } from '../db/database.ts';
import { submissions } from '../submissions/tables.ts';

/** The address that the shopper named last for a conversation; nobody has proven it. In a transaction of the store. */
export async function claimedAddress(tx: Tx, storeId: string, conversationId: number): Promise<string | null> {
  const hasAddress = and(
    eq(submissions.storeId, storeId),
    eq(submissions.chatwootConversationId, conversationId),
    isNotNull(submissions.contactEmail),
  );
  const newest = tx
    .select({ address: submissions.contactEmail })
    .from(submissions)
    .where(hasAddress)
    .orderBy(desc(submissions.receivedAt))
    .limit(1);
  return first(await newest)?.address ?? null;
}
