import { eq } from 'drizzle-orm';
import type { ContactChanges } from '../../contract/submissions.ts';
import { type FormProblem, formProblems, refuseProblems, wasWrittenInForm } from '../contact-form/index.ts';
import type { Tx } from '../db/database.ts';
import type { ServedStore } from '../stores/index.ts';
import type { NewSubmission, Submission } from './accept-submission.ts';
import { submissions } from './tables.ts';

/**
 * A new message has what the store's form asks; what was filled in with an earlier one of its session counts too.
 * @throws AppError `invalid_request`.
 */
export async function requireForm(
  tx: Tx,
  store: ServedStore,
  sessionId: string,
  request: NewSubmission,
): Promise<void> {
  const problems = formProblems(store, request, wasWrittenInForm(store, request));
  if (problems.length === 0) return;
  const earlier = await tx.select().from(submissions).where(eq(submissions.sessionId, sessionId));
  refuseProblems(unsettled(problems, earlier));
}

/**
 * What comes after its message is complete, together with what came before. The message is ours already: only a form
 * that somebody has in front of them can be incomplete.
 * @param after the message as it stands with them
 * @throws AppError `invalid_request`.
 */
export function requireFormOfDetails(store: ServedStore, changes: ContactChanges, after: Submission): void {
  const { email, name, ...rest } = changes;
  const problems = formProblems(store, { ...rest, contact: { email, name } }, changes.formVersion !== undefined);
  refuseProblems(unsettled(problems, [after]));
}

/** Without what is missing in these answers but stands with another message. */
function unsettled(problems: FormProblem[], known: Submission[]): FormProblem[] {
  const filledIn = new Set(known.flatMap(filledInWith));
  return problems.filter(({ kind, field }) => kind !== 'missing' || !filledIn.has(field));
}

function filledInWith({ contactEmail, contactName, answers, consent }: Submission): string[] {
  const given = { 'contact.email': contactEmail, 'contact.name': contactName, consent };
  const fields = Object.entries(given).flatMap(([field, value]) => (value ? field : []));
  return [...fields, ...Object.keys(answers ?? {}).map((key) => `answers.${key}`)];
}
