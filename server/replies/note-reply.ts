import { and, eq } from 'drizzle-orm';
import { first, type Tx } from '../db/database.ts';
import { canMail } from '../mail/index.ts';
import { inboxes } from '../stores/tables.ts';
import type { ReplyDeps } from './reply-deps.ts';
import { replies } from './tables.ts';

/** A message as far as it matters here, whichever way we heard of it. */
export interface SeenMessage {
  id: number;
  conversationId: number;
  inboxId: number;
  direction: string;
  isPrivate: boolean;
  senderType: string | null;
  sourceId: string | null;
  writtenAt: Date;
}

/** What we write ourselves is marked so, and is nobody's answer. */
const ourPrefix = 'storefront';

/** Whether a person or a bot of the shop wrote it to the shopper. Templates and automations are nobody's. */
export function isAnswer({ direction, isPrivate, senderType, sourceId }: Omit<SeenMessage, 'inboxId'>): boolean {
  const isOfShop = senderType === 'user' || senderType === 'agent_bot';
  return direction === 'outgoing' && !isPrivate && isOfShop && !sourceId?.startsWith(ourPrefix);
}

/**
 * Remembers an agent's answer, and to look in a while whether its shopper has seen it. Safe to repeat: webhook and poll
 * may both bring it. Nothing happens for other stores' inboxes, and while nobody could mail it.
 */
export async function noteReply(
  deps: ReplyDeps,
  tx: Tx,
  storeId: string,
  message: SeenMessage,
  requestId: string,
): Promise<void> {
  if (!isAnswer(message) || !(await canMail(deps, tx, storeId))) return;
  if (!(await isOfStore(tx, storeId, message.inboxId))) return;
  const delayMs = Math.max(0, message.writtenAt.getTime() + deps.mail.replyAfterMs - deps.now().getTime());
  const row = {
    storeId,
    chatwootMessageId: message.id,
    chatwootConversationId: message.conversationId,
    writtenAt: message.writtenAt,
    dueAt: new Date(deps.now().getTime() + delayMs),
  };
  const noted = first(await tx.insert(replies).values(row).onConflictDoNothing().returning({ id: replies.id }));
  if (!noted) return;
  await deps.jobs.enqueue(tx, 'mail-reply', { storeId, replyId: noted.id, requestId }, { delayMs });
}

/** Several stores may share an account: each hears of the others' inboxes too. */
async function isOfStore(tx: Tx, storeId: string, inboxId: number): Promise<boolean> {
  const isIt = and(eq(inboxes.storeId, storeId), eq(inboxes.chatwootInboxId, inboxId));
  return (await tx.select({ id: inboxes.id }).from(inboxes).where(isIt).limit(1)).length > 0;
}
