import { z } from 'zod';
import type { Send } from './send.ts';

const directions = ['incoming', 'outgoing', 'activity', 'template'] as const;

/** A message, as the Application and the Widget API show it. `createdAt` is epoch seconds. */
export const messageSchema = z
  .object({
    id: z.int(),
    content: z.string().nullable(),
    conversation_id: z.int(),
    message_type: z.int().min(0).max(3),
    content_type: z.string().nullish(),
    created_at: z.int(),
    private: z.boolean().nullish(),
    source_id: z.string().nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    content: wire.content,
    conversationId: wire.conversation_id,
    direction: directions[wire.message_type] ?? 'activity',
    contentType: wire.content_type ?? 'text',
    createdAt: wire.created_at,
    isPrivate: wire.private ?? false,
    sourceId: wire.source_id ?? null,
  }));

export interface NewMessage {
  content: string;
  /** Incoming only in API inboxes. */
  direction?: 'incoming' | 'outgoing';
  /** A private note: for agents only. */
  isPrivate?: boolean;
  /** `input_email` asks the visitor for an address. */
  contentType?: 'text' | 'input_email';
  /** Stored, and in webhooks: recognises a message as ours. Not unique by itself. */
  sourceId?: string;
}

/** Messages of an account's conversations, seen by an agent. */
export function createMessages(send: Send, conversationsPath: string) {
  const pathOf = (conversationId: number) => `${conversationsPath}/${conversationId}/messages`;

  return {
    /** Oldest first: the newest 20, or up to 100 after the message `after`. */
    list: async (conversationId: number, range: { before?: number; after?: number } = {}) => {
      const answer = z.object({ payload: z.array(messageSchema) });
      return (await send({ method: 'GET', path: pathOf(conversationId), query: range, answer })).payload;
    },

    create: (conversationId: number, message: NewMessage) =>
      send({
        method: 'POST',
        path: pathOf(conversationId),
        body: messageFieldsToWire(message),
        answer: messageSchema,
      }),
  };
}

export function messageFieldsToWire({ content, direction, isPrivate, contentType, sourceId }: NewMessage) {
  return { content, message_type: direction, private: isPrivate, content_type: contentType, source_id: sourceId };
}
