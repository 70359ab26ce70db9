import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Chatwoot } from './chatwoot.ts';
import { unknownRoute } from './http/answers.ts';
import { alertSound } from './pages/alert-sound.ts';
import { corsHeaders } from './public/cors.ts';
import { weightFile, weightFileNames } from './realistic-weight.ts';

const aYear = 'public, max-age=31556952';

/**
 * What the browser loads. `sdk.js` is open to every origin and cached for a year although its name never changes (T11);
 * the pages' own scripts are cached as long, without any CORS header.
 */
export function browserFileRoutes({ browserFiles, hasRealisticWeight }: Chatwoot): Hono {
  const app = new Hono();

  app.get('/packs/js/sdk.js', async (c) => {
    const cors = c.req.header('origin') === undefined ? {} : corsHeaders('GET, OPTIONS');
    return serve(join(browserFiles, 'sdk.js'), cors);
  });
  app.get('/vite/assets/:file{[\\w.-]+}', (c) => {
    const file = c.req.param('file');
    if (hasRealisticWeight && weightFileNames.includes(file)) return answer(weightFile(), file, {});
    return serve(join(browserFiles, file), {});
  });
  app.get('/audio/widget/ding.mp3', (c) => {
    return c.body(alertSound(), 200, {
      ...corsHeaders('GET, OPTIONS'),
      'content-type': 'audio/mpeg',
      'cache-control': aYear,
    });
  });
  return app;
}

const contentTypes: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  map: 'application/json',
  svg: 'image/svg+xml',
};

async function serve(path: string, headers: Record<string, string>): Promise<Response> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return unknownRoute();
  return answer(bytes, path, headers);
}

function answer(body: Uint8Array<ArrayBuffer> | string, file: string, headers: Record<string, string>): Response {
  const type = contentTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return new Response(body, { headers: { 'content-type': type, 'cache-control': aYear, ...headers } });
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
