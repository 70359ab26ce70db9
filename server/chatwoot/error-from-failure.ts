import { isBrokenCircuitError } from 'cockatiel';
import { ChatwootError } from './chatwoot-error.ts';
import type { CallFacts } from './error-from-answer.ts';

// Failures on the way to a connection: no byte of the request has left. Anything else may have been read by Chatwoot.
const connectCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  // HTTPS spoken to a server of plain HTTP.
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Turns what `fetch` throws into the error that says whether Chatwoot may have carried out the call. */
export function errorFromFailure(call: CallFacts, failure: unknown, timeoutMs: number): ChatwootError {
  if (failure instanceof Error && failure.name === 'TimeoutError') {
    return new ChatwootError({ kind: 'unclear', call: call.name, detail: `no answer within ${timeoutMs} ms` });
  }
  if (isBrokenCircuitError(failure)) {
    return new ChatwootError({
      kind: 'unreachable',
      call: call.name,
      detail: 'is away, and is asked again in a moment',
    });
  }
  const { code, isConnecting } = readCause(failure);
  const kind = isConnecting ? 'unreachable' : 'unclear';
  const what = isConnecting ? 'cannot be reached' : 'the connection broke before an answer came';
  const detail = code === undefined ? what : `${what} (${code})`;
  return new ChatwootError({ kind, call: call.name, detail, cause: failure });
}

// undici throws `TypeError: fetch failed` and hides the reason, a Node error, in `cause`.
function readCause(failure: unknown): { code: string | undefined; isConnecting: boolean } {
  const cause = failure instanceof Error ? failure.cause : undefined;
  if (!(cause instanceof Error)) return { code: undefined, isConnecting: false };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const isConnectCall = 'syscall' in cause && cause.syscall === 'connect';
  // fetch itself keeps away from some ports, and says so in no other way.
  const isRefusedPort = cause.message === 'bad port';
  const isConnecting = isConnectCall || isRefusedPort || (code !== undefined && connectCodes.has(code));
  return { code, isConnecting };
}
