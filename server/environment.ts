import { z } from 'zod';
import type { EncryptionKey } from './db/secrets.ts';
import { readS3Target, type S3Target } from './files/index.ts';
import { createClientAddress } from './http/client-address.ts';
import { readSender, readSmtpUrl } from './mail/index.ts';

// Every variable that we read, and what it should be. What becomes of them is in config.ts.

const port = z.coerce.number().int().min(0).max(65535);
const days = z.coerce.number().int().min(1).max(3650);
const milliseconds = z.coerce.number().int().min(0);
const redisUrl = z.url({ protocol: /^rediss?$/ });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
export const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const encryptionKeys = z.string().transform((value, context): [EncryptionKey, ...EncryptionKey[]] => {
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

const s3Target = z.string().transform((value, context): S3Target => {
  const target = readS3Target(value);
  if (target) return target;
  context.addIssue({ code: 'custom', message: 'malformed' });
  return z.NEVER;
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

const smtpUrl = z.string().refine((value) => readSmtpUrl(value) !== null);
const sender = z.string().refine((value) => readSender(value) !== null);

/** How mail leaves for stores without a sender of their own. */
export const mailVariables = {
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: sender.optional(),
};

export const storageVariables = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  ENCRYPTION_KEYS: encryptionKeys,
};

/** What every process needs that listens. */
export const listenerVariables = {
  HOST: z.string().min(1).default('127.0.0.1'),
  TRUST_PROXY: proxies.default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  STOP_TIMEOUT_MS: milliseconds.default(10_000),
  GUARD_MAX_UPLOAD_MB: z.coerce.number().int().min(1).max(1024).default(50),
};

export const guardVariables = {
  ...listenerVariables,
  PORT: port.default(4003),
  CHATWOOT_URL: httpUrl,
};

export const serverVariables = {
  ...listenerVariables,
  ...mailVariables,
  PORT: port.default(4001),
  PUBLIC_URL: httpUrl,
  GUARD_CHATWOOT_URL: httpUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  SETTINGS_REFRESH_MS: milliseconds.default(5000),
  DELIVERY_SETTLE_MS: milliseconds.default(60_000),
  DELIVERY_LEASE_MS: milliseconds.default(30_000),
  DELIVERY_AWAIT_SESSION_MS: milliseconds.default(5000),
  DELIVERY_GIVE_UP_DAYS: days.default(7),
  FILES_URL: s3Target.optional(),
  REPLY_MAIL_AFTER_MS: milliseconds.default(120_000),
  RETENTION_DAYS: days.default(30),
  AUDIT_RETENTION_DAYS: days.default(365),
};

type VariableName = keyof typeof storageVariables | keyof typeof serverVariables | keyof typeof guardVariables;

/** What each variable should be, for the message of a `ConfigError`. */
export const expectations: Record<Exclude<VariableName, 'DATA_DIR'>, string> = {
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
  REDIS_URL:
    'a redis:// or rediss:// address, such as redis://127.0.0.1:6379/0; what is special in its password is percent-encoded',
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace or silent',
  SETTINGS_REFRESH_MS: 'milliseconds',
  DELIVERY_SETTLE_MS: 'milliseconds',
  DELIVERY_LEASE_MS: 'milliseconds',
  DELIVERY_AWAIT_SESSION_MS: 'milliseconds',
  DELIVERY_GIVE_UP_DAYS: 'days, from 1 to 3650',
  FILES_URL:
    'a bucket that speaks S3, such as s3://KEY:SECRET@s3.eu-central-1.amazonaws.com/BUCKET?region=eu-central-1; what ' +
    'is special in the secret is percent-encoded, and &tls=off is for one in your own network without TLS',
  SMTP_URL: 'the address of your mail server, such as smtps://user:password@smtp.example.com or smtp://…:587',
  MAIL_FROM: 'what mails come from, such as "Support <support@example.com>"; it goes together with SMTP_URL',
  REPLY_MAIL_AFTER_MS: 'milliseconds',
  RETENTION_DAYS: 'days, from 1 to 3650',
  AUDIT_RETENTION_DAYS: 'days, from 1 to 3650',
  STOP_TIMEOUT_MS: 'milliseconds',
  CHATWOOT_URL:
    'the http(s) address of Chatwoot itself, not one that leads to the guard, such as http://127.0.0.1:3000',
  GUARD_CHATWOOT_URL: 'the http(s) address of the Chatwoot to stand before, such as http://127.0.0.1:3000',
  GUARD_MAX_UPLOAD_MB: 'megabytes, from 1 to 1024',
};
