import { expect, it, vi } from 'vitest';
import { eventIdSchema } from '../../../contract/events.ts';
import { eventId, timeOf } from './event-id.ts';

it('makes ids that our server takes, each once and in their order', () => {
  const ids = Array.from({ length: 500 }, eventId);
  for (const id of ids) expect(eventIdSchema.safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(500);
  expect(ids.toSorted()).toEqual(ids);
});

it('says in the id when it was made', () => {
  // Later than the ids above, and hardly: what else this process tests makes ids as well, and those are later still.
  const now = timeOf(eventId()) + 1000;
  vi.useFakeTimers({ now });
  expect(timeOf(eventId())).toBe(now);
  vi.useRealTimers();
});
