import { Hono } from 'hono';
import { AppError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { limitBody } from '../http/limit-body.ts';
import type { ReplyDeps } from '../replies/index.ts';
import { takeDelivery } from './take-delivery.ts';

/** A message of 150,000 characters is in its delivery three times, some of them as six. */
const maxBodyBytes = 4 * 1024 * 1024;

const path = '/hooks/chatwoot/:storeKey/:storeId';

/** Where a store's Chatwoot reports to. @param publicUrl without a slash at its end. */
export function webhookUrl(publicUrl: string, store: { key: string; id: string }): string {
  return `${publicUrl}/hooks/chatwoot/${store.key}/${store.id}`;
}

/**
 * `POST /hooks/chatwoot/{storeKey}/{storeId}`: signed events of a store's Chatwoot. Bodies are never logged: they hold
 * the visitor's token. Whatever is wrong with a request, the answer is the same.
 */
export function webhookRoutes(deps: ReplyDeps) {
  const app = new Hono<AppEnv>();

  app.post(path, limitBody(maxBodyBytes, refuse), async (c) => {
    const { storeKey, storeId } = c.req.param();
    const store = deps.directory.find(storeKey);
    const [signature, timestamp, id] = ['signature', 'timestamp', 'delivery'].map(
      (name) => c.req.header(`x-chatwoot-${name}`) ?? '',
    );
    // Before the body is read and the database is asked: what Chatwoot sends always has all three.
    if (store?.id !== storeId || !signature || !timestamp || !id || id.length > 100) return refuse();
    const body = new Uint8Array(await c.req.arrayBuffer());
    const taken = await takeDelivery(deps, store.id, { signature, timestamp, id, body }, c.var.requestId);
    if (taken === 'refused') {
      c.var.logger.warn({ storeId: store.id }, 'webhook refused: not signed by this store’s Chatwoot, or too old');
      return refuse();
    }
    return c.json({ taken });
  });
  return app;
}

function refuse(): never {
  throw new AppError('not_found', 'There is nothing at this address for this request.');
}
