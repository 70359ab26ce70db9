import { z } from 'zod';
import type { EncryptionKey } from './db/secrets.ts';
import {
  expectations,
  guardVariables,
  httpUrl,
  type listenerVariables,
  mailVariables,
  serverVariables,
  storageVariables,
} from './environment.ts';
import type { S3Target } from './files/index.ts';
import type { GuardOptions } from './guard/index.ts';
import type { MailSettings } from './mail/index.ts';

/** How to reach the database. `postgres` needs two logins in production: one owns the tables, one uses them. */
export type DatabaseConfig = { kind: 'pglite'; dataDir: string } | { kind: 'postgres'; url: string; ownerUrl: string };

export interface Config {
  isProduction: boolean;
  port: number;
  host: string;
  /** Where browsers reach us, without a trailing slash. */
  publicUrl: string;
  /** Addresses of proxies whose X-Forwarded-For we believe. */
  trustProxy: string[];
  database: DatabaseConfig;
  /** Newest first. */
  encryptionKeys: [EncryptionKey, ...EncryptionKey[]];
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** How often to look whether another process changed a store, milliseconds. */
  settingsRefreshMs: number;
  delivery: {
    /** After an unclear ending Chatwoot may still be writing: look again only after this. */
    settleMs: number;
    /** A process that dies holds a visitor's messages up for this long. */
    leaseMs: number;
    /** How long a message waits for the page's own session before one is made for it. */
    awaitSessionMs: number;
    /** How long a message is tried before it becomes a dead letter. */
    giveUpMs: number;
  };
  /** Where processes count together, with its login; not set: each alone. */
  redisUrl: string | undefined;
  /** Where shoppers' files go; not set: into the database. */
  filesBucket: S3Target | undefined;
  mail: MailSettings;
  retentionDays: { submissions: number; auditLog: number };
  /** Set: this server also stands before that Chatwoot's Widget API. */
  guard: GuardOptions | undefined;
  /** How long a stop waits for running requests and jobs. */
  stopTimeoutMs: number;
}

/** What `storefront-chat guard` needs. */
export interface GuardConfig extends Pick<Config, 'port' | 'host' | 'trustProxy' | 'logLevel' | 'stopTimeoutMs'> {
  guard: GuardOptions;
}

/** Keys whose id starts like this are made by the demo and lie in a file beside its data. */
export const demoKeyPrefix = 'demo';

const heading = 'The environment does not fit:';

/** Thrown for a wrong environment; its message lists every variable with what it should be. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** What a command that only touches the data needs of the environment. */
export interface StorageConfig {
  database: DatabaseConfig;
  /** Newest first. */
  encryptionKeys: Config['encryptionKeys'];
}

/**
 * Reads the environment of a server, once.
 * @throws ConfigError naming every variable that is wrong and what it should be; values are never repeated.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const values = parse(z.object({ ...storageVariables, ...serverVariables }), env);
  const isProduction = values.NODE_ENV === 'production';
  if (isProduction) refuseTestTimings(values);
  return {
    ...storageConfig(values),
    ...listenerConfig(values),
    isProduction,
    publicUrl: values.PUBLIC_URL,
    guard: values.GUARD_CHATWOOT_URL ? guardOptions(values, values.GUARD_CHATWOOT_URL) : undefined,
    settingsRefreshMs: values.SETTINGS_REFRESH_MS,
    delivery: {
      settleMs: values.DELIVERY_SETTLE_MS,
      leaseMs: values.DELIVERY_LEASE_MS,
      awaitSessionMs: values.DELIVERY_AWAIT_SESSION_MS,
      giveUpMs: values.DELIVERY_GIVE_UP_DAYS * 86_400_000,
    },
    redisUrl: values.REDIS_URL,
    filesBucket: values.FILES_URL,
    mail: {
      server: serverSender(values),
      mayBeInternal: !isProduction,
      replyAfterMs: values.REPLY_MAIL_AFTER_MS,
    },
    retentionDays: retentionDays(values),
  };
}

/** Reads for how long a server of this environment keeps what. @throws ConfigError as `readConfig` does. */
export function readRetentionDays(env: NodeJS.ProcessEnv): Config['retentionDays'] {
  const { RETENTION_DAYS, AUDIT_RETENTION_DAYS } = serverVariables;
  return retentionDays(parse(z.object({ RETENTION_DAYS, AUDIT_RETENTION_DAYS }), env));
}

function retentionDays(values: { RETENTION_DAYS: number; AUDIT_RETENTION_DAYS: number }): Config['retentionDays'] {
  return { submissions: values.RETENTION_DAYS, auditLog: values.AUDIT_RETENTION_DAYS };
}

