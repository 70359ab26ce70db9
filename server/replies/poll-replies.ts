import { eq, isNotNull, or, sql } from 'drizzle-orm';
import { type AccountClient, type Conversation, isChatwootError, type Message } from '../chatwoot/index.ts';
import { mailSenders } from '../mail/tables.ts';
import { inboxes } from '../stores/tables.ts';
import { isAnswer, noteReply, type SeenMessage } from './note-reply.ts';
import type { ReplyDeps } from './reply-deps.ts';
import { replyCursors } from './tables.ts';

/** One run ends before the next begins. Who was not reached comes first then. */
const runMs = 45_000;
const storesAtOnce = 4;
/** Fair shares: a busy store reads on in the next run. */
const mostReadsPerStore = 30;
const mostPages = 4;
const perPage = 25;
/** An answer that has waited longer is no news any more. */
const newsMs = 3 * 86_400_000;
/** At the first look at a store only what was just written counts: what is older went by another way. */
const firstLookMs = 10 * 60_000;

interface PolledStore {
  storeId: string;
  inboxIds: number[];
}

/**
 * The job, every minute: finds answers that no webhook has told us of. Chatwoot sends each once and never again, and not
 * at all to an address in its own network.
 * @returns how many stores were looked at.
 */
export async function pollReplies(deps: ReplyDeps): Promise<number> {
  const until = deps.now().getTime() + runMs;
  const waiting = await storesToPoll(deps);
  let looked = 0;
  const work = async () => {
    for (let store = waiting.shift(); store && deps.now().getTime() < until; store = waiting.shift()) {
      await lookAtStore(deps, store).catch((error: unknown) => {
        // Chatwoot being away is expected; the next run looks again.
        if (!isChatwootError(error)) throw error;
        deps.logger.debug({ storeId: store?.storeId, err: error }, 'replies not polled');
      });
      looked += 1;
    }
  };
  await Promise.all(Array.from({ length: storesAtOnce }, work));
  return looked;
}

/** Stores for which we mail replies, longest not looked at first. */
async function storesToPoll(deps: ReplyDeps): Promise<PolledStore[]> {
  return deps.database.acrossStores((tx) => {
    const maySend = or(deps.mail.server ? sql`true` : sql`false`, isNotNull(mailSenders.id));
    const lastLook = sql`(select max(${replyCursors.checkedAt}) from ${replyCursors} where ${replyCursors.storeId} = ${inboxes.storeId})`;
    return tx
      .select({ storeId: inboxes.storeId, inboxIds: sql<number[]>`array_agg(${inboxes.chatwootInboxId})` })
      .from(inboxes)
      .leftJoin(mailSenders, eq(mailSenders.storeId, inboxes.storeId))
      .where(maySend)
      .groupBy(inboxes.storeId)
      .orderBy(sql`${lastLook} nulls first`);
  });
}

async function lookAtStore(deps: ReplyDeps, { storeId, inboxIds }: PolledStore): Promise<void> {
  const client = await deps.accountClient(storeId, `poll-${storeId}`);
  if (!client) return;
  const cursors = await readCursors(deps, storeId);
  const since = deps.now().getTime() - (cursors.size === 0 ? firstLookMs : newsMs);
  let reads = 0;
  for (const inboxId of inboxIds) {
    for await (const conversation of changedConversations(client, inboxId, cursors)) {
      if (reads >= mostReadsPerStore) return;
      const after = cursors.get(conversation.id);
      const isNews = conversation.lastActivityAt * 1000 >= since;
      const messages = isNews ? await readMessages(client, conversation, after) : [];
      reads += isNews ? 1 : 0;
      await noteAnswers(deps, storeId, conversation, messages, since);
    }
  }
}

async function readCursors(deps: ReplyDeps, storeId: string): Promise<Map<number, number>> {
  const rows = await deps.database.inStore(storeId, (tx) =>
    tx.select().from(replyCursors).where(eq(replyCursors.storeId, storeId)),
  );
  return new Map(rows.map(({ chatwootConversationId, lastMessageId }) => [chatwootConversationId, lastMessageId]));
}

/** Those with messages behind their cursor. Chatwoot lists the liveliest first: a page without any is the last one. */
async function* changedConversations(client: AccountClient, inboxId: number, cursors: ReadonlyMap<number, number>) {
  for (let page = 1; page <= mostPages; page += 1) {
    const conversations = await client.conversations.list(inboxId, page);
    const changed = conversations.filter(({ id, lastMessageId }) => (lastMessageId ?? 0) > (cursors.get(id) ?? 0));
    yield* changed;
    if (conversations.length < perPage || changed.length === 0) return;
  }
}

function readMessages(client: AccountClient, { id }: Conversation, after: number | undefined): Promise<Message[]> {
  return client.conversations.messages.list(id, after === undefined ? {} : { after });
}

/** Notes what is news, and how far the conversation has been read. */
async function noteAnswers(
  deps: ReplyDeps,
  storeId: string,
  conversation: Conversation,
  messages: Message[],
  since: number,
): Promise<void> {
  const answers = messages.map((message) => asSeen(conversation, message)).filter(isAnswer);
  const lastMessageId = messages.at(-1)?.id ?? conversation.lastMessageId ?? 0;
  await deps.database.inStore(storeId, async (tx) => {
    for (const answer of answers) {
      if (answer.writtenAt.getTime() >= since) await noteReply(deps, tx, storeId, answer, `poll-${storeId}`);
    }
    const seen = { lastMessageId, checkedAt: deps.now() };
    const row = { storeId, chatwootConversationId: conversation.id, ...seen };
    const target = [replyCursors.storeId, replyCursors.chatwootConversationId];
    await tx.insert(replyCursors).values(row).onConflictDoUpdate({ target, set: seen });
  });
}

function asSeen({ id: conversationId, inboxId }: Conversation, message: Message): SeenMessage {
  const { id, direction, isPrivate, senderType, sourceId, createdAt } = message;
  const writtenAt = new Date(createdAt * 1000);
  return { id, conversationId, inboxId, direction, isPrivate, senderType, sourceId, writtenAt };
}
