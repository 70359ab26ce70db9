import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { tooManyRequests } from './answers.ts';

const minute = 60;
const hour = 60 * minute;

type Rule = {
  name: string;
  most: number;
  seconds: number;
  /** What is counted together; undefined: this request is none of the rule's. */
  countedBy: (request: ThrottledRequest) => string | undefined;
};

type ThrottledRequest = { method: string; path: string; query: URLSearchParams; client: string; token: string };

/** Rules 20 and 63: fixed windows, by client address unless another key is named. */
const rules: Rule[] = [
  { name: 'any request', most: 3000, seconds: minute, countedBy: ({ client }) => client },
  {
    name: 'widget page without a session',
    most: 5,
    seconds: hour,
    countedBy: ({ method, path, query, client }) =>
      method === 'GET' && path === '/widget' && !query.get('cw_conversation') ? client : undefined,
  },
  {
    name: 'widget conversations',
    most: 6,
    seconds: 12 * hour,
    countedBy: ({ method, path, client }) =>
      method === 'POST' && path === '/api/v1/widget/conversations' ? client : undefined,
  },
  {
    name: 'contact search',
    most: 100,
    seconds: minute,
    countedBy: ({ path }) => /^\/api\/v1\/accounts\/(\d+)\/contacts\/search$/.exec(path)?.[1],
  },
  {
    name: 'conversation counts',
    most: 30,
    seconds: minute,
    countedBy: ({ path, token }) =>
      /^\/api\/v1\/accounts\/\d+\/conversations\/meta$/.test(path) ? `${path} ${token}` : undefined,
  },
  {
    name: 'sign in',
    most: 5,
    seconds: 5 * minute,
    countedBy: ({ method, path, client }) => (method === 'POST' && path === '/auth/sign_in' ? client : undefined),
  },
];

type Window = { endsAt: number; count: number };

/** `/health`, and the files that are served before any counting, are free; so is loopback, unless asked otherwise. */
export function throttle(chatwoot: Chatwoot): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const windows = new Map<string, Window>();
  return async (c, next) => {
    const request = describe(c);
    const isFree = request.path === '/health' || /^\/(packs|vite)\//.test(request.path);
    const isExempt = isLoopback(request.client) && !chatwoot.throttlesLoopback;
    if (!isFree && !isExempt && rules.some((rule) => isUsedUp(rule, request, windows))) return tooManyRequests();
    return await next();
  };
}

function isUsedUp(rule: Rule, request: ThrottledRequest, windows: Map<string, Window>): boolean {
  const countedBy = rule.countedBy(request);
  if (countedBy === undefined) return false;
  const key = `${rule.name} ${countedBy}`;
  const known = windows.get(key);
  const window =
    known !== undefined && known.endsAt > Date.now() ? known : { endsAt: Date.now() + rule.seconds * 1000, count: 0 };
  window.count += 1;
  windows.set(key, window);
  return window.count > rule.most;
}

function describe(c: Context<{ Bindings: HttpBindings }>): ThrottledRequest {
  const { pathname, searchParams } = new URL(c.req.url);
  return {
    method: c.req.method,
    path: pathname,
    query: searchParams,
    client: clientAddress(c),
    token: c.req.header('api_access_token') ?? c.req.header('api-access-token') ?? '',
  };
}

/** Behind a proxy on a private address the client is the last public one of `X-Forwarded-For`. */
export function clientAddress(c: Context<{ Bindings: HttpBindings }>): string {
  const direct = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1';
  if (!isPrivate(direct)) return direct;
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
  return forwarded.filter((address) => address !== '').findLast((address) => !isPrivate(address)) ?? direct;
}

export function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\./.test(address) || address === '::1';
}

function isPrivate(address: string): boolean {
  return isLoopback(address) || /^(::ffff:)?(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^f[cd]/i.test(address);
}
