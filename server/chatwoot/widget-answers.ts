import { z } from 'zod';
import { messageSchema } from './messages.ts';

/** A visitor's standing with Chatwoot: the session's token, the contact behind it, and the inbox. */
export const configSchema = z
  .object({
    website_channel_config: z.object({
      auth_token: z.string(),
      website_name: z.string(),
      locale: z.string().nullish(),
      pre_chat_form_enabled: z.boolean().nullish(),
    }),
    contact: z.object({
      id: z.int(),
      name: z.string().nullish(),
      email: z.string().nullish(),
      identifier: z.string().nullish(),
      pubsub_token: z.string(),
    }),
  })
  .transform(({ website_channel_config: channel, contact }) => ({
    visitorToken: channel.auth_token,
    contact: {
      id: contact.id,
      name: contact.name ?? null,
      email: contact.email ?? null,
      identifier: contact.identifier ?? null,
      pubsubToken: contact.pubsub_token,
    },
    channel: {
      name: channel.website_name,
      locale: channel.locale ?? null,
      preChatFormEnabled: channel.pre_chat_form_enabled ?? false,
    },
  }));

export const identifiedSchema = z
  .object({ id: z.int(), widget_auth_token: z.string().nullish() })
  .transform(({ id, widget_auth_token: visitorToken }) => ({ contactId: id, visitorToken: visitorToken ?? null }));

/** Without a conversation Chatwoot answers with an object without keys. */
export const latestConversationSchema = z.union([
  z.object({ id: z.int(), status: z.string() }),
  z.strictObject({}).transform(() => null),
]);

export const createdConversationSchema = z
  .object({ id: z.int(), messages: z.array(messageSchema), contact: z.object({ id: z.int() }).nullish() })
  .transform(({ id, messages, contact }) => ({ id, messages, contactId: contact?.id ?? null }));
