import { expect } from 'vitest';
import { createAccountClient } from '../../../server/chatwoot/index.ts';
import type { RunningDemo } from '../../start-demo.ts';
import { findConversations } from '../kit/find-conversations.ts';

/** Who an agent takes the writer of a message for. */
export interface Writer {
  conversationId: number;
  contactId: number | null;
  /** Chatwoot knows this session as a customer's. */
  isVerified: boolean;
}

/** What agents have, looked at as one of them. */
export function deskOf({ chatwootUrl, chatwootAccount }: RunningDemo) {
  const { conversations, inboxes } = createAccountClient({ baseUrl: chatwootUrl, ...chatwootAccount });

  const find = (text: string) => findConversations(conversations, text);

  /** Waits for these words, which must be there once. */
  async function writerOf(text: string): Promise<Writer> {
    await expect.poll(() => find(text)).toHaveLength(1);
    const [conversationId = 0] = await find(text);
    const { contactId, isVerified } = await conversations.show(conversationId);
    return { conversationId, contactId, isVerified };
  }

  return {
    writerOf,
    /** The same, once Chatwoot knows who it is: a shop may prove it later than its customer writes. */
    async customerOf(text: string): Promise<Writer> {
      await expect.poll(() => writerOf(text)).toMatchObject({ isVerified: true });
      return writerOf(text);
    },
    /** Answers in the conversation of these words. */
    async reply(to: string, content: string) {
      await expect.poll(() => find(to)).toHaveLength(1);
      const [id = 0] = await find(to);
      await conversations.messages.create(id, { content });
    },
    /** As set-up does for a store's origins; the demo was set up before these were known. */
    async letChatBeFramedBy(origins: string[]) {
      for (const { id, channel } of await inboxes.list()) {
        if (channel === 'website') await inboxes.update(id, { allowedDomains: origins.join(', ') });
      }
    },
  };
}