/** Reads the environment of a guard on its own. @throws ConfigError as `readConfig` does. */
export function readGuardConfig(env: NodeJS.ProcessEnv): GuardConfig {
  const values = parse(z.object(guardVariables), env);
  return { ...listenerConfig(values), guard: guardOptions(values, values.CHATWOOT_URL) };
}

/** What set-up has to know of the server that it prepares Chatwoot for. */
export interface ServerFacts {
  /** Where Chatwoot reports to; null: not said. */
  publicUrl: string | null;
  /** Whether the server mails for stores without a sender of their own. */
  canMail: boolean;
  mail: Pick<MailSettings, 'server' | 'mayBeInternal'>;
}

/** Reads what commands that set Chatwoot up need of the server's environment. @throws ConfigError as `readConfig` does. */
export function readServerFacts(env: NodeJS.ProcessEnv): ServerFacts {
  const { NODE_ENV } = storageVariables;
  const values = parse(z.object({ ...mailVariables, NODE_ENV, PUBLIC_URL: httpUrl.optional() }), env);
  const server = serverSender(values);
  return {
    publicUrl: values.PUBLIC_URL ?? null,
    canMail: server !== null,
    mail: { server, mayBeInternal: values.NODE_ENV !== 'production' },
  };
}

function serverSender({
  SMTP_URL: smtpUrl,
  MAIL_FROM: from,
}: {
  SMTP_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
}) {
  if ((smtpUrl === undefined) !== (from === undefined)) {
    throw new ConfigError(`${heading}\n  SMTP_URL and MAIL_FROM go together: set both, or neither to send no mail`);
  }
  return smtpUrl && from ? { smtpUrl, from } : null;
}

type ListenerValues = z.infer<z.ZodObject<typeof listenerVariables>> & { PORT: number };

function listenerConfig(values: ListenerValues) {
  const { PORT, HOST, TRUST_PROXY, LOG_LEVEL, STOP_TIMEOUT_MS } = values;
  return { port: PORT, host: HOST, trustProxy: TRUST_PROXY, logLevel: LOG_LEVEL, stopTimeoutMs: STOP_TIMEOUT_MS };
}

function guardOptions({ GUARD_MAX_UPLOAD_MB: megabytes }: ListenerValues, chatwootUrl: string): GuardOptions {
  return { chatwootUrl, maxUploadBytes: megabytes * 1024 * 1024 };
}

/** What tests shorten. In production shorter times would deliver twice: our request may take 20 s, Chatwoot's work 15 s. */
const shortestTimings = { DELIVERY_SETTLE_MS: 35_000, DELIVERY_LEASE_MS: 25_000, SETTINGS_REFRESH_MS: 500 };

function refuseTestTimings(values: Record<keyof typeof shortestTimings, number>): void {
  const names = Object.keys(shortestTimings) as (keyof typeof shortestTimings)[];
  const tooShort = names.filter((name) => values[name] < shortestTimings[name]);
  const lines = tooShort.map(
    (name) => `  ${name} should be at least ${shortestTimings[name]} milliseconds in production`,
  );
  if (lines.length > 0) throw new ConfigError([heading, ...lines].join('\n'));
}

/** Reads what a command of the command line needs. @throws ConfigError as `readConfig` does. */
export function readStorageConfig(env: NodeJS.ProcessEnv): StorageConfig {
  return storageConfig(parse(z.object(storageVariables), env));
}

function parse<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  // An empty variable is what a shell or a compose file makes of one that nobody set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new ConfigError(describe(parsed.error));
  return parsed.data;
}

function storageConfig(values: z.infer<z.ZodObject<typeof storageVariables>>): StorageConfig {
  if (values.NODE_ENV === 'production' && values.ENCRYPTION_KEYS.some(({ id }) => id.startsWith(demoKeyPrefix))) {
    throw new ConfigError('ENCRYPTION_KEYS holds a key of the demo. Make one of your own for production.');
  }
  return { database: databaseConfig(values), encryptionKeys: values.ENCRYPTION_KEYS };
}

function databaseConfig(values: {
  DATABASE_URL?: string | undefined;
  DATABASE_OWNER_URL?: string | undefined;
  DATA_DIR: string;
}): DatabaseConfig {
  if (!values.DATABASE_URL) return { kind: 'pglite', dataDir: `${values.DATA_DIR}/database` };
  return { kind: 'postgres', url: values.DATABASE_URL, ownerUrl: values.DATABASE_OWNER_URL ?? values.DATABASE_URL };
}

function describe(error: z.ZodError): string {
  const names = [...new Set(error.issues.map((issue) => String(issue.path[0])))];
  const lines = names.map((name) => {
    const expected = expectations[name as keyof typeof expectations];
    return `  ${name} should be ${expected}`;
  });
  return [heading, ...lines].join('\n');
}
