import { shopOrigin } from './event-content.ts';

/** `status` 0: there was no answer. */
export interface Answer {
  status: number;
  body: unknown;
  /** When our server wants to be asked again, milliseconds; undefined: it does not say. */
  retryAfterMs: number | undefined;
}

export interface PostOptions {
  /** Of the browser, as a proxy tells it. */
  address: string;
  /** Nobody listens for an answer any more. */
  patienceMs: number;
  signal: AbortSignal;
}

/** Sends as a page of the shop does. @throws when `signal` is aborted */
export async function post(url: string, body: object, { address, patienceMs, signal }: PostOptions): Promise<Answer> {
  // Not AbortSignal.timeout: within AbortSignal.any it may be collected before its time.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      // As plain text, like the widget: for JSON a browser would ask first, and a page that is left cannot.
      headers: { origin: shopOrigin, 'x-forwarded-for': address },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, patience.signal]),
    });
    const retryAfter = answer.headers.get('retry-after');
    const retryAfterMs = retryAfter ? Number(retryAfter) * 1000 : undefined;
    return { status: answer.status, body: await answer.json(), retryAfterMs };
  } catch {
    signal.throwIfAborted();
    return { status: 0, body: undefined, retryAfterMs: undefined };
  } finally {
    clearTimeout(timer);
  }
}

/** Whether it is worth another try. */
export const mayComeAgain = ({ status }: Answer) => status === 0 || status === 429 || status >= 500;
