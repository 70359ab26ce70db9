import { and, asc, desc, eq, inArray, like, lt, or } from 'drizzle-orm';
import type { Page } from '../../contract/sessions.ts';
import { isChatwootError, type Message } from '../chatwoot/index.ts';
import type { Tx } from '../db/database.ts';
import { ownPage } from '../http/store-origin.ts';
import { fill, type Letter, type Mail, mailTextsFor, type Paragraph } from '../mail/index.ts';
import { mails } from '../mail/tables.ts';
import type { ServedStore } from '../stores/index.ts';
import { submissions } from '../submissions/tables.ts';
import type { ReplyDeps } from './reply-deps.ts';
import { conversationPrefix, readReplyFacts } from './reply-facts.ts';

/** As much of a thread as mail programs need to keep it together. */
const mostReferences = 20;

/** Agents' answers as a mail in the shopper's language; null when they are gone. @throws ChatwootError */
export async function writeReply(deps: ReplyDeps, mail: Mail, requestId: string): Promise<Letter | null> {
  const store = deps.directory.findById(mail.storeId);
  const { conversationId, messageIds } = readReplyFacts(mail);
  const answers = await readAnswers(deps, mail.storeId, conversationId, messageIds, requestId);
  if (!store || answers.length === 0) return null;
  const { written, thread } = await deps.database.inStore(store.id, async (tx) => {
    const written = await writtenIn(tx, store.id, conversationId);
    return { written, thread: await threadBefore(tx, mail, conversationId, written) };
  });
  const latest = written.at(-1);
  const { language, texts } = mailTextsFor(latest?.locale, store.locale);
  const origin = shopOrigin(store, latest?.page);
  const reference = written.find(({ id }) => id === thread.receiptOf)?.reference ?? written[0]?.reference;
  const about = fill(reference ? texts.about : texts.aboutChat, { shop: store.name, reference: reference ?? '' });
  const paragraphs: Paragraph[] = [
    fill(texts.answered, { shop: store.name }),
    ...answers.map(({ content }) => ({ quote: plain(content) })).filter(({ quote }) => quote !== ''),
    ...(answers.some(({ fileCount }) => fileCount > 0) ? [texts.withFiles] : []),
    ...(origin ? [{ words: texts.answerOrGoOn, link: origin }] : []),
  ];
  return {
    subject: `Re: ${about}`,
    language,
    paragraphs,
    ...(store.supportEmail ? { replyTo: store.supportEmail } : {}),
    earlier: thread.messageIds,
    // A person wrote it: a holiday notice in return is welcome.
    isAutomatic: false,
  };
}

/** The desk writes a line's end as Markdown does, with a backslash; the rest is read as it stands. */
function plain(content: string | null): string {
  return (content ?? '').replace(/\\$/gm, '').trim();
}

async function readAnswers(
  deps: ReplyDeps,
  storeId: string,
  conversationId: number,
  messageIds: number[],
  requestId: string,
): Promise<Message[]> {
  const client = await deps.accountClient(storeId, requestId);
  const after = Math.min(...messageIds) - 1;
  try {
    const messages = (await client?.conversations.messages.list(conversationId, { after })) ?? [];
    return messages.filter(({ id, isDeleted }) => messageIds.includes(id) && !isDeleted);
  } catch (error) {
    // An agent has deleted the conversation.
    if (isChatwootError(error, 'not-found')) return [];
    throw error;
  }
}

/** What the shopper wrote in this conversation through us, oldest first. */
function writtenIn(tx: Tx, storeId: string, conversationId: number) {
  const isOfConversation = and(
    eq(submissions.storeId, storeId),
    eq(submissions.chatwootConversationId, conversationId),
  );
  const { id, sessionId, reference, locale, page } = submissions;
  return tx
    .select({ id, sessionId, reference, locale, page })
    .from(submissions)
    .where(isOfConversation)
    .orderBy(asc(submissions.receivedAt));
}

/** Mails that this address has had about the conversation, receipt first. */
async function threadBefore(tx: Tx, mail: Mail, conversationId: number, written: { sessionId: string }[]) {
  const sessions = [...new Set(written.map(({ sessionId }) => sessionId))];
  const isAboutIt = or(
    and(eq(mails.kind, 'receipt'), inArray(mails.about, sessions)),
    and(eq(mails.kind, 'reply'), like(mails.about, `${conversationPrefix(conversationId)}%`)),
  );
  const isEarlier = and(
    eq(mails.storeId, mail.storeId),
    eq(mails.recipient, mail.recipient),
    eq(mails.state, 'sent'),
    lt(mails.createdAt, mail.createdAt),
    isAboutIt,
  );
  const newestFirst = await tx
    .select()
    .from(mails)
    .where(isEarlier)
    .orderBy(desc(mails.createdAt))
    .limit(mostReferences);
  const earlier = newestFirst.reverse();
  return {
    messageIds: earlier.map(({ messageId }) => messageId),
    receiptOf: earlier.find(({ kind }) => kind === 'receipt')?.facts.submissionId,
  };
}

/** Where the shopper was, without the page, if that is one of the shop's. */
function shopOrigin(store: ServedStore, page: Page | null | undefined): string | undefined {
  const own = ownPage(page ?? undefined, store);
  return own ? new URL(own.url).origin : store.origins.find((entry) => !entry.includes('*'));
}
