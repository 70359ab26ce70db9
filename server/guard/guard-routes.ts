import type { IncomingMessage } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { cleanBody } from './clean-body.ts';
import { cleanHeaders } from './clean-headers.ts';
import { dropFromEncoded } from './drop-identity.ts';
import { createForward } from './forward.ts';
import { limitedBody, readBody, refuseLargeBody } from './read-body.ts';
import { type GuardedRoute, readWidgetTarget, type WidgetTarget, widgetPath } from './widget-target.ts';

export interface GuardOptions {
  /** Where Chatwoot itself listens, not where browsers reach it. */
  chatwootUrl: string;
  /** Of what passes as it is; files are part of it. */
  maxUploadBytes: number;
}

/** A message of 150,000 characters, the longest that Chatwoot takes, and what comes with it. */
const maxGuardedBytes = 1024 * 1024;

/** `/api/v1/widget/*`: Chatwoot's Widget API, except that nobody becomes somebody else by saying so. */
export function guardRoutes({ chatwootUrl, maxUploadBytes }: GuardOptions) {
  const forward = createForward(chatwootUrl);
  const app = new Hono<AppEnv>();

  app.all(`${widgetPath}*`, async (c) => {
    const { incoming, outgoing } = c.env;
    if (!incoming || !outgoing) throw new Error('The guard passes on what came over a socket.');
    // What the request asks for, before anybody has made it tidy.
    const target = readWidgetTarget(incoming.url ?? '');
    incoming.headers = cleanHeaders(incoming, c.var);
    incoming.url = urlOf(target.path, target.query);
    const { logger } = c.var;
    const body = target.route
      ? await judge(incoming, target, target.route, logger)
      : streamedBody(incoming, maxUploadBytes);
    await forward(incoming, outgoing, { body, logger });
    return alreadySent(outgoing.statusCode);
  });
  return app;
}

/** Takes identities out of query and body; the request is ready to go on, with the body that this returns. */
async function judge(request: IncomingMessage, target: WidgetTarget, route: GuardedRoute, logger: Logger) {
  const { headers } = request;
  if (headers['content-encoding'] !== undefined) {
    throw new AppError('invalid_request', 'This route takes a body without compression.');
  }
  const dropped = new Set<string>();
  // What a body says counts more than the query: a hash there vouches for nothing.
  request.url = urlOf(target.path, dropFromEncoded(target.query, { maySign: false, dropped }));
  const body = await readBody(request, maxGuardedBytes);
  const { bytes, contentType } = await cleanBody(body, headers['content-type'], {
    maySign: route === 'set-user',
    dropped,
  });
  const { 'transfer-encoding': _chunked, 'content-length': _before, 'content-type': _given, ...others } = headers;
  const hasBody = bytes.length > 0 || !['GET', 'HEAD'].includes(request.method ?? '');
  request.headers = {
    ...others,
    ...(contentType && { 'content-type': contentType }),
    ...(hasBody && { 'content-length': String(bytes.length) }),
  };
  if (dropped.size > 0) logger.info({ route, dropped: [...dropped] }, 'identity dropped');
  return bytes;
}

/** A body whose length is not announced is counted on its way. */
function streamedBody(request: IncomingMessage, maxBytes: number) {
  refuseLargeBody(request, maxBytes);
  return request.headers['transfer-encoding'] === undefined ? undefined : limitedBody(request, maxBytes);
}

/** For the log; nothing of it is written. */
function alreadySent(status: number): Response {
  const response = new Response(null, { status, headers: RESPONSE_ALREADY_SENT.headers });
  // A response that nobody has looked into is written by a shorter way, which does not know this mark.
  void response.body;
  return response;
}

function urlOf(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
