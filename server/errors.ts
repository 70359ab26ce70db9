/** Codes of everything that may go wrong on purpose; `http/error-response.ts` alone knows their statuses. */
export type ErrorCode =
  | 'invalid_request'
  | 'not_found'
  | 'store_not_found'
  | 'origin_not_allowed'
  | 'identity_mode_server'
  | 'tracking_off'
  | 'proof_refused'
  | 'api_key_refused'
  | 'signature_refused'
  | 'idempotency_key_missing'
  | 'idempotency_key_reused'
  | 'payload_too_large'
  | 'file_refused'
  | 'too_many_files'
  | 'rate_limited'
  | 'work_needed'
  | 'not_ready';

interface AppErrorOptions extends ErrorOptions {
  /** Sent with the answer: `Retry-After`, say. */
  headers?: Record<string, string>;
}

/** A refusal that the caller can act on. `message` says what to do and never holds a secret. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, message: string, { headers = {}, ...options }: AppErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.headers = headers;
  }
}
