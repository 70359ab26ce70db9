import { uuid } from '../browser/uuid.ts';
import { messagesIn, openRecords } from './message-store.ts';
import { isSettled, nobody, type SentMessage } from './sent-message.ts';
import { eachDraft } from './take-drafts.ts';

/**
 * Parts with what is of an earlier person: drafts go; messages that our server does not have yet become nobody's, in
 * a session of their own; the others go, for our server has them.
 * @param epoch of the person at work now
 */
export function forgetOthers(storeKey: string, epoch: string): Promise<unknown> {
  return openRecords(storeKey).write((records) => {
    eachDraft(records, (key, draftEpoch) => {
      if (draftEpoch !== epoch) records.delete(key);
    });
    const request = records.getAll();
    request.onsuccess = () => {
      const requestId = uuid();
      const others = messagesIn(request.result).filter((message) => ![epoch, nobody].includes(message.epoch));
      for (const [index, message] of others.entries()) {
        const orphan = orphaned(message, requestId, index + 1);
        if (isSettled(orphan)) records.delete(orphan.key);
        else records.put(orphan, orphan.key);
      }
    };
  });
}

/**
 * It keeps its key: if our server has it after all, in the session it was written in, it says so, and that is the end
 * of it.
 */
function orphaned(message: SentMessage, requestId: string, sequence: number): SentMessage {
  const { body, state } = message;
  const freed = { ...body, requestId, sequence, visitorToken: undefined };
  return { ...message, body: state === 'kept' ? freed : body, epoch: nobody };
}
