import { sql } from 'drizzle-orm';
import type { messageReasons } from '../../contract/analytics.ts';
import { submissionStates } from '../../contract/submissions.ts';
import type { Tx } from '../db/database.ts';
import { heldAsSpam } from '../submissions/index.ts';
import { submissions } from '../submissions/tables.ts';
import { dayIn, endsOf, type Span } from './span.ts';
import type { Day } from './utc-days.ts';

interface MessageCount extends Record<string, unknown> {
  day: Day;
  reason: (typeof messageReasons)[number];
  messages: number;
}

/** Messages that we accepted, by the day that they came and why there was no chat. Files are messages of their own. */
export async function countMessages(tx: Tx, span: Span): Promise<MessageCount[]> {
  const { rows } = await tx.execute<MessageCount>(sql`
    select ${dayIn(submissions.receivedAt)} as day, coalesce(${submissions.reason}, 'chat') as reason, count(*)::int as messages
    from ${submissions} where ${messagesIn(span)}
    group by 1, 2`);
  return rows;
}

interface ConversationCount extends Record<string, unknown> {
  day: Day;
  conversations: number;
}

/** In which they were written. What is not delivered yet has none, and stands for one by its session. */
export async function countConversations(tx: Tx, span: Span): Promise<ConversationCount[]> {
  const conversation = sql`coalesce(${submissions.chatwootConversationId}::text, ${submissions.sessionId}::text)`;
  const { rows } = await tx.execute<ConversationCount>(sql`
    select ${dayIn(submissions.receivedAt)} as day, count(distinct ${conversation})::int as conversations
    from ${submissions} where ${messagesIn(span)}
    group by 1`);
  return rows;
}

/** All states are named because there is an index by state and time. */
function messagesIn(span: Span) {
  const { start, end } = endsOf(span);
  const { state, receivedAt } = submissions;
  return sql`${submissions.storeId} = ${span.storeId} and ${state} in ${submissionStates}
    and ${receivedAt} >= ${start} and ${receivedAt} < ${end} and ${isNotHeld}`;
}

/** What is held as spam nobody has written to us yet. */
export const isNotHeld = sql`${submissions.failure} is distinct from ${heldAsSpam}`;
