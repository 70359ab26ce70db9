import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.ts';

/** Query strings of Chatwoot carry tokens and headers carry credentials: neither is ever part of a log line. */
const redact = {
  paths: ['token', '*.token', '*.visitorToken', '*.adminToken', '*.platformToken', 'headers', '*.headers'],
  censor: '[secret]',
};

/** One JSON line per event, on standard output. */
export function createLogger(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options = { level, redact, base: { service: 'storefront-chat' } };
  return destination ? pino(options, destination) : pino(options);
}
