import { z } from 'zod';
import { type Connection, createSend } from './send.ts';

export interface PublicConnection extends Connection {
  /** Of an API inbox. Whoever has it may become anybody there: it never leaves the server, and stands in no error. */
  inboxIdentifier: string;
}

/** Who writes. Never with an address: Chatwoot would take a stranger for the contact that has it. */
export interface PublicContact {
  /** Names the contact's session; the same again is the same session. It is a part of paths: letters, digits and `-`. */
  sourceId: string;
  name?: string | undefined;
  /** Of a customer whom the shop has proven, and what the inbox signs it with. */
  customer?: { identifier: string; identifierHash: string } | undefined;
}

const conversationSchema = z.object({ id: z.int() });

export type PublicClient = ReturnType<typeof createPublicClient>;

/** The Public API of one API inbox, as far as it makes a contact and a conversation that it can find again. */
export function createPublicClient({ inboxIdentifier, ...connection }: PublicConnection) {
  const send = createSend(connection);
  const pathTo = (rest: string) => ({
    path: `/public/api/v1/inboxes/${inboxIdentifier}${rest}`,
    shownAs: `/public/api/v1/inboxes/…${rest}`,
  });
  const hashed = ({ customer }: PublicContact) =>
    customer && { identifier: customer.identifier, identifier_hash: customer.identifierHash };

  return {
    /** A known `sourceId` changes nothing; a customer is the contact that has their identifier, if there is one. */
    createContact: async (contact: PublicContact) => {
      const body = { source_id: contact.sourceId, name: contact.name, ...hashed(contact) };
      await send({ method: 'POST', ...pathTo('/contacts'), body, answer: z.unknown() });
    },

    /** Oldest first. With a customer their session becomes verified. */
    conversations: (contact: PublicContact) =>
      send({
        method: 'GET',
        ...pathTo(`/contacts/${contact.sourceId}/conversations`),
        query: hashed(contact) ?? {},
        answer: z.array(conversationSchema),
      }),

    createConversation: (contact: PublicContact) =>
      send({
        method: 'POST',
        ...pathTo(`/contacts/${contact.sourceId}/conversations`),
        body: hashed(contact) ?? {},
        answer: conversationSchema,
      }),
  };
}
