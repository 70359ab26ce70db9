import type { FormSettings } from '../../contract/form.ts';
import type { SubmissionRequest } from '../../contract/submissions.ts';
import { AppError } from '../errors.ts';
import { type FormStore, formVersion } from './form-answer.ts';

/** What was filled in beside the words, and into which form, if anybody says so. */
export interface FilledIn extends Pick<SubmissionRequest, 'contact' | 'answers' | 'formVersion'> {
  consent?: object | undefined;
}

/** Something that the form asks and that did not come, or that came and is not in the form. `field` as in a request. */
export type FormProblem =
  | { field: string; kind: 'missing' | 'unknown' }
  | { field: string; kind: 'no-choice'; choices: string[] };

/**
 * What is wrong with what was filled in; empty: nothing.
 *
 * Whoever was offline for a day comes with the answers to yesterday's form, or with none at all: what they wrote is
 * written, and no change that an owner makes may lose it. So answers are held against the form only if they say that
 * they were given in this very form (`formVersion`): then a wrong one is a mistake, and somebody is there to mend it.
 * Else all is kept as it came, answers to questions that are gone included: agents read those by their keys.
 *
 * Consent is different, for without it the shop may not keep the words: where it is due, it has to be there.
 */
export function formProblems({ form }: FormStore, filledIn: FilledIn, isConsentDue: boolean): FormProblem[] {
  const problems = filledIn.formVersion === formVersion(form) ? askedProblems(form, filledIn) : [];
  if (isConsentDue && form.consent?.required && !filledIn.consent) problems.push({ field: 'consent', kind: 'missing' });
  return problems;
}

/** @throws AppError `invalid_request` that names each field. */
export function refuseProblems(problems: FormProblem[]): void {
  if (problems.length === 0) return;
  throw new AppError('invalid_request', problems.map((problem) => `${problem.field}: ${wordsFor(problem)}`).join('; '));
}

/** The page could not ask our server what the form asks, consent included. */
const withoutForm: SubmissionRequest['reason'][] = ['offline', 'server-down'];

/** Whether a message was written in the contact form, where consent can be asked for, or in the box of live chat. */
export function wasWrittenInForm(
  { mode }: FormStore,
  { formVersion, reason }: Pick<SubmissionRequest, 'formVersion' | 'reason'>,
): boolean {
  if (mode === 'form' || formVersion !== undefined) return true;
  return reason !== undefined && !withoutForm.includes(reason);
}

/** An empty answer is none. */
export function givenAnswers(answers: Record<string, string> = {}): Record<string, string> | undefined {
  const given = Object.entries(answers).filter(([, answer]) => answer !== '');
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

function askedProblems(form: FormSettings, { contact = {}, answers = {} }: FilledIn): FormProblem[] {
  const { email, name, fields = [] } = form;
  const missing = (field: string, isMissing: boolean): FormProblem[] => (isMissing ? [{ field, kind: 'missing' }] : []);
  const unknown = Object.keys(answers).filter((key) => !fields.some((field) => field.key === key));
  return [
    ...missing('contact.email', email === 'required' && !contact.email),
    ...missing('contact.name', name === 'required' && !contact.name),
    ...fields.flatMap(({ key, required, choices = [] }): FormProblem[] => {
      const field = `answers.${key}`;
      const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
      if (!answer) return missing(field, required);
      const values = choices.map(({ value }) => value);
      const isChosen = values.length === 0 || values.includes(answer);
      return isChosen ? [] : [{ field, kind: 'no-choice', choices: values }];
    }),
    ...unknown.map((key): FormProblem => ({ field: `answers.${key}`, kind: 'unknown' })),
  ];
}

function wordsFor(problem: FormProblem): string {
  if (problem.kind === 'no-choice') return `should be one of ${problem.choices.join(', ')}`;
  if (problem.kind === 'unknown') return 'the form has no such field';
  return problem.field === 'consent' ? 'this store takes no message without it' : 'the form asks for it';
}
