import { z } from 'zod';
import type { Send } from './send.ts';

const directions = ['incoming', 'outgoing', 'activity', 'template'] as const;

/** What a message shows of a file: its name is the last part of its address. */
const attachmentSchema = z
  .object({ data_url: z.string().nullish(), file_size: z.int().nullish() })
  .transform(({ data_url: url, file_size: size }) => ({ url: url ?? '', name: nameIn(url ?? ''), size: size ?? null }));

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
    status: z.string().nullish(),
    content_attributes: z.object({ deleted: z.boolean().nullish() }).nullish().catch(null),
    sender: z.object({ type: z.string().nullish() }).nullish(),
    attachments: z.array(attachmentSchema).nullish().catch(null),
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
    /** The visitor's browser has shown it; Chatwoot notes this shortly after. */
    isRead: wire.status === 'read',
    isDeleted: wire.content_attributes?.deleted ?? false,
    /** `user`, `agent_bot` or `contact`; null: nobody's, such as a template. */
    senderType: wire.sender?.type ?? null,
    fileCount: wire.attachments?.length ?? 0,
    attachments: wire.attachments ?? [],
  }));
export type Message = z.infer<typeof messageSchema>;

function nameIn(url: string): string {
  const last = url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // nothing that we know to read: compared as it is
  }
}

/** A file on its way to Chatwoot. */
export interface NewAttachment {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export function attachmentPart({ name, type, bytes }: NewAttachment): File {
  return new File([new Uint8Array(bytes)], name, { type });
}

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

    /** A file without words. */
    createFile: (conversationId: number, file: NewAttachment, message: Omit<NewMessage, 'content'> = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(messageFieldsToWire(message))) {
        if (value !== undefined) form.set(name, String(value));
      }
      form.append('attachments[]', attachmentPart(file));
      return send({ method: 'POST', path: pathOf(conversationId), form, answer: messageSchema });
    },
  };
}

export function messageFieldsToWire(message: Partial<NewMessage>) {
  const { content, direction, isPrivate, contentType, sourceId } = message;
  return { content, message_type: direction, private: isPrivate, content_type: contentType, source_id: sourceId };
}
