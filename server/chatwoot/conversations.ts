import { z } from 'zod';
import { createMessages, messageFieldsToWire, type NewMessage } from './messages.ts';
import { nothing, type Send } from './send.ts';

/** An inbox with a contact, or only the id of a session that exists. */
export interface NewConversation {
  inboxId?: number;
  contactId?: number;
  /** Without one, a contact gets a new session every time. */
  sourceId?: string;
  status?: 'open' | 'pending' | 'resolved';
  customAttributes?: Record<string, unknown>;
  message?: NewMessage;
}

// `id` counts within its account: it repeats across accounts.
export const conversationSchema = z
  .object({
    id: z.int(),
    inbox_id: z.int(),
    status: z.string(),
    custom_attributes: z.record(z.string(), z.unknown()).nullish(),
    contact_last_seen_at: z.number().nullish(),
    last_activity_at: z.number().nullish(),
    last_non_activity_message: z.object({ id: z.int() }).nullish(),
    meta: z.object({ sender: z.object({ id: z.int() }).nullish(), hmac_verified: z.boolean().nullish() }),
  })
  .transform(({ id, inbox_id: inboxId, status, custom_attributes: customAttributes, meta, ...wire }) => ({
    id,
    inboxId,
    status,
    customAttributes: customAttributes ?? {},
    contactId: meta.sender?.id ?? null,
    isVerified: meta.hmac_verified ?? false,
    /** Epoch seconds; 0: never. */
    contactLastSeenAt: wire.contact_last_seen_at ?? 0,
    lastActivityAt: wire.last_activity_at ?? 0,
    lastMessageId: wire.last_non_activity_message?.id ?? null,
  }));
export type Conversation = z.infer<typeof conversationSchema>;

/** Conversations of one account, and their messages. */
export function createConversations(send: Send, accountPath: string) {
  const path = `${accountPath}/conversations`;

  return {
    messages: createMessages(send, path),

    /** The 25 of a page, in any status, those first in which something happened last. */
    list: async (inboxId: number, page = 1) => {
      const query = { inbox_id: inboxId, status: 'all', page };
      const answer = z.object({ data: z.object({ payload: z.array(conversationSchema) }) });
      return (await send({ method: 'GET', path, query, answer })).data.payload;
    },

    show: (id: number) => send({ method: 'GET', path: `${path}/${id}`, answer: conversationSchema }),

    create: ({ inboxId, contactId, sourceId, status, customAttributes, message }: NewConversation) => {
      const body = {
        inbox_id: inboxId,
        contact_id: contactId,
        source_id: sourceId,
        status,
        custom_attributes: customAttributes,
        message: message && messageFieldsToWire(message),
      };
      return send({ method: 'POST', path, body, answer: conversationSchema });
    },

    /** Replaces them all: what is not given is gone. A text is at most 1500 characters. */
    setCustomAttributes: (id: number, customAttributes: Record<string, unknown>) =>
      send({
        method: 'POST',
        path: `${path}/${id}/custom_attributes`,
        body: { custom_attributes: customAttributes },
        answer: nothing,
      }),

    /** `pending` is a bot's, `open` is for people. One that has this status already stays as it is. */
    setStatus: (id: number, status: 'open' | 'pending' | 'resolved') =>
      send({ method: 'POST', path: `${path}/${id}/toggle_status`, body: { status }, answer: nothing }),

    /** Needs an administrator; carried out later, so it still shows for a moment. */
    delete: (id: number) => send({ method: 'DELETE', path: `${path}/${id}`, answer: nothing }),
  };
}
