import { vi } from 'vitest';
import { type VisitorErasureReceipt, visitorErasureRequestSchema } from '../../../../contract/consent.ts';
import {
  type EventBatch,
  type EventBatchAnswer,
  eventBatchSchema,
  type StorefrontEvent,
  storefrontEventSchema,
} from '../../../../contract/events.ts';

/**
 * Our server's two routes for events, in the place of `fetch`. What arrives is judged by the contract's own schemas:
 * what the real server would refuse, fails the test that sent it.
 */
export function eventServer(storeKey: string) {
  const store = `/v1/stores/${storeKey}`;
  const stored = new Map<string, StorefrontEvent>();
  const server = {
    batches: [] as EventBatch[],
    requests: [] as RequestInit[],
    erased: [] as string[],
    /** In place of every answer; `down` is a line that is cut. */
    trouble: undefined as 'down' | number | undefined,
    /** A test that sends what is wrong says so. */
    expectsWrong: false,
    retryAfter: undefined as string | undefined,
    /** What becomes of an event, if it is not taken. */
    refuse: (_event: StorefrontEvent): EventBatchAnswer['refused'][number]['code'] | undefined => undefined,
    /** Until it resolves nothing is answered. */
    pause: undefined as Promise<unknown> | undefined,
    events: () => [...stored.values()],
    types: () => [...stored.values()].map(({ type }) => type),
    of: <Type extends StorefrontEvent['type']>(type: Type) =>
      [...stored.values()].filter((event): event is Extract<StorefrontEvent, { type: Type }> => event.type === type),
  };

  function record(body: unknown): EventBatchAnswer {
    const batch = eventBatchSchema.parse(body);
    server.batches.push(batch);
    const refused: EventBatchAnswer['refused'] = [];
    let repeated = 0;
    batch.events.forEach((raw, index) => {
      const { data: event, error } = storefrontEventSchema.safeParse(raw);
      if (error && !server.expectsWrong) throw error;
      const code = event ? server.refuse(event) : 'invalid';
      if (code || !event)
        refused.push({
          index,
          code: code ?? 'invalid',
          message: error?.issues[0]?.path.join('.') ?? `not taken: ${code}`,
        });
      else if (stored.has(event.id)) repeated++;
      else stored.set(event.id, event);
    });
    return { accepted: batch.events.length - refused.length - repeated, repeated, refused };
  }

  function erase(body: unknown): VisitorErasureReceipt {
    server.erased.push(visitorErasureRequestSchema.parse(body).visitorId);
    return { receiptId: crypto.randomUUID(), erasedAt: Date.now(), events: stored.size };
  }

  const realFetch = fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (!`${url}`.includes(`${store}/`)) return realFetch(url, init);
    server.requests.push(init);
    await server.pause;
    const { trouble } = server;
    if (trouble === 'down') throw new TypeError('Failed to fetch');
    if (trouble) {
      const headers = server.retryAfter ? { 'retry-after': server.retryAfter } : undefined;
      return Response.json({ error: {} }, { status: trouble, ...(headers && { headers }) });
    }
    const body = JSON.parse(`${init.body}`);
    return `${url}`.endsWith('/events')
      ? Response.json(record(body), { status: 202 })
      : Response.json(erase(body), { status: 200 });
  });
  return server;
}
