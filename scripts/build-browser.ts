/**
 * Builds everything that runs in a browser into `dist/browser/`:
 *
 * - `widget/assets/*.[hash].js` with `widget/assets.json` (chunk name -> file): fetched by the loader at the press
 * - `widget/loader.js`: one classic script; the server puts a store's settings in the place of `__SETTINGS__`
 * - `demo/*`: the pages of the demo (the stand-in's SDK, widget frame and agent desk)
 * - `docs/scalar.js`: the viewer of our API docs, served by us and not from somebody's CDN
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { build, type InlineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist/browser`;

const widgetChunks = {
  composer: `${root}widget/src/composer/mount.tsx`,
  bridge: `${root}widget/src/sdk-bridge/sdk-bridge.ts`,
};

const demoPages = {
  frame: `${root}demo-store/chatwoot/browser/frame/main.tsx`,
  desk: `${root}demo-store/chatwoot/browser/desk/main.tsx`,
};

const shared: InlineConfig = {
  configFile: false,
  root,
  logLevel: 'warn',
  plugins: [preact({ devToolsEnabled: false })],
};

/** @param fileNames of the entries; what they share is always named by its content */
async function buildModules(entry: Record<string, string>, outDir: string, fileNames: string) {
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2020',
      // Written for browsers that have what it uses; the minifier would pad it for older ones.
      cssTarget: 'esnext',
      manifest: 'manifest.json',
      // Library mode, for app mode adds a preload helper to every dynamic import.
      lib: { entry, formats: ['es'] },
      rollupOptions: {
        output: {
          minify: true,
          entryFileNames: fileNames,
          chunkFileNames: '[name].[hash].js',
          assetFileNames: fileNames,
        },
      },
    },
  });
}

async function buildClassicScript(entry: string, outDir: string, fileName: string) {
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2020',
      // Written for browsers that have what it uses; the minifier would pad it for older ones.
      cssTarget: 'esnext',
      lib: { entry, formats: ['iife'], name: 'storefrontChat', fileName: () => fileName },
      rollupOptions: { output: { minify: true, extend: true } },
    },
  });
}

function writeAssetsMap(folder: string, names: string[]) {
  const manifest: Record<string, { file: string; name?: string }> = JSON.parse(
    readFileSync(`${folder}/manifest.json`, 'utf8'),
  );
  const byName = new Map(Object.values(manifest).map((chunk) => [chunk.name, chunk.file]));
  const assets = Object.fromEntries(names.map((name) => [name, byName.get(name)]));
  writeFileSync(`${folder}/../assets.json`, `${JSON.stringify(assets, null, 2)}\n`);
  rmSync(`${folder}/manifest.json`);
}

async function main() {
  const widgetOut = `${out}/widget/assets`;
  await buildModules(widgetChunks, widgetOut, '[name].[hash].js');
  writeAssetsMap(widgetOut, Object.keys(widgetChunks));
  await buildClassicScript(`${root}widget/src/loader/main.ts`, `${out}/widget`, 'loader.js');
  await buildModules(demoPages, `${out}/demo`, '[name].js');
  await buildClassicScript(`${root}demo-store/chatwoot/browser/sdk/main.ts`, `${out}/demo`, 'sdk.js');
  copyDocsViewer();
}

/** A development dependency only: the published package carries the copy, not the hundred packages behind it. */
function copyDocsViewer() {
  const viewer = `${root}node_modules/@scalar/api-reference/dist/browser/standalone.js`;
  if (!existsSync(viewer)) return;
  mkdirSync(`${out}/docs`, { recursive: true });
  copyFileSync(viewer, `${out}/docs/scalar.js`);
}

await main();
