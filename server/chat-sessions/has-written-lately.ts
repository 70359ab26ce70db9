import { and, eq, gte, isNotNull, or } from 'drizzle-orm';
import type { WidgetClient } from '../chatwoot/index.ts';
import type { Tx } from '../db/database.ts';
import { submissions } from '../submissions/tables.ts';
import type { SessionDeps } from './session-deps.ts';
import { chatSessions } from './tables.ts';
import type { ChatSession } from './visitor-token.ts';

/** Who signs in this soon after writing is taken to have written it. */
const recentMs = 30 * 60_000;

/**
 * Whether a visitor has written within the last half hour: to us, or in chat itself. Only then a customer who signs in
 * keeps the conversation; what is older may be of whoever sat there before.
 * @param session whose own messages count in any case; those of other pages only once Chatwoot has said whose they are
 * @param client speaks as that visitor
 */
export async function hasWrittenLately(
  deps: SessionDeps,
  session: ChatSession,
  client: WidgetClient,
): Promise<boolean> {
  const since = new Date(deps.now().getTime() - recentMs);
  if (await deps.database.inStore(session.storeId, (tx) => hasSubmittedSince(tx, session, since))) return true;
  const messages = await client.messages();
  const newest = messages.findLast(({ direction }) => direction === 'incoming');
  return newest !== undefined && newest.createdAt * 1000 >= since.getTime();
}

async function hasSubmittedSince(tx: Tx, { id, visitorKey }: ChatSession, since: Date): Promise<boolean> {
  const isBoundTo = and(eq(chatSessions.visitorKey, visitorKey ?? ''), isNotNull(chatSessions.visitorTokenSealed));
  const rows = await tx
    .select({ id: submissions.id })
    .from(submissions)
    .innerJoin(chatSessions, eq(chatSessions.id, submissions.sessionId))
    .where(and(gte(submissions.receivedAt, since), or(eq(chatSessions.id, id), isBoundTo)))
    .limit(1);
  return rows.length > 0;
}
