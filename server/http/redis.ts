import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Secrets } from '../db/secrets.ts';

/** What processes of one installation tell each other through Redis. Nothing is kept there that has to last. */
export interface SharedRedis {
  /** To be spoken to within `ask` alone. */
  client: Redis;
  /** @returns undefined at once while Redis is away, and soon when it turns out to be: then decide alone. */
  ask<T>(question: () => Promise<T>): Promise<T | undefined>;
  /** The key under which something lies: who reads it there learns no address and no visitor from it. */
  keyOf(name: string, what: string): string;
  close(): void;
}

export interface RedisOptions {
  /** `redis://` or `rediss://`, with its login. */
  url: string;
  secrets: Pick<Secrets, 'derive'>;
  logger: Logger;
}

/** Requests wait for the answer: what takes longer is as good as none. */
const answerWithinMs = 250;
const connectWithinMs = 1000;
/** How often one that is away is looked for: no request waits for that. */
const lookEveryMs = 500;

/** Resolves when Redis answers or has had its time to; it is looked for as long as the process runs. */
export async function connectRedis({ url, secrets, logger }: RedisOptions): Promise<SharedRedis> {
  const [secret] = secrets.derive('keys in Redis');
  const client = new Redis(url, {
    lazyConnect: true,
    // What cannot be said now is not to be said later: its moment has passed.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerWithinMs,
    connectTimeout: connectWithinMs,
    // One that is silent is left, so that the next one at this address is found.
    socketTimeout: connectWithinMs,
    disableClientInfo: true,
  });
  const host = new URL(url).host;
  let isAway = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function keyOf(name: string, what: string): string {
    return `storefront-chat:${name}:${createHmac('sha256', secret).update(`${name} ${what}`).digest('base64url')}`;
  }

  function noteAway(error?: unknown) {
    if (isAway || isClosed) return;
    isAway = true;
    logger.warn({ redis: host, problem: problemOf(error) }, 'Redis is away: every process counts alone');
    lookLater();
  }

  function lookLater() {
    if (!isClosed) timer = setTimeout(look, lookEveryMs).unref();
  }

  /** By writing: one that can only be read is of no use. */
  async function look() {
    try {
      await client.set(keyOf('look', ''), '', 'PX', lookEveryMs);
    } catch {
      return lookLater();
    }
    isAway = false;
    logger.info({ redis: host }, 'Redis is back: all processes count together');
  }

  client.on('error', noteAway).on('close', noteAway);
  const connected = client.connect().catch(noteAway);
  await Promise.race([connected, sleep(connectWithinMs, undefined, { ref: false })]);

  return {
    client,
    keyOf,
    async ask(question) {
      if (isAway) return undefined;
      try {
        return await question();
      } catch (error) {
        noteAway(error);
        return undefined;
      }
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      client.disconnect();
    },
  };
}

/** What Redis itself says may repeat what it was asked, a password included: of that only the first word, `NOAUTH`. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'connection closed';
  if (error.name === 'ReplyError') return error.message.split(' ')[0] ?? '';
  return 'code' in error ? String(error.code) : error.message;
}
