import { z } from 'zod';
import { attachmentPart, messageSchema, type NewAttachment } from './messages.ts';
import { type Connection, createSend } from './send.ts';
import {
  configSchema,
  createdConversationSchema,
  identifiedSchema,
  latestConversationSchema,
} from './widget-answers.ts';

export interface WidgetConnection extends Connection {
  websiteToken: string;
  /** The session that every call but `config` needs: `cw_conversation` of a browser, or what `config` gave. */
  visitorToken?: string | undefined;
  /** The shopper, for whom Chatwoot would otherwise take our server. */
  visitor?: Visitor | undefined;
}

export interface Visitor {
  userAgent?: string | undefined;
  acceptLanguage?: string | undefined;
  /** IP address. Chatwoot believes it from a proxy on a private address, and counts its limits by it. */
  address?: string | undefined;
}

export interface WidgetMessage {
  content: string;
  /** Address of the page on which it was written. */
  refererUrl?: string | undefined;
  /** When, as the widget says it: `new Date(…).toString()`. */
  timestamp?: string | undefined;
}

export interface VisitorFields {
  name?: string | undefined;
  email?: string | undefined;
  phoneNumber?: string | undefined;
  /** Always a string: a number makes Chatwoot fork the session. */
  identifier?: string | undefined;
  customAttributes?: Record<string, unknown>;
}

const path = '/api/v1/widget';
const jwtPattern = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export type WidgetClient = ReturnType<typeof createWidgetClient>;

/** The Widget API of one website inbox, as one visitor. */
export function createWidgetClient({ websiteToken, visitorToken, visitor = {}, ...connection }: WidgetConnection) {
  const query = { website_token: websiteToken };
  const newVisitor = createSend(connection, visitorHeaders(visitor));
  const sendAs = (token: string) => createSend(connection, { ...visitorHeaders(visitor), 'x-auth-token': token });
  const send = visitorToken === undefined ? refuseWithoutToken : sendAs(visitorToken);

  return {
    /**
     * The visitor of this token; a new one without a token, or with one that Chatwoot does not accept.
     * @throws ChatwootError `not-found` when the inbox does not exist, `suspended` when its account is.
     */
    config: (token: string | undefined = visitorToken) => {
      const call = { method: 'POST', path: `${path}/config`, query, answer: configSchema } as const;
      return token !== undefined && jwtPattern.test(token) ? sendAs(token)(call) : newVisitor(call);
    },

    /**
     * Identifies the visitor by a signed identifier. `visitorToken` is null unless Chatwoot opened another session.
     * @throws ChatwootError `unauthorized` when the hash is wrong, or missing where it is mandatory.
     */
    setUser: ({ identifierHash, ...fields }: VisitorFields & { identifier: string; identifierHash?: string }) =>
      send({
        method: 'PATCH',
        path: `${path}/contact/set_user`,
        query,
        body: { ...fieldsToWire(fields), identifier_hash: identifierHash },
        answer: identifiedSchema,
      }),

    /** Never checked by Chatwoot: with an identifier or address of somebody else, the session becomes theirs. */
    patchContact: (fields: VisitorFields) =>
      send({
        method: 'PATCH',
        path: `${path}/contact`,
        query,
        body: fieldsToWire(fields),
        answer: identifiedSchema,
      }),

    /** Oldest first: the newest 20, or up to 100 after the message `after`. */
    messages: async (range: { after?: number; before?: number } = {}) => {
      const answer = z.object({ payload: z.array(messageSchema) });
      return (await send({ method: 'GET', path: `${path}/messages`, query: { ...query, ...range }, answer })).payload;
    },

    /** Opens the conversation if there is none; only then do `customAttributes` count. */
    sendMessage: ({ customAttributes, ...message }: WidgetMessage & { customAttributes?: Record<string, unknown> }) =>
      send({
        method: 'POST',
        path: `${path}/messages`,
        query,
        body: { message: messageToWire(message), custom_attributes: customAttributes },
        answer: messageSchema,
      }),

    /** A file without words. Opens the conversation if there is none. */
    sendFile: (file: NewAttachment, about: Omit<WidgetMessage, 'content'> = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ referer_url: about.refererUrl, timestamp: about.timestamp })) {
        if (value !== undefined) form.set(`message[${name}]`, value);
      }
      form.append('message[attachments][]', attachmentPart(file));
      return send({ method: 'POST', path: `${path}/messages`, query, form, answer: messageSchema });
    },

    /** The visitor's latest conversation, or null. */
    conversation: () => send({ method: 'GET', path: `${path}/conversations`, query, answer: latestConversationSchema }),

    /** What Chatwoot's pre-chat form does. Six in 12 hours for an IP address: prefer `sendMessage`. */
    createConversation: ({ contact, message }: { contact: VisitorFields; message: WidgetMessage }) =>
      send({
        method: 'POST',
        path: `${path}/conversations`,
        query,
        body: { contact: fieldsToWire(contact), message: messageToWire(message) },
        answer: createdConversationSchema,
      }),

    /** Answers a message that asks for an address. */
    submitContactEmail: async (messageId: number, email: string) => {
      const answer = z.object({ contact: z.object({ id: z.int() }) });
      const call = { path: `${path}/messages/${messageId}`, query, body: { contact: { email } }, answer };
      return { contactId: (await send({ method: 'PATCH', ...call })).contact.id };
    },
  };
}

async function refuseWithoutToken(): Promise<never> {
  throw new TypeError('This call needs createWidgetClient({ visitorToken }).');
}

function visitorHeaders({ userAgent, acceptLanguage, address }: Visitor) {
  return { 'user-agent': userAgent, 'accept-language': acceptLanguage, 'x-forwarded-for': address };
}

function fieldsToWire({ phoneNumber, customAttributes, ...fields }: VisitorFields) {
  return { ...fields, phone_number: phoneNumber, custom_attributes: customAttributes };
}

function messageToWire({ content, refererUrl, timestamp }: WidgetMessage) {
  return { content, referer_url: refererUrl, timestamp };
}
