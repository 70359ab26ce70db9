/**
 * Every kind of answer that Chatwoot gives, headers included (rule 28 and section 0.2 of the contract dossier).
 * Rails marks an answer with a body as revalidatable and one without as not to be stored; what the framework
 * itself answers (unknown routes, crashes) has neither that nor the frame header.
 */

const byController = { 'x-frame-options': 'SAMEORIGIN' };
const revalidate = 'max-age=0, private, must-revalidate';

/** A controller's JSON; success is always 200, never 201. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...byController,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': status === 200 ? revalidate : 'no-cache',
    },
  });
}

/** A status and nothing else. */
export function head(status = 200, contentType = 'application/json'): Response {
  return new Response(null, {
    status,
    headers: {
      ...byController,
      'cache-control': 'no-cache',
      ...(status === 204 ? {} : { 'content-type': contentType }),
    },
  });
}

export function html(page: string, headers: Record<string, string>): Response {
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': revalidate, ...headers },
  });
}

/** A record that is not there, on the Application and Widget APIs. */
export function recordNotFound(): Response {
  return json({ error: 'Resource could not be found' }, 404);
}

/** What the framework says when no controller caught it. */
export function frameworkError(status: 404 | 500): Response {
  const error = status === 404 ? 'Not Found' : 'Internal Server Error';
  return new Response(JSON.stringify({ status, error }), {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  });
}

/** JSON that does not parse: the same on every API. */
export function badRequest(): Response {
  return new Response(null, { status: 400, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}

/** An unknown route is a page, under `/api` too. */
export function unknownRoute(): Response {
  return new Response('<!doctype html><title>404</title><h1>This page does not exist</h1>\n', {
    status: 404,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
  });
}

/** Rules 20 and 63: plain text, no `Retry-After`. */
export function tooManyRequests(): Response {
  return new Response('Retry later\n', {
    status: 429,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-cache' },
  });
}
