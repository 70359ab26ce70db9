import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listen } from '../faults/listen.ts';
import { pageKinds } from './kinds/page-kinds.ts';
import { type PageKind, products } from './page-kind.ts';

export interface RunningPageKinds {
  /** Of all kinds: what the store must allow. */
  origins: string[];
  /** @throws Error when there is no such kind. */
  originOf(name: string): string;
  stop(): Promise<void>;
}

const require = createRequire(import.meta.url);
const javascript = { 'content-type': 'text/javascript; charset=utf-8' };

/**
 * Serves the pages of every kind from one port, each kind on a host of its own below `localhost`.
 * @param loaderUrl what the tag names: `http://127.0.0.1:4001/w/demo.js`
 */
export async function startPageKinds({ loaderUrl }: { loaderUrl: string }): Promise<RunningPageKinds> {
  const apps = new Map(pageKinds.map((kind) => [`${kind.name}.localhost`, createPages(kind, loaderUrl)]));
  const server = createServer(
    getRequestListener((request) => {
      const app = apps.get(new URL(request.url).hostname);
      return app?.fetch(request) ?? new Response('There is no such kind of page.', { status: 404 });
    }),
  );
  const port = await listen(server, 0, '127.0.0.1', 'PORT');
  const originOf = (name: string) => `http://${name}.localhost:${port}`;
  return {
    origins: pageKinds.map(({ name }) => originOf(name)),
    originOf(name) {
      if (!apps.has(`${name}.localhost`)) throw new Error(`There is no kind of page named ${name}.`);
      return originOf(name);
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function createPages({ page, packageFiles = {}, loaderCopies = {} }: PageKind, loaderUrl: string): Hono {
  const app = new Hono();
  for (const product of products) app.get(product.path, (c) => c.html(page(product, loaderUrl)));
  for (const [path, [name, file]] of Object.entries(packageFiles)) {
    const code = readFileSync(join(dirname(require.resolve(name)), file), 'utf8');
    app.get(path, (c) => c.body(code, 200, javascript));
  }
  for (const [path, change] of Object.entries(loaderCopies)) {
    app.get(path, async (c) => c.body(change(await (await fetch(loaderUrl)).text()), 200, javascript));
  }
  return app;
}
