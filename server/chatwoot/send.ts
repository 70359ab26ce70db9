import { z } from 'zod';
import { ChatwootError } from './chatwoot-error.ts';
import { type CallFacts, errorFromAnswer } from './error-from-answer.ts';
import { errorFromFailure } from './error-from-failure.ts';

/** How to reach one Chatwoot. */
export interface Connection {
  /** `https://chat.example.com`, with or without a slash at its end. */
  baseUrl: string;
  /** Goes on to Chatwoot's log as `X-Request-Id`. */
  requestId?: string | undefined;
  /** For the whole of a call, body included. Chatwoot itself gives up after 15 s. */
  timeoutMs?: number | undefined;
  /** Another `fetch`, for tests that count calls or cut them off. */
  fetch?: typeof fetch | undefined;
}

interface Call<Answer> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Instead of a body: goes as multipart, which is how Chatwoot takes files. */
  form?: FormData;
  /** What errors call it, where the path itself is a credential. */
  shownAs?: string;
  /** A POST that only looks something up. */
  isRead?: boolean;
  answer: z.ZodType<Answer>;
}

/** Makes one call and gives its parsed answer. @throws ChatwootError */
export type Send = <Answer>(call: Call<Answer>) => Promise<Answer>;

/** For calls whose answer says nothing: most deletes, and what Chatwoot answers with an empty body. */
export const nothing = z.unknown().transform(() => undefined);

const defaultTimeoutMs = 20_000;

/** The one place that talks HTTP to Chatwoot; `headers` go with every call. */
export function createSend(connection: Connection, headers: Record<string, string | undefined> = {}): Send {
  const base = checkBaseUrl(connection.baseUrl);
  const timeoutMs = connection.timeoutMs ?? defaultTimeoutMs;
  const send = connection.fetch ?? fetch;
  const always = cleanHeaders({ accept: 'application/json', 'x-request-id': connection.requestId, ...headers });

  return async (call) => {
    const facts = {
      name: `${call.method} ${call.shownAs ?? call.path}`,
      isWrite: call.method !== 'GET' && call.isRead !== true,
    };
    const { answer, text } = await attempt(facts, timeoutMs, (signal) =>
      send(base + call.path + queryString(call.query), { ...requestOf(call, always), signal, redirect: 'manual' }),
    );
    if (!answer.ok) throw errorFromAnswer(facts, answer, text);
    return parseAnswer(facts, call.answer, answer.status, text);
  };
}

async function attempt(facts: CallFacts, timeoutMs: number, request: (signal: AbortSignal) => Promise<Response>) {
  try {
    const answer = await request(AbortSignal.timeout(timeoutMs));
    return { answer, text: await answer.text() };
  } catch (failure) {
    throw errorFromFailure(facts, failure, timeoutMs);
  }
}

function requestOf(call: Call<unknown>, headers: Record<string, string>): RequestInit {
  // fetch writes the content type, with the boundary that it chooses.
  if (call.form) return { method: call.method, headers, body: call.form };
  if (call.body === undefined) return { method: call.method, headers };
  return {
    method: call.method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(call.body),
  };
}

function parseAnswer<Answer>(facts: CallFacts, schema: z.ZodType<Answer>, status: number, text: string): Answer {
  const fail = (detail: string) =>
    new ChatwootError({ kind: 'unexpected-answer', call: facts.name, status, detail: `HTTP ${status}, ${detail}` });
  let body: unknown;
  try {
    body = text.trim() === '' ? undefined : JSON.parse(text);
  } catch {
    throw fail('but no JSON; is this the address of a Chatwoot?');
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  // Names of fields only: their values may be tokens.
  const fields = parsed.error.issues.slice(0, 3).map(({ path }) => path.join('.') || 'the whole body');
  throw fail(`but not as Chatwoot 4.14 answers: ${fields.join(', ')}`);
}

function queryString(query: Call<unknown>['query'] = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  return params.size === 0 ? '' : `?${params}`;
}

function checkBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw new TypeError('The address of Chatwoot should look like https://chat.example.com');
  }
  return baseUrl.replace(/\/+$/, '');
}

// Some values come from shoppers. What a header cannot carry would make fetch throw, with the value in its message.
function cleanHeaders(headers: Record<string, string | undefined>): Record<string, string> {
  const cleaned = Object.entries(headers).map(([name, value = '']) => [
    name,
    value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim(),
  ]);
  return Object.fromEntries(cleaned.filter(([, value]) => value !== ''));
}
