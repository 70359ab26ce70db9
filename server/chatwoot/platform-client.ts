import { z } from 'zod';
import { type Connection, createSend } from './send.ts';

export interface PlatformConnection extends Connection {
  /** Of a platform app, made by hand in Chatwoot's super admin. */
  token: string;
}

/** An account as the Platform API shows it. */
export type PlatformAccount = z.infer<typeof accountSchema>;

/** Exactly what the Platform API takes. On an update `customAttributes` are replaced as a whole. */
export interface PlatformAccountFields {
  name: string;
  /** Chatwoot's spelling (`pt_BR`); an unknown one is a 500. */
  locale?: string | undefined;
  domain?: string | undefined;
  supportEmail?: string | undefined;
  status?: 'active' | 'suspended';
  customAttributes?: Record<string, unknown>;
}

const accountSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    locale: z.string(),
    domain: z.string().nullable(),
    status: z.string(),
    custom_attributes: z.record(z.string(), z.unknown()).default({}),
  })
  .transform(({ custom_attributes: customAttributes, ...account }) => ({ ...account, customAttributes }));

// `token` speaks for this user on the Application API.
const userSchema = z
  .object({ id: z.int(), email: z.string(), name: z.string(), access_token: z.string() })
  .transform(({ access_token: token, ...user }) => ({ ...user, token }));

const membershipSchema = z
  .object({ account_id: z.int(), user_id: z.int(), role: z.string() })
  .transform(({ account_id: accountId, user_id: userId, role }) => ({ accountId, userId, role }));

const accountsPath = '/platform/api/v1/accounts';
const usersPath = '/platform/api/v1/users';

export type PlatformClient = ReturnType<typeof createPlatformClient>;

/** The Platform API: makes accounts and users. It sees only what this platform app made. */
export function createPlatformClient({ token, ...connection }: PlatformConnection) {
  // With hyphens: nginx drops header names with underscores unless told otherwise.
  const send = createSend(connection, { 'api-access-token': token });

  return {
    createAccount: (fields: PlatformAccountFields) =>
      send({ method: 'POST', path: accountsPath, body: toWire(fields), answer: accountSchema }),

    showAccount: (accountId: number) =>
      send({ method: 'GET', path: `${accountsPath}/${accountId}`, answer: accountSchema }),

    /** Answers 500 for good once any account of this platform app has been deleted: never depend on it. */
    listAccounts: () => send({ method: 'GET', path: accountsPath, answer: z.array(accountSchema) }),

    updateAccount: (accountId: number, fields: Partial<PlatformAccountFields>) =>
      send({ method: 'PATCH', path: `${accountsPath}/${accountId}`, body: toWire(fields), answer: accountSchema }),

    /** A known address gives that user back unchanged, token included; the password is ignored then. */
    createUser: (user: { name: string; email: string; password: string }) =>
      send({ method: 'POST', path: usersPath, body: user, answer: userSchema }),

    /** Joins a user to an account, or changes the role of one who has joined. */
    upsertAccountUser: (accountId: number, userId: number, role: 'agent' | 'administrator') =>
      send({
        method: 'POST',
        path: `${accountsPath}/${accountId}/account_users`,
        body: { user_id: userId, role },
        answer: membershipSchema,
      }),

    /** A link that signs this user in: valid for five minutes, once. Make it on the click, never store it. */
    loginLink: async (userId: number) => {
      const answer = z.object({ url: z.url() });
      return (await send({ method: 'GET', path: `${usersPath}/${userId}/login`, answer })).url;
    },
  };
}

function toWire({ supportEmail, customAttributes, ...fields }: Partial<PlatformAccountFields>) {
  return { ...fields, support_email: supportEmail, custom_attributes: customAttributes };
}
