import type { Mail } from '../mail/index.ts';

/** What a mail with answers is about, and what it needs to be written. */
export function aboutReplies(conversationId: number, messageIds: readonly number[]) {
  return {
    // Each answer is mailed once, so the first of them names the mail.
    about: `${conversationPrefix(conversationId)}${messageIds[0]}`,
    facts: { conversationId: String(conversationId), messageIds: messageIds.join() },
  };
}

/** How `about` starts of every mail with answers of this conversation. */
export function conversationPrefix(conversationId: number): string {
  return `${conversationId}:`;
}

export function readReplyFacts({ facts }: Pick<Mail, 'facts'>): { conversationId: number; messageIds: number[] } {
  const messageIds = (facts.messageIds ?? '').split(',').map(Number);
  return { conversationId: Number(facts.conversationId), messageIds };
}
