import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { realWeight, weightFile } from './realistic-weight.ts';
import { openShop } from './testing/open-shop.ts';

const browserFiles = fileURLToPath(new URL('../../dist/browser/demo', import.meta.url));

/** Every script and style that a browser fetches for the widget: the SDK, what the page names, what that imports. */
async function widgetFiles(options: { realisticWeight?: boolean }): Promise<string[]> {
  const shop = await openShop({ browserFiles, ...options });
  const read = async (path: string) => (await shop.anybody('GET', path)).text;
  const page = await read(`/widget?website_token=${shop.website.token}`);
  const named = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const files = await Promise.all(['/packs/js/sdk.js', ...named].map(read));
  const imported = files.flatMap((text) => [...text.matchAll(/from\s*"\.\/([^"]+)"/g)].map(([, file]) => file));
  files.push(...(await Promise.all(imported.map((file) => read(`/vite/assets/${file}`)))));
  await shop.chatwoot.stop();
  return files;
}

it('is asked for: then a browser gets as many bytes and files as from a real one', async () => {
  const files = await widgetFiles({ realisticWeight: true });
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  expect(files).toHaveLength(realWeight.files);
  expect(bytes / realWeight.bytes).toBeGreaterThan(0.97);
  expect(bytes / realWeight.bytes).toBeLessThan(1.03);
});

it('is not there otherwise', async () => {
  expect(await widgetFiles({})).toHaveLength(3);
});

it('is no gift to whoever compresses it', () => {
  const file = weightFile();
  expect(gzipSync(file).length / file.length).toBeGreaterThan(0.74);
  expect(() => new Function(file)()).not.toThrow();
});
