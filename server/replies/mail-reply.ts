import { and, asc, eq, inArray } from 'drizzle-orm';
import { type AccountClient, type Conversation, isChatwootError, type Message } from '../chatwoot/index.ts';
import { first } from '../db/database.ts';
import type { JobData } from '../jobs/queues.ts';
import { canMail, oweMail } from '../mail/index.ts';
import { claimedAddress } from './claimed-address.ts';
import type { ReplyDeps } from './reply-deps.ts';
import { aboutReplies } from './reply-facts.ts';
import { replies } from './tables.ts';

type Reply = typeof replies.$inferSelect;

/** While Chatwoot cannot be had nobody can tell what was seen. */
const lookAgainMs = 60_000;
/** An answer that is older than this when Chatwoot is back is no news any more. */
const patienceMs = 3 * 86_400_000;

/**
 * The job, once an answer is due: asks Chatwoot whether its shopper has seen it, and owes them a mail if not. All of a
 * conversation's answers that wait go into the one mail.
 */
export async function mailReply(deps: ReplyDeps, job: JobData['mail-reply']): Promise<void> {
  const waiting = await waitingReplies(deps, job);
  const [oldest] = waiting;
  if (!oldest) return;
  try {
    const client = await deps.accountClient(job.storeId, job.requestId);
    await settle(deps, job, waiting, client ? await lookUp(client, oldest) : null);
  } catch (error) {
    if (!isChatwootError(error)) throw error;
    const isTooOld = deps.now().getTime() - oldest.writtenAt.getTime() > patienceMs;
    if (isTooOld || isChatwootError(error, 'not-found')) return settle(deps, job, waiting, null);
    await lookAgain(deps, job, oldest);
  }
}

/** All answers of the conversation that still wait, oldest first; none when this one is settled or not due yet. */
function waitingReplies(deps: ReplyDeps, job: JobData['mail-reply']): Promise<Reply[]> {
  const { storeId, replyId } = job;
  return deps.database.inStore(storeId, async (tx) => {
    const reply = first(await tx.select().from(replies).where(eq(replies.id, replyId)));
    if (reply?.state !== 'waiting') return [];
    const waitMs = reply.dueAt.getTime() - deps.now().getTime();
    if (waitMs > 0) {
      await deps.jobs.enqueue(tx, 'mail-reply', job, { delayMs: waitMs });
      return [];
    }
    const { chatwootConversationId: conversation } = reply;
    const isOfConversation = and(eq(replies.storeId, storeId), eq(replies.chatwootConversationId, conversation));
    return tx
      .select()
      .from(replies)
      .where(and(isOfConversation, eq(replies.state, 'waiting')))
      .orderBy(asc(replies.chatwootMessageId));
  });
}

interface Findings {
  conversation: Conversation;
  messages: Message[];
  /** What Chatwoot knows of the contact; a claimed address counts more. */
  contactEmail: string | null;
}

async function lookUp(client: AccountClient, oldest: Reply): Promise<Findings> {
  const { chatwootConversationId: id, chatwootMessageId } = oldest;
  const conversation = await client.conversations.show(id);
  const messages = await client.conversations.messages.list(id, { after: chatwootMessageId - 1 });
  return { conversation, messages, contactEmail: await contactEmail(client, conversation) };
}

async function contactEmail(client: AccountClient, { contactId }: Conversation): Promise<string | null> {
  if (contactId === null) return null;
  try {
    return (await client.contacts.show(contactId)).email || null;
  } catch (error) {
    // Merged into another a moment ago: then only a claimed address is left.
    if (isChatwootError(error, 'not-found')) return null;
    throw error;
  }
}

/** Each answer is seen, mailed or cannot be; all in one transaction with the mail. Null: nothing can be found out. */
async function settle(deps: ReplyDeps, job: JobData['mail-reply'], waiting: Reply[], findings: Findings | null) {
  const { storeId, requestId } = job;
  await deps.database.inStore(storeId, async (tx) => {
    const { seen, unseen, gone } = sort(waiting, findings);
    const mark = (state: Reply['state'], ids: string[]) => {
      const areOpen = and(inArray(replies.id, ids), eq(replies.state, 'waiting'));
      return tx.update(replies).set({ state }).where(areOpen).returning({ message: replies.chatwootMessageId });
    };
    await mark('seen', seen);
    const conversationId = waiting[0]?.chatwootConversationId ?? 0;
    const claimed = await claimedAddress(tx, storeId, conversationId);
    const recipient = claimed ?? findings?.contactEmail;
    // The store may have given its sender up meanwhile.
    if (!recipient || !(await canMail(deps, tx, storeId))) return void (await mark('unmailable', [...unseen, ...gone]));
    await mark('unmailable', gone);
    const toMail = (await mark('mailed', unseen)).map(({ message }) => message).sort((a, b) => a - b);
    const [oldest] = toMail;
    if (oldest === undefined) return;
    const mail = { kind: 'reply' as const, recipient, requestId, ...aboutReplies(conversationId, toMail) };
    await oweMail(deps, tx, storeId, mail);
  });
}

function sort(waiting: Reply[], findings: Findings | null) {
  const sorted: Record<'seen' | 'unseen' | 'gone', string[]> = { seen: [], unseen: [], gone: [] };
  for (const { id, chatwootMessageId } of waiting) {
    const message = findings?.messages.find((one) => one.id === chatwootMessageId);
    if (!findings || !message || message.isDeleted) sorted.gone.push(id);
    else sorted[isSeen(findings.conversation, message) ? 'seen' : 'unseen'].push(id);
  }
  return sorted;
}

/** Chatwoot's times are whole seconds: of the same second only its own mark on the message tells. */
function isSeen({ contactLastSeenAt }: Conversation, { isRead, createdAt }: Message): boolean {
  return isRead || contactLastSeenAt > createdAt;
}

async function lookAgain(deps: ReplyDeps, job: JobData['mail-reply'], { id }: Reply) {
  const delayMs = lookAgainMs * (0.5 + Math.random());
  const dueAt = new Date(deps.now().getTime() + delayMs);
  await deps.database.inStore(job.storeId, async (tx) => {
    await tx.update(replies).set({ dueAt }).where(eq(replies.id, id));
    await deps.jobs.enqueue(tx, 'mail-reply', job, { delayMs });
  });
}
