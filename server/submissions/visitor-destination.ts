import { bindSession, type ChatSession, rebindIfForgotten, shopperOf } from '../chat-sessions/index.ts';
import type { Message } from '../chatwoot/index.ts';
import type { ServedStore } from '../stores/index.ts';
import { conversationAttributes } from './conversation-attributes.ts';
import type { Destination, Parcel } from './destination.ts';
import type { SubmissionDeps } from './submission-deps.ts';

/** What Chatwoot may take beyond our own patience, after which it gives a request up. */
const chatwootGivesUpMs = 15_000;

/**
 * The visitor's own conversation, through the widget's API as their browser would. Chatwoot keeps no marker of ours
 * there: a message is known again by its words, or by the size and name of its file.
 */
export async function visitorDestination(
  deps: SubmissionDeps,
  store: ServedStore,
  session: ChatSession,
  requestId: string,
): Promise<Destination> {
  const { visitorToken } = await bindSession(deps, store, session, { requestId });
  const options = { shopper: shopperOf(session), requestId, visitorToken };
  const client = deps.widgetClient(store, options);

  return {
    newest: async () => (await client.messages()).at(-1)?.id ?? null,
    send: async ({ submission, file }) => {
      const about = { refererUrl: submission.page?.url, timestamp: submission.writtenAt.toString() };
      if (!file) {
        // Counts only for a message that opens its conversation, and is there then for the shop's automation rules.
        const customAttributes = conversationAttributes(submission, store);
        return client.sendMessage({ content: submission.text, customAttributes, ...about });
      }
      const patient = deps.widgetClient(store, { ...options, timeoutMs: fileTimeoutMs(deps) });
      return patient.sendFile({ name: file.row.name, type: file.row.type, bytes: file.bytes }, about);
    },
    findSince: async (parcel, after) => {
      const since = await client.messages(after === null ? {} : { after });
      return since.filter((message) => message.id > (after ?? 0) && isIt(message, parcel));
    },
    isGone: () => rebindIfForgotten(deps, store, session, visitorToken, requestId),
  };
}

/** A file takes its time, but what is looked for after `settleMs` must have ended by then at Chatwoot too. */
export function fileTimeoutMs({ settleMs }: SubmissionDeps): number {
  return Math.max(20_000, settleMs - chatwootGivesUpMs - 5000);
}

function isIt({ direction, content, attachments }: Message, { submission, file }: Parcel): boolean {
  if (direction !== 'incoming') return false;
  if (!file) return content !== null && normal(content) === normal(submission.text);
  const { name, size } = file.row;
  const hasNoWords = content === null || content.trim() === '';
  return hasNoWords && attachments.some((one) => one.size === size && letters(one.name) === letters(name));
}

function normal(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** Storages write names in their own way; nobody changes letters and digits. */
function letters(name: string): string {
  return name.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');
}
