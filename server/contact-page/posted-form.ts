import { z } from 'zod';
import type { FormAnswer } from '../../contract/form.ts';
import { submissionRequestSchema } from '../../contract/submissions.ts';
import { type FormStore, formProblems } from '../contact-form/index.ts';
import type { NewSubmission } from '../submissions/index.ts';
import type { PageWord } from './texts/en.ts';

/** What somebody has typed into the page. Its fields have the names that a request has, and `key`. */
export interface PostedForm {
  /** Made with each form that is shown: one form is one message, however often it is sent. */
  key: string;
  values: Record<string, string>;
}

/** Why a field is not right, by the name of our words for it. */
export type FieldErrors = Record<string, PageWord>;

/** What nobody sees: only a machine fills it in. No name that a browser would fill in for somebody. */
export const trapName = 'subject_line';

export const emptyForm = (): PostedForm => ({ key: crypto.randomUUID(), values: {} });

/** @param body as the browser encodes it; files and repeated fields are none of ours */
export function readPosted({ key, ...body }: Record<string, unknown>): PostedForm {
  const texts = Object.entries(body).flatMap(([name, value]): [string, string][] =>
    // A browser ends lines with two signs, and counts them as one.
    typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : [],
  );
  return { key: z.uuid().safeParse(key).data ?? crypto.randomUUID(), values: Object.fromEntries(texts) };
}

type Checked = { ok: true; message: NewSubmission } | { ok: false; errors: FieldErrors };

const { text, contact, answers, locale, formVersion } = submissionRequestSchema.shape;
const typedSchema = z.object({ text, contact, answers, locale, formVersion });

/** The message as our server takes it, or which fields are not right. @param tag the language of the page */
export function checkPosted(store: FormStore, form: FormAnswer, { key, values }: PostedForm, tag: string): Checked {
  const given = (field: string) => values[field]?.trim() || undefined;
  const typed = {
    text: values.text ?? '',
    contact: { email: given('contact.email'), name: given('contact.name') },
    answers: answersIn(values),
    locale: tag,
    formVersion: given('formVersion'),
  };
  const consent = form.consent && values.consent ? { text: form.consent.text } : undefined;
  const parsed = typedSchema.safeParse(typed);
  const problems = formProblems(store, { ...typed, consent }, true);
  if (parsed.success && problems.length === 0) {
    return { ok: true, message: { ...parsed.data, requestId: key, sequence: 1, consent } };
  }
  const issues = parsed.error?.issues.map(({ path, code }) => ({ field: path.join('.'), kind: code })) ?? [];
  const wrong = [...problems, ...issues].map(({ field, kind }) => [field, wordFor(field, kind)]);
  return { ok: false, errors: Object.fromEntries(wrong) };
}

const answerPrefix = 'answers.';

function answersIn(values: Record<string, string>): Record<string, string> {
  const answers = Object.entries(values).filter(([name]) => name.startsWith(answerPrefix));
  return Object.fromEntries(answers.map(([name, value]) => [name.slice(answerPrefix.length), value.trim()]));
}

function wordFor(field: string, kind: string): PageWord {
  if (field === 'consent') return 'agree';
  if (kind === 'too_big') return 'tooLong';
  if (field === 'contact.email' && kind !== 'missing') return 'emailWrong';
  return kind === 'no-choice' ? 'choose' : 'missing';
}
