import { eq } from 'drizzle-orm';
import type { ContactDetails, SubmissionAnswer } from '../../contract/submissions.ts';
import { first } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { ServedStore } from '../stores/index.ts';
import { submissionAnswer } from './accept-submission.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

/**
 * Notes where the shop may answer a message that we have already. Repeating it changes nothing.
 * @throws AppError `not_found`.
 */
export async function addContact(
  deps: SubmissionDeps,
  store: ServedStore,
  submissionId: string,
  contact: ContactDetails,
  requestId: string,
): Promise<SubmissionAnswer> {
  return deps.database.inStore(store.id, async (tx) => {
    const rows = await tx
      .update(submissions)
      .set({ contactEmail: contact.email, contactName: contact.name ?? null, detailsNotedAt: null })
      .where(eq(submissions.id, submissionId))
      .returning();
    const submission = first(rows);
    if (!submission) throw unknownSubmission();
    const job = { storeId: store.id, sessionId: submission.sessionId, requestId };
    await deps.jobs.enqueue(tx, 'deliver-messages', job);
    return submissionAnswer(submission);
  });
}

/** @throws AppError `not_found`. */
export async function showSubmission(deps: SubmissionDeps, store: ServedStore, id: string): Promise<SubmissionAnswer> {
  const found = await deps.database.inStore(store.id, async (tx) =>
    first(await tx.select().from(submissions).where(eq(submissions.id, id))),
  );
  if (!found) throw unknownSubmission();
  return submissionAnswer(found);
}

function unknownSubmission() {
  return new AppError('not_found', 'This store has no such message.');
}
