import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Hono } from 'hono';
import { packageFile } from '../../server/package-file.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const folders = { '/assets': 'demo-store/shop/theme/assets/', '/pictures': 'demo-store/shop/pictures/' };

/** Serves the theme's styles, scripts and pictures from memory; a browser asks again, and mostly hears 304. */
export function staticFiles(): Hono {
  const app = new Hono();
  for (const [path, folder] of Object.entries(folders)) {
    for (const file of readFolder(packageFile(folder))) {
      app.get(`${path}/${file.name}`, (c) => {
        c.header('ETag', file.etag);
        c.header('Cache-Control', 'public, max-age=0, must-revalidate');
        if (c.req.header('If-None-Match') === file.etag) return c.body(null, 304);
        return c.body(file.body, 200, { 'Content-Type': file.type });
      });
    }
  }
  return app;
}

function readFolder(folder: URL) {
  return readdirSync(folder).flatMap((name) => {
    const type = types[extname(name)];
    if (!type) return [];
    const body = readFileSync(new URL(name, folder), 'utf8');
    return [{ name, type, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"` }];
  });
}
