import { z } from 'zod';
import type { SeenMessage } from '../replies/index.ts';

const eventSchema = z.object({ event: z.string().max(60) });

// Only what is used: the rest of these bodies holds visitors' tokens and is never looked at.
const messageSchema = z
  .object({
    id: z.int(),
    message_type: z.string(),
    private: z.boolean().nullish(),
    source_id: z.string().nullish(),
    created_at: z.coerce.date(),
    inbox: z.object({ id: z.int() }),
    conversation: z.object({ id: z.int() }),
    // A contact has no `type` here.
    sender: z.object({ type: z.string().nullish() }).nullish(),
  })
  .transform(
    (wire): SeenMessage => ({
      id: wire.id,
      conversationId: wire.conversation.id,
      inboxId: wire.inbox.id,
      direction: wire.message_type,
      isPrivate: wire.private ?? false,
      senderType: wire.sender?.type ?? null,
      sourceId: wire.source_id ?? null,
      writtenAt: wire.created_at,
    }),
  );

export interface ReadEvent {
  /** `message_created` */
  name: string;
  /** Of a `message_created`. */
  message: SeenMessage | null;
}

/** What a delivery tells; null when it is no event of Chatwoot's. */
export function readEvent(body: Uint8Array): ReadEvent | null {
  const json = parseJson(body);
  const event = eventSchema.safeParse(json);
  if (!event.success) return null;
  const { event: name } = event.data;
  const message = name === 'message_created' ? messageSchema.safeParse(json) : null;
  return { name, message: message?.success ? message.data : null };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Signed, yet no JSON: nothing that Chatwoot sends.
    return undefined;
  }
}
