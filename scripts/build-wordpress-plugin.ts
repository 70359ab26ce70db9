/**
 * Builds the plugin for WordPress out of `theme-snippets/woocommerce/storefront-chat/` into `dist/integrations/`:
 *
 * - `woocommerce/storefront-chat/`: the plugin as WordPress has it in its folder of plugins, with the loader and all
 *   chunks in `assets/` and its translations compiled
 * - `storefront-chat.zip`: the same, to upload; the same sources always give the same bytes
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginFiles } from './wordpress-plugin/plugin-files.ts';
import { zipFiles } from './wordpress-plugin/zip-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist/integrations`;
const folder = `${out}/woocommerce/storefront-chat`;

const files = pluginFiles(root);
rmSync(folder, { recursive: true, force: true });
for (const [path, content] of files) {
  mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
  writeFileSync(`${folder}/${path}`, content);
}
writeFileSync(`${out}/storefront-chat.zip`, zipFiles('storefront-chat', files));
