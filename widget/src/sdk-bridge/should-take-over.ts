import type { SentMessage } from '../composer/sent-message.ts';

export interface BoxNow {
  /** The visitor has written before, so that chat has something to show. Else our box is the better start. */
  hasConversation: boolean;
  isShown: boolean;
  text: string;
  /** An input method is in the middle of a word. */
  isComposing: boolean;
  /** The shopper is in a field other than the message, or has left something in one. */
  isInDetails: boolean;
  messages: readonly SentMessage[];
  /** A message has waited too long for its confirmation: the box was promised to stay. */
  isStaying: boolean;
}

/** Once chat is ready: it takes the place of the box only when nobody would lose a word by it. */
export function shouldTakeOver(now: BoxNow): boolean {
  return (
    (now.hasConversation || now.messages.length > 0) &&
    now.isShown &&
    now.text === '' &&
    !now.isComposing &&
    !now.isInDetails &&
    !now.isStaying &&
    now.messages.every(({ state }) => state === 'delivered')
  );
}

/**
 * Whether our server has bound messages of this page to another session than that of a chat which was run without it:
 * those that went out before the session of that chat was known.
 */
export function isElsewhere(messages: readonly SentMessage[], requestId: string, visitorToken?: string): boolean {
  return messages.some(({ body }) => body.requestId === requestId && body.visitorToken !== visitorToken);
}
