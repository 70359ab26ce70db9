import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { createProxyServer } from 'httpxy';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';

/** Passes a request on to Chatwoot and its answer back, both streamed. @throws AppError `not_ready`. */
export type Forward = (request: IncomingMessage, response: ServerResponse, given: Given) => Promise<void>;

interface Given {
  /** Instead of the request's own. */
  body?: Buffer | Readable | undefined;
  logger: Logger;
}

/** Chatwoot itself gives up on a request after 15 s. */
const defaultSilenceMs = 60_000;

/**
 * @param chatwootUrl where Chatwoot itself listens. By http it sees the Host that the browser asked for; by https it is
 *   another machine, whose TLS and virtual hosts know their own name only.
 * @param silenceMs how long Chatwoot may say nothing
 */
export function createForward(chatwootUrl: string, silenceMs = defaultSilenceMs): Forward {
  const target = new URL(chatwootUrl);
  const isRemote = target.protocol === 'https:';
  // A connection per request: Puma closes those that nobody uses, and a message must not meet one that is closing.
  const agent = isRemote ? new HttpsAgent({ keepAlive: false }) : new Agent({ keepAlive: false });
  const proxy = createProxyServer({ target, agent, changeOrigin: isRemote, proxyTimeout: silenceMs });
  // Between Chatwoot and us, not between us and the browser.
  proxy.on('proxyRes', ({ headers }) => {
    delete headers.connection;
    delete headers['keep-alive'];
  });

  return async (request, response, { body, logger }) => {
    const buffer = Buffer.isBuffer(body) ? Readable.from(body.length > 0 ? [body] : []) : body;
    const broken = new Promise<never>((_resolve, reject) => buffer?.once('error', reject));
    try {
      await Promise.race([proxy.web(request, response, buffer ? { buffer } : {}), broken]);
    } catch (error) {
      // What has begun cannot become a refusal: broken off is all it can be.
      if (response.headersSent) return void response.destroy();
      if (error instanceof AppError) throw error;
      logger.warn({ err: error }, 'Chatwoot does not answer');
      throw new AppError('not_ready', 'Chatwoot does not answer. Try again in a moment.');
    }
  };
}
