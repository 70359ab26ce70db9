import type { SubmissionRequest } from '../../../contract/submissions.ts';
import { currentPage } from '../browser/current-page.ts';
import { uuid } from '../browser/uuid.ts';
import { besideWords, type FilledIn } from '../form/filled-in.ts';
import type { SentMessage } from './sent-message.ts';

/** What is known at the moment of sending, beside the words. */
interface KnownNow extends Omit<SubmissionRequest, 'sequence' | 'text' | 'writtenAt' | 'page' | keyof FilledIn> {
  /** What the shopper has filled in. */
  given: FilledIn | undefined;
}

/**
 * Makes a message, with a key that stays its own on every try.
 * @param earlier those of its requestId come before it, a page that left some behind included
 */
export function writeMessage(
  text: string,
  { given, ...known }: KnownNow,
  earlier: readonly SentMessage[],
): Pick<SentMessage, 'key' | 'body'> {
  const numbers = earlier.map(({ body }) => (body.requestId === known.requestId ? body.sequence : 0));
  const sequence = Math.max(0, ...numbers) + 1;
  const body = { sequence, text, writtenAt: Date.now(), page: currentPage(), ...known, ...besideWords(given) };
  return { key: uuid(), body };
}
