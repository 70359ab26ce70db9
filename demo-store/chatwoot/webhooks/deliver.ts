import { createHmac, randomUUID } from 'node:crypto';
import { publicAddressOf } from '../../../server/http/public-address.ts';

/** Where a webhook goes, and what it is signed with. */
export type Target = { url: string; secret: string };

export type Webhooks = {
  /**
   * Posts an event, shortly after; nobody waits for it and nothing is tried again (rule 48).
   * @param onFailure told why when it did not arrive.
   */
  deliver(target: Target, payload: unknown, onFailure?: (why: string) => void): void;
  /** Gives up what is under way. */
  stop(): void;
};

export type WebhookOptions = {
  /** Rule 49: hosts in a private network are refused, except these; `all`: none is. */
  privateHosts: readonly string[] | 'all';
  timeoutMs: number;
};

/** A failure in the words in which Chatwoot notes it. */
class Undelivered extends Error {}

const redirects = [301, 302, 303, 307, 308];
const mostHops = 10;

export function createWebhooks(options: WebhookOptions): Webhooks {
  const end = new AbortController();
  return {
    deliver(target, payload, onFailure = () => {}) {
      post(target, inRubysJson(payload), options, end.signal).catch((error: unknown) => {
        if (!end.signal.aborted) onFailure(error instanceof Undelivered ? error.message : String(error));
      });
    },
    stop: () => end.abort(),
  };
}

async function post({ url, secret }: Target, body: string, options: WebhookOptions, end: AbortSignal): Promise<void> {
  const headers = { ...fixedHeaders, ...signed(secret, body) };
  let target = url;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const answer = await postOnce(target, { method: 'POST', headers, body, redirect: 'manual' }, options, end);
    if (answer.ok) return;
    const location = answer.headers.get('location');
    if (!redirects.includes(answer.status) || location === null) {
      throw new Undelivered(`${answer.status} ${answer.statusText}`);
    }
    // Trap T55: followed with body and signature, as a POST whatever the status.
    target = new URL(location, target).href;
  }
  throw new Undelivered('too many redirects');
}

async function postOnce(url: string, init: RequestInit, options: WebhookOptions, end: AbortSignal): Promise<Response> {
  await refusePrivate(new URL(url).hostname, options);
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.any([timeout, end]) });
    await answer.arrayBuffer();
    return answer;
  } catch (error) {
    throw new Undelivered(timeout.aborted ? 'Net::ReadTimeout with #<TCPSocket:(closed)>' : wordsFor(error), {
      cause: error,
    });
  }
}

function wordsFor(error: unknown): string {
  const code = error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code;
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' ? 'end of file reached' : 'Failed to open TCP connection';
}

/** Rule 49. */
async function refusePrivate(host: string, { privateHosts }: WebhookOptions): Promise<void> {
  if (privateHosts === 'all' || privateHosts.includes(host)) return;
  if ((await publicAddressOf(host)) !== null) return;
  throw new Undelivered(`Hostname '${host}' has no public ip addresses`);
}

/** Rule 47. */
const fixedHeaders = { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'Ruby' };

function signed(secret: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    'x-chatwoot-delivery': randomUUID(),
    'x-chatwoot-timestamp': timestamp,
    'x-chatwoot-signature': `sha256=${signature}`,
  };
}

/** Rails writes these as escapes, so whoever signs the body anew signs another one. */
function inRubysJson(value: unknown): string {
  const asEscape = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, asEscape);
}
