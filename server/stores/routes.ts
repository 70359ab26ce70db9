import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { storeSettingsSchema } from '../../contract/settings.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { errorAnswers } from '../http/openapi.ts';
import { createStaticBody, type StaticBody, sendStaticBody } from '../http/static-body.ts';
import { unknownStoreScript } from './loader-script.ts';
import { findChunk } from './remember-chunks.ts';
import type { StoreDirectory } from './store-directory.ts';
import { assetsPath, type WidgetAssets } from './widget-assets.ts';

/** Any page may load these: they are public, the same for everybody, and carry no credentials. */
const publicToAll = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
};

// `stale-if-error` is for CDNs; browsers do not know it.
const forAMinute = 'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400';
const forever = 'public, max-age=31536000, immutable';
/** As the build names them: what else is asked for was never ours. */
const chunkName = /^[a-z-]+\.[\w-]{8}\.js$/;
const javascript = 'text/javascript; charset=utf-8';
const scriptHeaders = { ...publicToAll, 'content-type': javascript, 'cache-control': forAMinute };
const chunkHeaders = { ...publicToAll, 'content-type': javascript, 'cache-control': forever };
const settingsHeaders = { ...publicToAll, 'content-type': 'application/json', 'cache-control': forAMinute };

const settingsRoute = createRoute({
  method: 'get',
  path: '/v1/stores/{storeKey}/settings',
  tags: ['Handshake'],
  summary: 'What the browser may know about a store',
  description: 'Any origin, no credentials. Cacheable for a minute; `If-None-Match` answers 304.',
  request: { params: z.object({ storeKey: z.string() }) },
  responses: {
    200: { description: 'The settings.', content: { 'application/json': { schema: storeSettingsSchema } } },
    304: { description: 'Unchanged.' },
    ...errorAnswers(404),
  },
});

export interface StoreRouteDeps {
  directory: StoreDirectory;
  assets: WidgetAssets;
  database: Database;
}

/** The handshake: `GET /w/{storeKey}.js`, the settings alone, and the chunks that the loader fetches at a press. */
export function storeRoutes({ directory, assets, database }: StoreRouteDeps) {
  const app = new OpenAPIHono<AppEnv>();
  const chunks = new Map([...assets.files].map(([file, code]): [string, StaticBody] => [file, createStaticBody(code)]));

  app.get('/w/:file{.+\\.js}', (c) => {
    const storeKey = c.req.param('file').slice(0, -'.js'.length);
    const store = directory.find(storeKey);
    const body = store ? directory.loader(store) : createStaticBody(unknownStoreScript(storeKey));
    return sendStaticBody(c, body, scriptHeaders);
  });

  app.get(`${assetsPath}:file`, async (c) => {
    const file = c.req.param('file');
    const chunk = chunks.get(file) ?? (chunkName.test(file) ? await earlierChunk(file) : undefined);
    if (!chunk)
      throw new AppError('not_found', 'No build of the last months had such a file.', { headers: publicToAll });
    return sendStaticBody(c, chunk, chunkHeaders);
  });

  app.get(settingsRoute.getRoutingPath(), (c) => {
    const store = directory.find(c.req.param('storeKey') ?? '');
    if (!store) {
      const message = 'There is no store with this key. Compare it with the tag.';
      throw new AppError('store_not_found', message, { headers: publicToAll });
    }
    return sendStaticBody(c, directory.settings(store), settingsHeaders);
  });
  app.openAPIRegistry.registerPath(settingsRoute);

  return app;

  async function earlierChunk(file: string): Promise<StaticBody | undefined> {
    const code = await findChunk(database, file);
    if (code === undefined) return undefined;
    const body = createStaticBody(code);
    chunks.set(file, body);
    return body;
  }
}
