import type { MiddlewareHandler } from 'hono';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** Open to every origin, preflight included. */
export const withCors: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  if (origin === undefined) return await next();
  if (c.req.method === 'OPTIONS') return preflight(c.req.header('access-control-request-headers'));
  await next();
  for (const [name, value] of Object.entries(corsHeaders(methods))) c.res.headers.set(name, value);
};

function preflight(wantedHeaders: string | undefined): Response {
  const allowed = wantedHeaders === undefined ? {} : { 'access-control-allow-headers': wantedHeaders };
  return new Response(null, { headers: { ...corsHeaders(methods), ...allowed } });
}

export function corsHeaders(allowedMethods: string): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': allowedMethods,
    'access-control-expose-headers': '',
    'access-control-max-age': '7200',
  };
}
