import { z } from 'zod';
import { createAttributeDefinitions } from './attribute-definitions.ts';
import { createContacts } from './contacts.ts';
import { createConversations } from './conversations.ts';
import { createInboxes } from './inboxes.ts';
import { type Connection, createSend } from './send.ts';
import { versionOf } from './version.ts';
import { createWebhooks } from './webhooks.ts';

export interface AccountConnection extends Connection {
  accountId: number;
  /** Of a user (a person or our administrator) or an agent bot; a platform token is refused. */
  token: string;
}

/** The account's own settings, as far as we use them. */
export interface AccountSettings {
  name: string;
  locale: string;
  /** Domain of reply addresses: without one, no reply is ever mailed. */
  domain: string | null;
  supportEmail: string | null;
}

const accountSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    locale: z.string(),
    domain: z.string().nullish(),
    support_email: z.string().nullish(),
  })
  .transform(({ id, name, locale, domain, support_email: supportEmail }) => ({
    id,
    settings: { name, locale, domain: domain || null, supportEmail: supportEmail || null } satisfies AccountSettings,
  }));

const agentSchema = z.object({ id: z.int(), name: z.string(), email: z.string(), role: z.string() });

export type AccountClient = ReturnType<typeof createAccountClient>;

/** The Application API of one account, as the user whose token this is. */
export function createAccountClient({ accountId, token, ...connection }: AccountConnection) {
  // With hyphens: nginx drops header names with underscores unless told otherwise.
  const send = createSend(connection, { 'api-access-token': token });
  const path = `/api/v1/accounts/${accountId}`;

  return {
    version: () => versionOf(send),

    show: () => send({ method: 'GET', path, answer: accountSchema }),

    /** Needs an administrator. */
    update: ({ supportEmail, ...settings }: Partial<AccountSettings>) =>
      send({ method: 'PATCH', path, body: { ...settings, support_email: supportEmail }, answer: accountSchema }),

    agents: () => send({ method: 'GET', path: `${path}/agents`, answer: z.array(agentSchema) }),

    inboxes: createInboxes(send, path),
    attributeDefinitions: createAttributeDefinitions(send, path),
    contacts: createContacts(send, path),
    conversations: createConversations(send, path),
    webhooks: createWebhooks(send, path),
  };
}
