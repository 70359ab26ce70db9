/** `status` 0: there was no answer (no line, no server, or it took longer than 15 s). */
export interface JsonAnswer {
  status: number;
  body: unknown;
}

const timeoutMs = 15_000;

/** Asks our server for something. Never throws: what went wrong is in the answer. */
export async function requestJson(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
        // A page that closes while this runs must not take it along.
        keepalive: true,
      }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch {
    return { status: 0, body: undefined };
  }
}

/** Whether the same request may do better later. */
export function isWorthRetrying(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}
