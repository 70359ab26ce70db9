import { Hono } from 'hono';
import type { ChatSessionRequest } from '../../contract/sessions.ts';
import { requestSession, type SessionDeps } from '../../server/chat-sessions/index.ts';
import { signForCustomer, storeOfApiKey, takeProof } from '../../server/identity/index.ts';
import type { StoreDirectory } from '../../server/stores/index.ts';

/**
 * The same work as our routes do, the same queries and the same calls to Chatwoot, in a Hono app with nothing else: no
 * request id, log or metrics, no limits, no origins, no validation, and headers as few as an answer needs.
 */
export function bareHono(deps: SessionDeps & { directory: StoreDirectory }) {
  const { directory } = deps;
  const app = new Hono();

  app.get('/v1/stores/:storeKey/settings', (c) => {
    const store = directory.find(c.req.param('storeKey'));
    if (!store) return c.text('no such store', 404);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'br' };
    return c.body(directory.settings(store).encoded('br'), 200, headers);
  });

  app.post('/v1/stores/:storeKey/chat-sessions', async (c) => {
    const store = directory.find(c.req.param('storeKey'));
    if (!store) return c.text('no such store', 404);
    const request = await c.req.json<ChatSessionRequest>();
    const proof = request.jwt === undefined ? undefined : await takeProof(deps, store, request);
    return c.json(await requestSession(deps, store, request, {}, request.requestId, proof));
  });

  app.post('/v1/stores/:storeKey/identity/proofs', async (c) => {
    const store = await storeOfApiKey(deps, c.req.param('storeKey'), c.req.header('authorization'));
    if (!store) return c.text('no such key', 401);
    const jwt = await signForCustomer(deps, store, await c.req.json<{ customerId: string; challenge: string }>());
    return c.json({ jwt });
  });
  return app;
}
