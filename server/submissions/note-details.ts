import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { lookAgainAtSession } from '../activity/index.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import { first } from '../db/database.ts';
import type { ServedStore } from '../stores/index.ts';
import type { Submission } from './accept-submission.ts';
import { conversationAttributes, conversationStanding } from './conversation-attributes.ts';
import type { Lease } from './lane.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';
import { tellAgents } from './tell-agents.ts';

/** After a refusal that somebody has to mend, such as a token that was revoked. */
const longWaitMs = 5 * 60_000;

/**
 * Writes reference, page, reason and reply address of a session's delivered messages beside their conversation.
 * After the messages themselves: the words matter first, and trouble here never holds up a message.
 * @returns after how long to try again, milliseconds; null when nothing is left to do.
 */
export async function noteDetails(
  deps: SubmissionDeps,
  store: ServedStore,
  { storeId, sessionId }: Lease,
  requestId: string,
) {
  for (;;) {
    const submission = await nextUnnoted(deps, storeId, sessionId);
    if (!submission?.chatwootConversationId) return null;
    let isLate = false;
    try {
      const client = await deps.accountClient(storeId, requestId);
      if (client) isLate = await noteOne(deps, client, store, submission, submission.chatwootConversationId);
    } catch (error) {
      if (!isChatwootError(error)) throw error;
      deps.logger.warn({ storeId, submissionId: submission.id, err: error }, 'details not noted');
      // A conversation that an agent has deleted needs none any more.
      if (!isChatwootError(error, 'not-found', 'invalid')) return longWaitMs;
    }
    await markNoted(deps, submission, isLate, requestId);
  }
}

/** Unless the shopper has said more meanwhile: then that is still to be noted. */
async function markNoted(deps: SubmissionDeps, submission: Submission, isLate: boolean, requestId: string) {
  const { storeId, id, sessionId, contactEmail, contactName, answers, consent } = submission;
  const now = deps.now();
  const isThis = eq(submissions.id, id);
  const isSame = and(
    isThis,
    sql`${submissions.contactEmail} is not distinct from ${contactEmail}`,
    sql`${submissions.contactName} is not distinct from ${contactName}`,
    sql`${submissions.answers} is not distinct from ${answers && JSON.stringify(answers)}::jsonb`,
    sql`${submissions.consent} is not distinct from ${consent && JSON.stringify(consent)}::jsonb`,
  );
  await deps.database.inStore(storeId, async (tx) => {
    await tx.update(submissions).set({ detailsNotedAt: now }).where(isSame);
    if (isLate) await tx.update(submissions).set({ delayNotedAt: now }).where(isThis);
    await lookAgainAtSession(tx, deps, { storeId, sessionId, requestId });
  });
}

async function nextUnnoted(deps: SubmissionDeps, storeId: string, sessionId: string): Promise<Submission | undefined> {
  const isUnnoted = and(
    eq(submissions.sessionId, sessionId),
    eq(submissions.state, 'delivered'),
    isNull(submissions.detailsNotedAt),
  );
  return deps.database.inStore(storeId, async (tx) =>
    first(await tx.select().from(submissions).where(isUnnoted).orderBy(asc(submissions.sequence)).limit(1)),
  );
}

async function noteOne(
  deps: SubmissionDeps,
  client: AccountClient,
  store: ServedStore,
  submission: Submission,
  conversationId: number,
): Promise<boolean> {
  const conversation = await client.conversations.show(conversationId);
  const noted = { ...conversation.customAttributes, ...conversationAttributes(submission, store) };
  const wanted = { ...noted, ...conversationStanding(noted, await isProven(deps, store, submission)) };
  const isThere = Object.entries(wanted).every(([key, value]) => conversation.customAttributes[key] === value);
  // Chatwoot replaces them all, so what is there goes along.
  if (!isThere) await client.conversations.setCustomAttributes(conversationId, wanted);
  if (submission.contactEmail && conversation.contactId) {
    await rememberAddress(client, conversation.contactId, submission.contactEmail, submission.contactName);
  }
  return tellAgents(deps.database, client, store, submission, conversation);
}

/** Whether the shop has vouched for who writes, and nothing in Chatwoot says otherwise. */
async function isProven({ database }: SubmissionDeps, store: ServedStore, { storeId, sessionId }: Submission) {
  const session = await database.inStore(storeId, async (tx) =>
    first(await tx.select().from(chatSessions).where(eq(chatSessions.id, sessionId))),
  );
  if (!session?.customerId || session.refutedAt) return false;
  // In the API inbox the contact itself is the customer's; elsewhere Chatwoot must have taken our word for it.
  return store.deliverTo === 'api-inbox' || session.identifiedAt !== null;
}

/**
 * Puts a guest's address on the guest's own contact, so that replies can be mailed. Never on a known customer, and
 * never one that another contact has: through the Application API that is a refusal, not a merge.
 */
async function rememberAddress(client: AccountClient, contactId: number, email: string, name: string | null) {
  const contact = await client.contacts.show(contactId);
  if (contact.email || contact.identifier) return;
  try {
    await client.contacts.update(contactId, { email, ...(name ? { name } : {}) });
  } catch (error) {
    // Somebody else's address: it stays beside the conversation, labelled as unproven.
    if (!isChatwootError(error, 'invalid')) throw error;
  }
}
