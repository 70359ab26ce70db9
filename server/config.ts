import { z } from 'zod';
import type { EncryptionKey } from './db/secrets.ts';
import type { GuardOptions } from './guard/index.ts';
import { createClientAddress } from './http/client-address.ts';

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
  };
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

const port = z.coerce.number().int().min(0).max(65535);
const days = z.coerce.number().int().min(1).max(3650);
const milliseconds = z.coerce.number().int().min(0);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const encryptionKeys = z.string().transform((value, context): Config['encryptionKeys'] => {
  const keys = value.split(',').map((entry): EncryptionKey => {
    const [id = '', encoded = ''] = entry.trim().split(':');
    return { id, key: Buffer.from(encoded, 'base64') };
  });
  const [newest, ...older] = keys;
  const isWellFormed = keys.every(({ id, key }) => /^[\w-]{1,40}$/.test(id) && key.length === 32);
  const isUnique = new Set(keys.map(({ id }) => id)).size === keys.length;
  if (!newest || !isWellFormed || !isUnique) {
    context.addIssue({ code: 'custom', message: 'malformed' });
    return z.NEVER;
  }
  return [newest, ...older];
});

const proxies = z.string().transform((value, context): string[] => {
  const entries = value.split(',').flatMap((part) => part.trim() || []);
  try {
    createClientAddress(entries);
  } catch {
    context.addIssue({ code: 'custom', message: 'malformed' });
  }
  return entries;
});

const storageVariables = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  ENCRYPTION_KEYS: encryptionKeys,
};

/** What every process needs that listens. */
const listenerVariables = {
  HOST: z.string().min(1).default('127.0.0.1'),
  TRUST_PROXY: proxies.default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  STOP_TIMEOUT_MS: milliseconds.default(10_000),
  GUARD_MAX_UPLOAD_MB: z.coerce.number().int().min(1).max(1024).default(50),
};

const guardVariables = {
  ...listenerVariables,
  PORT: port.default(4003),
  CHATWOOT_URL: httpUrl,
};

const serverVariables = {
  ...listenerVariables,
  PORT: port.default(4001),
  PUBLIC_URL: httpUrl,
  GUARD_CHATWOOT_URL: httpUrl.optional(),
  SETTINGS_REFRESH_MS: milliseconds.default(5000),
  DELIVERY_SETTLE_MS: milliseconds.default(60_000),
  DELIVERY_LEASE_MS: milliseconds.default(30_000),
  DELIVERY_AWAIT_SESSION_MS: milliseconds.default(5000),
  RETENTION_DAYS: days.default(30),
  AUDIT_RETENTION_DAYS: days.default(365),
};

type VariableName = keyof typeof storageVariables | keyof typeof serverVariables | keyof typeof guardVariables;

/** What each variable should be, for the message of a `ConfigError`. */
const expectations: Record<Exclude<VariableName, 'DATA_DIR'>, string> = {
  NODE_ENV: 'production, development or test',
  PORT: 'a port from 0 to 65535',
  HOST: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  PUBLIC_URL: 'the http(s) address at which browsers reach this server, such as https://chat.example.com',
  TRUST_PROXY: 'addresses or networks of your proxies, separated by commas, such as 10.0.0.0/8, or the word loopback',
  DATABASE_URL: 'a postgres:// address with the login that serves requests',
  DATABASE_OWNER_URL: 'a postgres:// address with the login that owns the tables',
  ENCRYPTION_KEYS:
    'name:key pairs, newest first, separated by commas; each key is 32 random bytes in base64. Make one with: ' +
    `node -p "'k1:'+crypto.randomBytes(32).toString('base64')"`,
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace or silent',
  SETTINGS_REFRESH_MS: 'milliseconds',
  DELIVERY_SETTLE_MS: 'milliseconds',
  DELIVERY_LEASE_MS: 'milliseconds',
  DELIVERY_AWAIT_SESSION_MS: 'milliseconds',
  RETENTION_DAYS: 'days, from 1 to 3650',
  AUDIT_RETENTION_DAYS: 'days, from 1 to 3650',
  STOP_TIMEOUT_MS: 'milliseconds',
  CHATWOOT_URL:
    'the http(s) address of Chatwoot itself, not one that leads to the guard, such as http://127.0.0.1:3000',
  GUARD_CHATWOOT_URL: 'the http(s) address of the Chatwoot to stand before, such as http://127.0.0.1:3000',
  GUARD_MAX_UPLOAD_MB: 'megabytes, from 1 to 1024',
};

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
    },
    retentionDays: { submissions: values.RETENTION_DAYS, auditLog: values.AUDIT_RETENTION_DAYS },
  };
}

/** Reads the environment of a guard on its own. @throws ConfigError as `readConfig` does. */
export function readGuardConfig(env: NodeJS.ProcessEnv): GuardConfig {
  const values = parse(z.object(guardVariables), env);
  return { ...listenerConfig(values), guard: guardOptions(values, values.CHATWOOT_URL) };
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
