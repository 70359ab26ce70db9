import { z } from 'zod';
import { conversationSchema } from './conversations.ts';
import { nothing, type Send } from './send.ts';

export interface ContactFields {
  name?: string | undefined;
  /** Null takes it away. */
  email?: string | null | undefined;
  /** E.164: `+351922490875`. */
  phoneNumber?: string | undefined;
  /** Never blank: Chatwoot stores `""` and answers 500 to the second one. */
  identifier?: string | undefined;
  /** Merged into what is there; readable by the visitor. */
  customAttributes?: Record<string, unknown>;
}

/** One condition; all of a filter must hold. */
export interface ContactCondition {
  /** `identifier`, `email`, `name`, …, or the key of a defined attribute that is neither currency nor percent. */
  key: string;
  operator: 'equal_to' | 'not_equal_to' | 'contains' | 'does_not_contain';
  value: string | number | boolean;
}

const contactSchema = z
  .object({
    id: z.int(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone_number: z.string().nullable(),
    identifier: z.string().nullable(),
    custom_attributes: z.record(z.string(), z.unknown()).nullish(),
  })
  .transform(({ phone_number: phoneNumber, custom_attributes: customAttributes, ...contact }) => ({
    ...contact,
    phoneNumber,
    customAttributes: customAttributes ?? {},
  }));

const createdSchema = z.object({
  payload: z.object({ contact: contactSchema, contact_inbox: z.object({ source_id: z.string().nullish() }).nullish() }),
});
const oneSchema = z.object({ payload: contactSchema });
const manySchema = z.object({ payload: z.array(contactSchema) });
const pageSchema = manySchema.extend({ meta: z.object({ has_more: z.boolean().nullish() }) });

/** Contacts of one account. A contact's id dies without notice when Chatwoot merges it into another. */
export function createContacts(send: Send, accountPath: string) {
  const path = `${accountPath}/contacts`;

  return {
    /**
     * With `inboxId` the contact gets a session there, whose id is `sourceId`; leave `sourceId` out and it is a new one.
     * @throws ChatwootError `invalid` when address, phone or identifier belong to another contact.
     */
    create: async (fields: ContactFields & { inboxId?: number; sourceId?: string }) => {
      const { inboxId, sourceId, ...contact } = fields;
      const body = { ...toWire(contact), inbox_id: inboxId, source_id: sourceId };
      const { payload } = await send({ method: 'POST', path, body, answer: createdSchema });
      return { contact: payload.contact, sourceId: payload.contact_inbox?.source_id ?? null };
    },

    show: async (id: number) => (await send({ method: 'GET', path: `${path}/${id}`, answer: oneSchema })).payload,

    update: async (id: number, fields: ContactFields) =>
      (await send({ method: 'PATCH', path: `${path}/${id}`, body: toWire(fields), answer: oneSchema })).payload,

    /** What `update` cannot do, for it merges. */
    deleteCustomAttributes: (id: number, keys: readonly string[]) => {
      const body = { custom_attributes: keys };
      return send({ method: 'POST', path: `${path}/${id}/destroy_custom_attributes`, body, answer: nothing });
    },

    /** Part of name, address, phone or (case matters) identifier; 15 to a page. At most 100 a minute and account. */
    search: async (q: string, page = 1) => {
      const answer = await send({ method: 'GET', path: `${path}/search`, query: { q, page }, answer: pageSchema });
      return { contacts: answer.payload, hasMore: answer.meta.has_more ?? false };
    },

    /** Finds only contacts that have an address, a phone or an identifier. */
    filter: async (conditions: readonly ContactCondition[], page = 1) => {
      const payload = conditions.map(({ key, operator, value }, index) => ({
        attribute_key: key,
        filter_operator: operator,
        values: [value],
        query_operator: index < conditions.length - 1 ? 'AND' : null,
      }));
      const call = { path: `${path}/filter`, query: { page }, body: { payload }, isRead: true, answer: manySchema };
      return (await send({ method: 'POST', ...call })).payload;
    },

    /** Their latest 20, of all inboxes and in any status. */
    conversations: async (id: number) => {
      const answer = z.object({ payload: z.array(conversationSchema) });
      return (await send({ method: 'GET', path: `${path}/${id}/conversations`, answer })).payload;
    },

    /** Needs an administrator. */
    delete: (id: number) => send({ method: 'DELETE', path: `${path}/${id}`, answer: nothing }),
  };
}

function toWire({ phoneNumber, customAttributes, ...fields }: ContactFields) {
  return { ...fields, phone_number: phoneNumber, custom_attributes: customAttributes };
}
