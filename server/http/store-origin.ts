import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Page } from '../../contract/sessions.ts';
import { AppError } from '../errors.ts';
import type { ServedStore, StoreDirectory } from '../stores/index.ts';
import type { AppEnv } from './app-env.ts';

/** What handlers under `/v1/stores/:storeKey` find besides. */
export interface StoreEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { store: ServedStore };
}

/**
 * Looks the store up and admits browsers from its own origins alone, preflights included.
 * This keeps other sites' pages away; it is no authentication, for anybody can write an `Origin` outside a browser.
 */
export function storeOrigin(directory: StoreDirectory) {
  return createMiddleware<StoreEnv>(async (c, next) => {
    const store = directory.find(c.req.param('storeKey') ?? '');
    if (!store) return refuseUnknownStore(c);
    const origin = c.req.header('origin');
    if (!origin || !isAllowedOrigin(origin, store.origins)) {
      throw new AppError(
        'origin_not_allowed',
        `${origin ?? 'A request without an origin'} is not among this store's origins. Add it with \`stores set\`.`,
      );
    }
    c.header('access-control-allow-origin', origin);
    c.header('vary', 'Origin');
    if (c.req.method === 'OPTIONS') return c.body(null, 204, preflightHeaders);
    c.header('access-control-expose-headers', 'x-request-id, retry-after');
    c.set('store', store);
    return next();
  });
}

/** Readable for any page, preflight included: a tag with a key that is gone must learn it, and not try for ever. */
function refuseUnknownStore(c: Context<StoreEnv>): Response {
  c.header('access-control-allow-origin', '*');
  if (c.req.method === 'OPTIONS') return c.body(null, 204, preflightHeaders);
  throw new AppError('store_not_found', 'There is no store with this key. Compare it with the tag.');
}

const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, PUT',
  'access-control-allow-headers': 'content-type, idempotency-key, x-visitor-token',
  'access-control-max-age': '86400',
};

/**
 * The page that a browser says it is on, if it is one of the store's: anybody may write any address, and agents take
 * this one for the shop's.
 */
export function ownPage(page: Page | undefined, { origins }: ServedStore): Page | undefined {
  return page && isAllowedOrigin(new URL(page.url).origin, origins) ? page : undefined;
}

/** @param allowed exact origins, or `https://*.shop.example` for every host below one. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const [scheme = '', host = ''] = entry.split('://*.');
    if (!host) return entry === origin;
    return (
      origin.startsWith(`${scheme}://`) && origin.endsWith(`.${host}`) && !origin.slice(scheme.length + 3).includes('/')
    );
  });
}
