import { DrizzleQueryError } from 'drizzle-orm/errors';
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import type { Config } from '../config.ts';

/**
 * Query strings of Chatwoot carry tokens and headers carry credentials: neither is ever part of a log line. Nor is a
 * visitor's own id: who knows it can add to what they did, and have it forgotten.
 */
const redact = {
  paths: ['visitorId', 'token', '*.token', '*.visitorToken', '*.adminToken', '*.platformToken', 'headers', '*.headers'],
  censor: '[secret]',
};

/** One JSON line per event, on standard output. */
export function createLogger(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options = { level, redact, base: { service: 'storefront-chat' }, serializers: { err: describeError } };
  return destination ? pino(options, destination) : pino(options);
}

/** A failed query names its parameters, which are shoppers' words and addresses: the statement and the cause are enough. */
function describeError(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error instanceof Error ? stdSerializers.err(error) : error;
  const cause = error.cause instanceof Error ? stdSerializers.err(error.cause) : undefined;
  return { type: 'DrizzleQueryError', query: error.query, cause };
}
