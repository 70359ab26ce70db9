import { existsSync, readFileSync } from 'node:fs';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { AppError } from '../errors.ts';
import { packageFile } from '../package-file.ts';
import type { AppEnv } from './app-env.ts';
import { createStaticBody, type StaticBody, sendStaticBody } from './static-body.ts';

const viewerFile = packageFile('dist/browser/docs/scalar.js');

/** `/openapi.json`, described by the routes themselves, and `/docs`, where people read it: viewer and all served by us. */
export function docsRoutes(described: OpenAPIHono<AppEnv>) {
  const app = new Hono<AppEnv>();
  let viewer: StaticBody | undefined;

  app.get('/openapi.json', (c) => {
    const document = described.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'storefront-chat',
        version: '1',
        description: 'What the chat on a shop page asks of the server. `/v1` only ever grows.',
      },
    });
    return c.json(document, 200, { 'access-control-allow-origin': '*' });
  });

  app.get('/docs', (c) => c.html(page, 200, { 'content-security-policy': policy }));

  app.get('/docs/scalar.js', (c) => {
    if (!existsSync(viewerFile))
      throw new AppError('not_found', 'The docs viewer is not built: `npm run build:browser`.');
    viewer ??= createStaticBody(readFileSync(viewerFile, 'utf8'));
    return sendStaticBody(c, viewer, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'max-age=3600',
    });
  });

  return app;
}

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

// The viewer starts itself from this element; no script of the page's own, so the policy above can be strict.
const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>storefront-chat API</title>
  </head>
  <body>
    <script id="api-reference" data-url="/openapi.json" data-configuration='{"withDefaultFonts":false,"hideClientButton":true,"agent":{"disabled":true},"telemetry":false,"showDeveloperTools":"never"}'></script>
    <script src="/docs/scalar.js"></script>
  </body>
</html>`;
