/**
 * What a failed call to Chatwoot means for the caller:
 *
 * - `unreachable`: certainly nothing was sent (name not found, connection refused, certificate refused).
 * - `unclear`: a write that may have been carried out, or a read without an answer. With `status` 500 Chatwoot has
 *   finished and one can look at once; without a status, or with 502 to 504, it may still be at work.
 * - `rate-limited`: HTTP 429; try later, after `retryAfterMs` if somebody said so.
 * - `suspended`: the account is suspended.
 * - `unauthorized`: the token is unknown, or may not do this.
 * - `not-found`: no such record, inbox or route.
 * - `invalid`: refused for what was sent; `detail` and `attributes` say why.
 * - `server-error`: HTTP 5xx on a read.
 * - `unexpected-answer`: answered, but not as Chatwoot does; a write may have been carried out.
 */
export type ChatwootErrorKind =
  | 'unreachable'
  | 'unclear'
  | 'rate-limited'
  | 'suspended'
  | 'unauthorized'
  | 'not-found'
  | 'invalid'
  | 'server-error'
  | 'unexpected-answer';

export interface ChatwootErrorFacts {
  kind: ChatwootErrorKind;
  /** Method and path without query (tokens travel in queries): `POST /api/v1/widget/config`. */
  call: string;
  /** What went wrong, in our words or Chatwoot's; goes into the message. */
  detail: string;
  /** HTTP status, if there was an answer. */
  status?: number;
  /** Names of the refused fields, by Chatwoot's spelling. */
  attributes?: readonly string[];
  retryAfterMs?: number;
  cause?: unknown;
}

/** A call to Chatwoot that did not give what was asked for. Its message is safe to log. */
export class ChatwootError extends Error {
  override name = 'ChatwootError';
  readonly kind: ChatwootErrorKind;
  readonly detail: string;
  readonly status: number | undefined;
  readonly attributes: readonly string[];
  readonly retryAfterMs: number | undefined;

  constructor({ kind, call, detail, status, attributes = [], retryAfterMs, cause }: ChatwootErrorFacts) {
    super(`Chatwoot, ${call}: ${detail}`, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.detail = detail;
    this.status = status;
    this.attributes = attributes;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether `error` is a ChatwootError of one of these kinds. */
export function isChatwootError(error: unknown, ...kinds: ChatwootErrorKind[]): error is ChatwootError {
  return error instanceof ChatwootError && (kinds.length === 0 || kinds.includes(error.kind));
}
