import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import { first } from '../db/database.ts';
import type { Submission } from './accept-submission.ts';
import { conversationAttributes } from './conversation-attributes.ts';
import type { Lease } from './lane.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

/** After a refusal that somebody has to mend, such as a token that was revoked. */
const longWaitMs = 5 * 60_000;

/**
 * Writes reference, page, reason and reply address of a session's delivered messages beside their conversation.
 * After the messages themselves: the words matter first, and trouble here never holds up a message.
 * @returns after how long to try again, milliseconds; null when nothing is left to do.
 */
export async function noteDetails(deps: SubmissionDeps, { storeId, sessionId }: Lease, requestId: string) {
  for (;;) {
    const submission = await nextUnnoted(deps, storeId, sessionId);
    if (!submission?.chatwootConversationId) return null;
    try {
      const client = await deps.accountClient(storeId, requestId);
      if (client) await noteOne(client, submission, submission.chatwootConversationId);
    } catch (error) {
      if (!isChatwootError(error)) throw error;
      deps.logger.warn({ storeId, submissionId: submission.id, err: error }, 'details not noted');
      // A conversation that an agent has deleted needs none any more.
      if (!isChatwootError(error, 'not-found', 'invalid')) return longWaitMs;
    }
    await markNoted(deps, submission);
  }
}

/** Unless the shopper has given another address meanwhile: then it is still to be noted. */
async function markNoted(deps: SubmissionDeps, { storeId, id, contactEmail, contactName }: Submission) {
  const isSame = and(
    eq(submissions.id, id),
    sql`${submissions.contactEmail} is not distinct from ${contactEmail}`,
    sql`${submissions.contactName} is not distinct from ${contactName}`,
  );
  await deps.database.inStore(storeId, (tx) =>
    tx.update(submissions).set({ detailsNotedAt: deps.now() }).where(isSame),
  );
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

async function noteOne(client: AccountClient, submission: Submission, conversationId: number) {
  const conversation = await client.conversations.show(conversationId);
  const wanted = { ...conversation.customAttributes, ...conversationAttributes(submission) };
  const isThere = Object.entries(wanted).every(([key, value]) => conversation.customAttributes[key] === value);
  // Chatwoot replaces them all, so what is there goes along.
  if (!isThere) await client.conversations.setCustomAttributes(conversationId, wanted);
  if (submission.contactEmail && conversation.contactId) {
    await rememberAddress(client, conversation.contactId, submission.contactEmail, submission.contactName);
  }
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
