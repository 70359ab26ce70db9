import { and, eq, gte, isNotNull, lte, ne } from 'drizzle-orm';
import type { AccountClient } from '../chatwoot/index.ts';
import type { Database } from '../db/database.ts';
import type { ServedStore } from '../stores/index.ts';
import type { Submission } from './accept-submission.ts';
import { describeAnswers, maxAttributeLength } from './conversation-attributes.ts';
import { describeDelay } from './describe-delay.ts';
import { submissions } from './tables.ts';

/** What came within this time belongs together: one note about it is enough. */
const togetherMs = 60_000;

type Conversation = Awaited<ReturnType<AccountClient['conversations']['show']>>;

/**
 * Private notes about one message: how late it came, and answers that are too long to stand beside the conversation.
 * Each is written once, however often this is tried: Chatwoot keeps the mark that it carries. What came late is for
 * people: nobody waits at the other end for a bot.
 * @returns whether the message was late
 */
export async function tellAgents(
  database: Database,
  client: AccountClient,
  store: ServedStore,
  submission: Submission,
  conversation: Conversation,
): Promise<boolean> {
  const answers = describeAnswers(submission, store);
  if (answers && answers.length > maxAttributeLength)
    await noteOnce(client, submission, conversation.id, 'answers', answers);

  const delay = describeDelay(submission, store.openingHours?.timeZone);
  if (!delay || submission.delayNotedAt) return delay !== null;
  if (conversation.status === 'pending') await client.conversations.setStatus(conversation.id, 'open');
  if (!(await hasJustBeenNoted(database, submission)))
    await noteOnce(client, submission, conversation.id, 'late', delay);
  return true;
}

async function noteOnce(
  client: AccountClient,
  submission: Submission,
  conversationId: number,
  about: string,
  content: string,
) {
  const { messages } = client.conversations;
  const sourceId = `storefront:${about}:${submission.id}`;
  const since = await messages.list(conversationId, { after: submission.chatwootMessageId ?? 0 });
  if (since.some((message) => message.sourceId === sourceId)) return;
  await messages.create(conversationId, { content, isPrivate: true, sourceId });
}

/** A message of the same session that came with this one, and whose delay agents know. */
async function hasJustBeenNoted(
  database: Database,
  { id, storeId, sessionId, deliveredAt }: Submission,
): Promise<boolean> {
  const at = deliveredAt?.getTime() ?? 0;
  const isTogether = and(
    eq(submissions.sessionId, sessionId),
    ne(submissions.id, id),
    isNotNull(submissions.delayNotedAt),
    gte(submissions.deliveredAt, new Date(at - togetherMs)),
    lte(submissions.deliveredAt, new Date(at + togetherMs)),
  );
  const rows = await database.inStore(storeId, (tx) =>
    tx.select({ id: submissions.id }).from(submissions).where(isTogether).limit(1),
  );
  return rows.length > 0;
}
