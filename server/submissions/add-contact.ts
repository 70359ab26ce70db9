import { eq } from 'drizzle-orm';
import type { ContactChanges, SubmissionAnswer } from '../../contract/submissions.ts';
import { givenAnswers } from '../contact-form/index.ts';
import { first, only } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { oweReceipt } from '../mail/index.ts';
import type { ServedStore } from '../stores/index.ts';
import { type Submission, submissionAnswer } from './accept-submission.ts';
import { requireFormOfDetails } from './require-form.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

/**
 * Notes where the shop may answer a message that we have already, and what else its form asks. Repeating it changes
 * nothing.
 * @throws AppError `not_found`; `invalid_request` when it lacks what the form asks that it was filled into.
 */
export async function addContact(
  deps: SubmissionDeps,
  store: ServedStore,
  submissionId: string,
  changes: ContactChanges,
  requestId: string,
): Promise<SubmissionAnswer> {
  return deps.database.inStore(store.id, async (tx) => {
    const isIt = eq(submissions.id, submissionId);
    // Locked: two sets of answers that come at once are both kept.
    const before = first(await tx.select().from(submissions).where(isIt).for('update'));
    if (!before) throw unknownSubmission();
    const row = { ...changed(before, changes), detailsNotedAt: null };
    requireFormOfDetails(store, changes, { ...before, ...row });
    const submission = only(await tx.update(submissions).set(row).where(isIt).returning());
    const job = { storeId: store.id, sessionId: submission.sessionId, requestId };
    await deps.jobs.enqueue(tx, 'deliver-messages', job);
    await oweReceipt(deps, tx, store, submission);
    return submissionAnswer(submission);
  });
}

/** An address comes with its name, or without one; answers are added to those that are there. */
function changed(before: Submission, { email, name, answers, consent }: ContactChanges) {
  return {
    ...(email === undefined ? {} : { contactEmail: email, contactName: name ?? null }),
    ...(name === undefined ? {} : { contactName: name }),
    ...(answers && { answers: givenAnswers({ ...before.answers, ...answers }) ?? null }),
    ...(consent && { consent }),
  };
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
