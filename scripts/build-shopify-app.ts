import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

// The app for Shopify as its command line takes it: theme-snippets/shopify, with the browser part for assets.

const root = fileURLToPath(new URL('../', import.meta.url));
const shopFiles = `${root}dist/browser/widget/shop-files`;

/** Beside the app's files, in the repository. */
const notOfTheApp = /\.test\.ts$|\/test-support$|\/README\.md$/;

/** What Shopify suggests for a script of an extension, compressed. */
const maxAssetBytes = 10_000;

/**
 * Writes the app into `folder`, in place of what is there.
 * @returns the assets with their size, gzip bytes
 * @throws Error when an asset is larger than Shopify wants it, or when nothing was built yet
 */
export function buildShopifyApp(folder: string, assetsFrom = shopFiles): Map<string, number> {
  const sizes = measure(assetsFrom);
  const tooLarge = [...sizes].filter(([, bytes]) => bytes > maxAssetBytes);
  if (tooLarge.length > 0) {
    const named = tooLarge.map(([name, bytes]) => `${name} (${bytes})`).join(', ');
    throw new Error(`An asset at Shopify should have ${maxAssetBytes} bytes at most, compressed by gzip: ${named}.`);
  }
  rmSync(folder, { recursive: true, force: true });
  cpSync(`${root}theme-snippets/shopify`, folder, { recursive: true, filter: (path) => !notOfTheApp.test(path) });
  const assets = `${folder}/extensions/storefront-chat/assets`;
  mkdirSync(assets, { recursive: true });
  for (const name of sizes.keys()) copyFileSync(`${assetsFrom}/${name}`, `${assets}/${name}`);
  return sizes;
}

function measure(folder: string): Map<string, number> {
  if (!existsSync(`${folder}/storefront-chat.js`)) throw new Error('Run `npm run build:browser` first.');
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return new Map(names.map((name) => [name, gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = buildShopifyApp(`${root}dist/integrations/shopify`);
  const largest = Math.max(...sizes.values());
  process.stdout.write(`dist/integrations/shopify: ${sizes.size} assets, the largest ${largest} bytes (gzip)\n`);
}
