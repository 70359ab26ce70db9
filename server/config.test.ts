import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, readStorageConfig } from './config.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const complete = { PUBLIC_URL: 'https://chat.example/', ENCRYPTION_KEYS: key('k1') };

function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return '';
}

describe('readConfig', () => {
  it('needs only an address and a key', () => {
    const config = readConfig(complete);
    expect(config).toMatchObject({ port: 4001, publicUrl: 'https://chat.example', database: { kind: 'pglite' } });
  });

  it.each([
    ['PUBLIC_URL', 'chat.example'],
    ['PORT', '70000'],
    ['TRUST_PROXY', 'the-proxy'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['TRUST_PROXY', '10.0.0.0/'],
    ['DATABASE_URL', 'mysql://localhost/chat'],
    ['REDIS_URL', 'localhost:6379'],
    ['ENCRYPTION_KEYS', 'k1:short'],
    ['LOG_LEVEL', 'loud'],
    ['RETENTION_DAYS', '0'],
    ['GUARD_CHATWOOT_URL', 'chatwoot:3000'],
    ['GUARD_MAX_UPLOAD_MB', '0'],
    ['DELIVERY_GIVE_UP_DAYS', '0'],
    ['FILES_URL', 's3://key-without-secret@s3.example.com/files'],
    ['SMTP_URL', 'http://smtp.example.com'],
    ['MAIL_FROM', 'support'],
    ['REPLY_MAIL_AFTER_MS', 'soon'],
  ])('refuses %s=%s by name, with what it should be', (name, value) => {
    expect(messageOf({ ...complete, [name]: value })).toMatch(new RegExp(`${name} should be \\S+`));
  });

  it('names every variable that is wrong at once and repeats no value', () => {
    const message = messageOf({ PUBLIC_URL: 'secret-host', ENCRYPTION_KEYS: 'k1:secret' });
    expect(message).toContain('PUBLIC_URL');
    expect(message).toContain('ENCRYPTION_KEYS');
    expect(message).not.toContain('secret');
  });

  it('takes mail server and sender together, or neither, and shows no login', () => {
    const mail = { SMTP_URL: 'smtps://post:secret-login@smtp.example.com', MAIL_FROM: 'Shop <hello@shop.example>' };
    expect(readConfig(complete).mail.server).toBeNull();
    expect(readConfig({ ...complete, ...mail }).mail.server).toEqual({ smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM });
    expect(messageOf({ ...complete, SMTP_URL: mail.SMTP_URL })).toContain('SMTP_URL and MAIL_FROM go together');
    expect(messageOf({ ...complete, ...mail, SMTP_URL: `${mail.SMTP_URL}/path` })).not.toContain('secret-login');
  });

  it('refuses two keys under one id: nobody could tell which one sealed', () => {
    expect(messageOf({ ...complete, ENCRYPTION_KEYS: `${key('k1')},${key('k1')}` })).toContain('ENCRYPTION_KEYS');
  });

  it('refuses the demo’s keys in production, for the server and for commands', () => {
    const env = { ...complete, NODE_ENV: 'production', ENCRYPTION_KEYS: key('demo-1') };
    expect(messageOf(env)).toContain('demo');
    expect(() => readStorageConfig(env)).toThrow(ConfigError);
  });

  it('refuses timings in production that would deliver twice', () => {
    const env = { ...complete, NODE_ENV: 'production', DELIVERY_SETTLE_MS: '1000' };
    expect(messageOf(env)).toContain('DELIVERY_SETTLE_MS should be at least 35000 milliseconds');
    expect(messageOf({ ...env, NODE_ENV: 'test' })).toBe('');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ ...complete, DATABASE_URL: '', PORT: '' })).toMatchObject({ port: 4001 });
  });

  it('serves and owns with one login when PostgreSQL has no other', () => {
    const url = 'postgres://chat@db/chat';
    expect(readConfig({ ...complete, DATABASE_URL: url }).database).toEqual({ kind: 'postgres', url, ownerUrl: url });
  });
});
