import type { EventBatch, EventBatchAnswer } from '../../../contract/events.ts';
import { byteLength } from '../browser/byte-length.ts';
import { inTurn } from '../browser/in-turn.ts';
import { retryDelay } from '../browser/retry-delay.ts';
import type { EventQueue, QueuedEvent } from './event-queue.ts';
import { complain } from './safely.ts';
import type { VisitorMemory } from './visitor-id.ts';

/** Sends what is in the queue: batch after batch, one tab at a time, and from a page that goes whatever it can. */
export interface EventSender {
  /** There is something new. @param waitMs 0: it is urgent */
  wake(waitMs?: number): void;
  /** The page may be on its way out. */
  flush(): void;
}

export interface SenderDeps {
  /** Address of the store on our server. */
  store: string;
  queue: EventQueue;
  visitor: VisitorMemory;
  /** What goes along with a batch of this visitor. */
  beside(visitorId: string): Pick<EventBatch, 'consent' | 'requestId'>;
  /** Our server wants no events of this page. */
  stop(): void;
  signal: AbortSignal;
}

/** What is told in this time goes together. */
const gatherMs = 2000;
const answerMs = 15_000;
/** So often bounds are looked at, however long our server is to be left alone. */
const longestSleepMs = 60_000;
/** Browsers let all keepalive requests of a page have 64 KB between them; messages are to find some, too. */
const maxBytes = 60_000;

export function createEventSender({ store, queue, visitor, beside, stop, signal }: SenderDeps): EventSender {
  const address = `${store}/events`;
  const flying = new Set<QueuedEvent>();
  /** To whoever works on the shop: once each. */
  const said = new Set<string>();
  let bytesInFlight = 0;
  let mostEvents = 50;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;

  function wake(waitMs = gatherMs) {
    if (timer && waitMs) return;
    clearTimeout(timer);
    timer = setTimeout(send, waitMs);
  }

  const restMs = () => (visitor.now().tryAt ?? 0) - Date.now();

  async function send() {
    timer = undefined;
    if (isSending) return wake();
    isSending = true;
    await inTurn(address, async () => {
      while (!signal.aborted) {
        const queued = await queue.all();
        if (signal.aborted || !queued.length || restMs() > 0 || !(await post(nextBatch(queued)))) break;
      }
      return {};
    });
    isSending = false;
    if (!signal.aborted && restMs() > 0) wake(Math.min(restMs(), longestSleepMs));
  }

  /** Of one visitor, oldest first. */
  function nextBatch(queued: readonly QueuedEvent[], room = maxBytes): QueuedEvent[] {
    const batch = queued.filter(({ visitorId }) => visitorId === queued[0]?.visitorId).slice(0, mostEvents);
    while (byteLength(batch) > room) batch.pop();
    return batch;
  }

  /** @returns whether the next may follow */
  async function post(batch: readonly QueuedEvent[]): Promise<boolean> {
    const visitorId = `${batch[0]?.visitorId}`;
    const events = batch.map(({ event }) => event);
    const question: EventBatch = { visitorId, sentAt: Date.now(), ...beside(visitorId), events };
    const bytes = byteLength(question);
    bytesInFlight += bytes;
    visitor.use(visitorId);
    for (const queued of batch) flying.add(queued);
    const response = await fetch(address, {
      method: 'POST',
      // As plain text, which it is without a word: for JSON the browser would ask first, and a page that goes cannot.
      body: JSON.stringify(question),
      keepalive: bytesInFlight <= maxBytes,
      signal: AbortSignal.timeout(answerMs),
    }).catch(() => undefined);
    const answer: Partial<EventBatchAnswer> | undefined = await response?.json().catch(() => undefined);
    bytesInFlight -= bytes;
    for (const queued of batch) flying.delete(queued);
    return !signal.aborted && settle(batch, response, answer?.refused);
  }

  /** @param response undefined: there was none, or not in time */
  async function settle(
    batch: readonly QueuedEvent[],
    response: Response | undefined,
    refused: EventBatchAnswer['refused'] | undefined,
  ): Promise<boolean> {
    const status = response?.status;
    const { id, failures = 0 } = visitor.now();
    if (status === 403 || status === 404) {
      stop();
      return false;
    }
    if (status === 413 && batch.length > 1) {
      mostEvents = Math.ceil(batch.length / 2);
      return true;
    }
    // What says yes without an answer of ours is not our server: a login page of a hotel, say.
    if (!refused && status !== 400 && status !== 413) {
      const askedMs = Number(response?.headers.get('retry-after')) * 1000 || 0;
      visitor.note({ failures: failures + 1, tryAt: Date.now() + Math.max(askedMs, retryDelay(failures)) });
      return false;
    }
    if (failures) visitor.note({ failures: 0, tryAt: 0 });
    for (const { index, code, message } of refused ?? [{ index: 0, code: '', message: `${status}: all thrown away` }]) {
      const words = `${batch[index]?.event.type}: ${message}`;
      if (!said.has(words)) complain('track', words);
      said.add(words);
      if (code === 'withdrawn' && batch[index]?.visitorId === id) visitor.forget().forEach(visitor.use);
    }
    await queue.remove(batch);
    return true;
  }

  addEventListener(
    'online',
    () => {
      visitor.note({ tryAt: 0 });
      wake(0);
    },
    { signal },
  );
  signal.addEventListener('abort', () => clearTimeout(timer));

  return {
    wake,
    flush() {
      let left = [...queue.ofThisPage.values()].filter((queued) => !flying.has(queued));
      while (left.length && restMs() <= 0) {
        const batch = nextBatch(left, maxBytes - bytesInFlight);
        // The rest is for the next page.
        if (!batch.length) return;
        post(batch);
        left = left.filter((queued) => !batch.includes(queued));
      }
    },
  };
}
