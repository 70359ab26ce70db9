import { vi } from 'vitest';
import { type StorefrontEvent, storefrontEventSchema, type TrackedEvent } from '../../../../contract/events.ts';
import { checkEvent } from '../../tracking/check-event.ts';
import { eventId } from '../../tracking/event-id.ts';
import type { ShopDeps } from '../shop-deps.ts';

/** A page of a shop with an adapter on it, begun with the visitor's leave. */
export function watchedShop(watchShop: (deps: ShopDeps) => void) {
  const told: TrackedEvent[] = [];
  const leave = new AbortController();
  watchShop({ track: (event) => told.push(event), signal: leave.signal });
  return {
    told,
    /** What was told of this type, as our server takes it. */
    sent: <Type extends TrackedEvent['type']>(type: Type) =>
      told.flatMap((event) => (event.type === type ? asSent(event).data : [])) as Extract<
        StorefrontEvent,
        { type: Type }
      >['data'][],
    leave: () => leave.abort(),
  };
}

/** What `track` makes of an event, and then our server: throws if it would be refused. */
export function asSent(event: TrackedEvent): StorefrontEvent {
  const page = { url: 'https://shop.example.test/' };
  return storefrontEventSchema.parse(JSON.parse(JSON.stringify({ id: eventId(), page, ...checkEvent(event) })));
}

/** The shop's server, for as long as it is not there. @param answers by how their address begins */
export function answerWith(answers: Record<string, () => unknown>) {
  const fetched = vi.fn(async (address: string) => {
    const found = Object.keys(answers).find((start) => address.startsWith(start));
    const answer = await answers[found ?? '']?.();
    return answer instanceof Response ? answer : Response.json(answer);
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

/** Longer than what one change sets off. */
export const rest = () => vi.advanceTimersByTimeAsync(1000);

/** A promise that a test keeps when it wants to. */
export function later<Value>() {
  let keep: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}
