import type { ContactChanges, SubmissionRequest } from '../../../contract/submissions.ts';

/** What a shopper has said beside the words, as it is added to a message that our server has already. */
export type FilledIn = ContactChanges;

/** The same as it goes along with a message. */
export function besideWords(filledIn: FilledIn | undefined): Partial<SubmissionRequest> {
  if (!filledIn) return {};
  const { email, name, answers, consent, formVersion } = filledIn;
  return { contact: email || name ? { email, name } : undefined, answers, consent, formVersion };
}

/** What went along with a message. */
export function fromBody({ contact, answers, consent, formVersion }: SubmissionRequest): FilledIn | undefined {
  const filledIn = { ...contact, answers, consent, formVersion };
  return Object.values(filledIn).some(Boolean) ? filledIn : undefined;
}
