import { and, desc, eq, isNotNull, isNull, or } from 'drizzle-orm';
import type { ChatSession } from '../chat-sessions/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { type AccountClient, ChatwootError, isChatwootError, type PublicContact } from '../chatwoot/index.ts';
import { first } from '../db/database.ts';
import { findCustomer, identifierHash } from '../identity/index.ts';
import { type ApiInbox, apiInboxOf, type ServedStore } from '../stores/index.ts';
import type { Destination, Parcel } from './destination.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';
import { fileTimeoutMs } from './visitor-destination.ts';

/** Marks a message as this submission, in Chatwoot's own `source_id`: stored there, and shown to agents' programs. */
function markOf({ submission }: Parcel): string {
  return `storefront:${submission.id}`;
}

/**
 * A conversation in the store's API inbox, for stores that want it all in one place. A guest has a contact of their own
 * there, which never is one that somebody else's address leads to; a customer whom the shop has proven has theirs.
 * @throws ChatwootError `not-found` when set-up has made no such inbox yet.
 */
export async function inboxDestination(
  deps: SubmissionDeps,
  store: ServedStore,
  session: ChatSession,
  requestId: string,
): Promise<Destination> {
  const { account, patient, inbox } = await connect(deps, store, requestId);
  const conversationId =
    (await earlierConversation(deps, account, session, inbox)) ?? (await ownConversation(deps, session, inbox));
  const { messages } = account.conversations;

  return {
    newest: async () => (await messages.list(conversationId)).at(-1)?.id ?? null,
    send: (parcel) => {
      const { submission, file } = parcel;
      const about = { direction: 'incoming', sourceId: markOf(parcel) } as const;
      if (!file) return messages.create(conversationId, { content: submission.text, ...about });
      const { name, type } = file.row;
      return patient.conversations.messages.createFile(conversationId, { name, type, bytes: file.bytes }, about);
    },
    findSince: async (parcel, after) => {
      const since = await messages.list(conversationId, after === null ? {} : { after });
      return since.filter(({ sourceId }) => sourceId === markOf(parcel));
    },
    // The next run asks for the conversation again, and makes one where there is none.
    isGone: () => isDeleted(account, conversationId),
  };
}

async function connect(deps: SubmissionDeps, store: ServedStore, requestId: string) {
  const account = await deps.accountClient(store.id, requestId);
  const patient = await deps.accountClient(store.id, requestId, { timeoutMs: fileTimeoutMs(deps) });
  const options = store.chatwoot ? { fetch: deps.breakers.fetchOf(store.chatwoot.baseUrl) } : {};
  const inbox = await apiInboxOf(deps.database, deps.secrets, store, requestId, options);
  if (account && patient && inbox) return { account, patient, inbox };
  const detail = `store ${store.key} has no API inbox yet; \`stores provision\` makes one`;
  throw new ChatwootError({ kind: 'not-found', call: 'no call', detail });
}

/** The one in which this visitor's last message is, unless it lies in another inbox or is gone. */
async function earlierConversation(
  { database }: SubmissionDeps,
  account: AccountClient,
  session: ChatSession,
  inbox: ApiInbox,
): Promise<number | null> {
  const { customerId, visitorKey } = session;
  const isOfVisitor = and(
    eq(chatSessions.visitorKey, visitorKey ?? ''),
    customerId ? eq(chatSessions.customerId, customerId) : isNull(chatSessions.customerId),
  );
  const rows = await database.inStore(session.storeId, (tx) =>
    tx
      .select({ id: submissions.chatwootConversationId })
      .from(submissions)
      .innerJoin(chatSessions, eq(chatSessions.id, submissions.sessionId))
      .where(and(or(eq(chatSessions.id, session.id), isOfVisitor), isNotNull(submissions.chatwootConversationId)))
      .orderBy(desc(submissions.deliveredAt))
      .limit(1),
  );
  const id = first(rows)?.id ?? null;
  if (id === null) return null;
  return (await inboxOf(account, id)) === inbox.chatwootInboxId ? id : null;
}

async function inboxOf(account: AccountClient, conversationId: number): Promise<number | null> {
  try {
    return (await account.conversations.show(conversationId)).inboxId;
  } catch (error) {
    if (isChatwootError(error, 'not-found')) return null;
    throw error;
  }
}

async function isDeleted(account: AccountClient, conversationId: number): Promise<boolean> {
  return (await inboxOf(account, conversationId)) === null;
}

/** Whatever was cut off on the way finds the contact and the conversation that it made. */
async function ownConversation(deps: SubmissionDeps, session: ChatSession, { client, hmacToken }: ApiInbox) {
  const identifier = await provenIdentifier(deps, session);
  const contact: PublicContact = {
    sourceId: `storefront-${session.id}`,
    ...(identifier && { customer: { identifier, identifierHash: identifierHash(hmacToken, identifier) } }),
  };
  await client.createContact(contact);
  const known = await client.conversations(contact);
  return (known.at(-1) ?? (await client.createConversation(contact))).id;
}

async function provenIdentifier({ database }: SubmissionDeps, { storeId, customerId }: ChatSession) {
  if (!customerId) return undefined;
  return (await database.inStore(storeId, (tx) => findCustomer(tx, storeId, customerId)))?.identifier;
}
