import type { SubmissionRequest } from '../../../contract/submissions.ts';
import { currentPage } from '../browser/current-page.ts';
import { uuid } from '../browser/uuid.ts';
import type { SentMessage } from './sent-message.ts';

/** What is known at the moment of sending, beside the words. */
export type KnownNow = Pick<SubmissionRequest, 'visitorToken' | 'contact' | 'reason'>;

/** Makes messages of one page: numbered from 1, each with a key that stays its own on every try. */
export function createMessageWriter(requestId: string, locale: string) {
  let sequence = 0;
  return (text: string, known: KnownNow): Pick<SentMessage, 'key' | 'body'> => {
    sequence++;
    return {
      key: uuid(),
      body: { requestId, sequence, text, writtenAt: Date.now(), page: currentPage(), locale, ...known },
    };
  };
}
