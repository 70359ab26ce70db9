import type { SubmissionAnswer, SubmissionRequest } from '../../../contract/submissions.ts';
import type { FilledIn } from '../form/filled-in.ts';

/**
 * A message on its way. `kept`: with us in the browser only. `received`: our server has it. `delivered`: it is in
 * Chatwoot. `failed`: Chatwoot will not take it, an operator has it. `refused`: our server will not take it.
 */
export interface SentMessage {
  /** Its idempotency key, and its name in the database of this browser. */
  key: string;
  /** Goes out as it is on every try: the same key with another body would be a conflict. */
  body: SubmissionRequest;
  /** A file is a message of its own: its `text` is the file's name. */
  file?: File | undefined;
  /** How much of it our server has: 0 to 1. */
  progress?: number;
  state: SubmissionAnswer['state'] | 'kept' | 'refused';
  /** Whether this browser could write it down; if not, it is lost with the page. */
  isStored: boolean;
  /** Whose it is; `nobody` once that person is gone. */
  epoch: string;
  id?: string;
  /** When this page learned of it. Epoch milliseconds. */
  deliveredAt?: number;
  reference?: string;
  /** Given after the message, and how far it has come. */
  contact?: (FilledIn & { isReceived: boolean }) | undefined;
}

/** Of a message that is still sent, but shown to nobody any more. */
export const nobody = '-';

/** Nothing more will happen to it. */
export function isSettled({ state, contact, epoch }: SentMessage): boolean {
  if (epoch === nobody && state === 'refused') return true;
  const isThere = state === 'delivered' || state === 'failed' || (epoch === nobody && state !== 'kept');
  return isThere && contact?.isReceived !== false;
}
