import { z } from 'zod';
import { ChatwootError, type ChatwootErrorFacts, type ChatwootErrorKind } from './chatwoot-error.ts';

/** What is needed of a call to speak about its failure. */
export interface CallFacts {
  /** Method and path without query. */
  name: string;
  /** Whether repeating the call could change something twice. */
  isWrite: boolean;
}

const maxDetailLength = 300;

// Chatwoot refuses in four JSON shapes: {message, attributes} (validation), {error: "…"} (nearly everything),
// {error: {field: ["…"]}} (automation rules) and {errors: ["…"]} (no session).
const refusalSchema = z.object({
  message: z.string().optional(),
  attributes: z.array(z.string()).optional().catch(undefined),
  error: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  errors: z.array(z.string()).optional().catch(undefined),
});

/** Turns an answer outside 2xx into the error that says what it means. */
export function errorFromAnswer(call: CallFacts, answer: Response, body: string): ChatwootError {
  const { text, attributes } = readRefusal(body);
  const kind = kindOf(call, answer.status, text);
  const retryAfterMs = kind === 'rate-limited' ? readRetryAfter(answer.headers.get('retry-after')) : undefined;
  const facts: ChatwootErrorFacts = {
    kind,
    call: call.name,
    status: answer.status,
    detail: describe(answer, kind, text),
    attributes,
  };
  return new ChatwootError(retryAfterMs === undefined ? facts : { ...facts, retryAfterMs });
}

function kindOf(call: CallFacts, status: number, text: string): ChatwootErrorKind {
  if (status >= 500) return call.isWrite ? 'unclear' : 'server-error';
  if (status === 429) return 'rate-limited';
  if (status === 401 && text === 'Account is suspended') return 'suspended';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 404) return 'not-found';
  return status >= 400 ? 'invalid' : 'unexpected-answer';
}

function describe(answer: Response, kind: ChatwootErrorKind, text: string): string {
  const status = `HTTP ${answer.status}`;
  // Not followed: fetch would hand our token to whatever host the redirect names.
  if (kind === 'unexpected-answer')
    return `${status}, a redirect; is the address of this Chatwoot right (https, host)?`;
  return text === '' ? status : `${status}, ${text}`;
}

// Only Chatwoot's own sentences go on: an HTML page or plain text may come from anybody and hold anything.
function readRefusal(body: string): { text: string; attributes: string[] } {
  const parsed = refusalSchema.safeParse(parseJson(body));
  if (!parsed.success) return { text: '', attributes: [] };
  const { message, attributes = [], error, errors = [] } = parsed.data;
  const sentences = [message, typeof error === 'object' ? Object.values(error).flat().join(', ') : error, ...errors];
  const text = sentences.filter((sentence) => sentence !== undefined && sentence !== '').join(', ');
  return { text: text.slice(0, maxDetailLength), attributes };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // empty, HTML or the plain text of a throttle: the status alone speaks
  }
}

// Chatwoot sends none, a proxy before it may: seconds or a date.
function readRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}
