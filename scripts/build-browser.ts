/**
 * Builds everything that runs in a browser: the package that one imports into `widget/dist/`, the rest into
 * `dist/browser/`:
 *
 * - `widget/assets/{name}.{hash}.js`: chunks that the loader fetches at the press, all under the hash of this build,
 *   which stands in `widget/build-hash`; `texts-{language}` among them
 * - `widget/languages.json`: language -> words on the launcher
 * - `widget/shop-files/`: the loader and all chunks under their plain names, for plugins and extensions that bring their own
 * - `widget/loader.js`: one classic script; the server puts a store's settings in the place of `__SETTINGS__`
 * - `demo/*`: the pages of the demo (the stand-in's SDK, widget frame and agent desk)
 * - `docs/scalar.js`: the viewer of our API docs, served by us and not from somebody's CDN
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { minify } from 'terser';
import { build, type InlineConfig } from 'vite';
import type { TextPack } from '../widget/src/texts/text-pack.ts';
import { buildWidgetPackage } from './build-widget-package.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist/browser`;
const { version }: { version: string } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const textsFolder = `${root}widget/src/texts`;
const languages = readdirSync(textsFolder)
  .filter((file) => /^[a-z]{2}\.ts$/.test(file))
  .map((file) => file.slice(0, 2));

const widgetChunks: Record<string, string> = {
  composer: `${root}widget/src/composer/mount.tsx`,
  bridge: `${root}widget/src/sdk-bridge/connect-chat.ts`,
  calls: `${root}widget/src/calls/run-call.ts`,
  messages: `${root}widget/src/composer/messages.ts`,
  form: `${root}widget/src/form/form.ts`,
  inline: `${root}widget/src/inline/show-forms.ts`,
  work: `${root}widget/src/proof-of-work/solve-work.ts`,
  'self-test': `${root}widget/src/self-test/show-self-test.ts`,
  tracking: `${root}widget/src/tracking/tracking.ts`,
  forget: `${root}widget/src/tracking/forget-visitors.ts`,
  shopify: `${root}widget/src/shop-adapters/shopify.ts`,
  woocommerce: `${root}widget/src/shop-adapters/woocommerce.ts`,
  'data-layer': `${root}widget/src/shop-adapters/data-layer.ts`,
  tcf: `${root}widget/src/consent/tcf.ts`,
  ...Object.fromEntries(languages.map((language) => [`texts-${language}`, `${textsFolder}/${language}.ts`])),
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
  define: { __VERSION__: JSON.stringify(version) },
};

/** Shoppers pay for every byte: a second minifier takes out what the bundler's own leaves in. */
async function squeeze(code: string, isModule: boolean): Promise<string> {
  // Statements that stand alone repeat more than those in a row of commas: compressed they are smaller.
  const compress = { passes: 3, unsafe: true, sequences: false };
  return (await minify(code, { ecma: 2022, module: isModule, compress })).code ?? code;
}

/** A chunk stands alone: what two of them share they both carry, for another request costs more than its bytes. */
async function bundle(entry: string): Promise<string> {
  const fresh = `${out}/bundle`;
  await buildModules({ bundle: entry }, fresh, '[name].js');
  const code = readFileSync(`${fresh}/bundle.js`, 'utf8');
  rmSync(fresh, { recursive: true });
  return squeeze(code, true);
}

/** @param fileNames of the entries; what they share is always named by its content */
async function buildModules(entry: Record<string, string>, outDir: string, fileNames: string) {
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // Written for browsers that have what it uses; the minifier would pad it for older ones.
      cssTarget: 'esnext',
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
      target: 'es2022',
      // Written for browsers that have what it uses; the minifier would pad it for older ones.
      cssTarget: 'esnext',
      lib: { entry, formats: ['iife'], name: 'storefrontChat', fileName: () => fileName },
      rollupOptions: { output: { minify: true, extend: true } },
    },
  });
}

async function writeLanguages(folder: string) {
  const labels: Record<string, string> = {};
  for (const language of languages) {
    const { pack }: { pack: TextPack } = await import(`${textsFolder}/${language}.ts`);
    labels[language] = pack.launcher;
  }
  writeFileSync(`${folder}/languages.json`, `${JSON.stringify(labels, null, 2)}\n`);
}

/** Everything that shop pages load. */
async function buildWidget() {
  const folder = `${out}/widget/assets`;
  rmSync(`${out}/widget`, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const chunks = new Map<string, string>();
  for (const [name, entry] of Object.entries(widgetChunks)) chunks.set(name, await bundle(entry));
  // One hash for all, so that one short path in the settings stands for every chunk there is.
  const hash = createHash('sha256')
    .update([...chunks.values()].join(''))
    .digest('base64url')
    .slice(0, 8);
  for (const [name, code] of chunks) writeFileSync(`${folder}/${name}.${hash}.js`, code);
  writeFileSync(`${out}/widget/build-hash`, `${hash}\n`);
  await writeLanguages(`${out}/widget`);
  await buildLoader('main.ts', `${out}/widget`, 'loader.js');
  const shopFiles = `${out}/widget/shop-files`;
  await buildLoader('shop-file.ts', shopFiles, 'storefront-chat.js');
  for (const [name, code] of chunks) writeFileSync(`${shopFiles}/${name}.js`, code);
}

async function buildLoader(entry: string, folder: string, fileName: string) {
  await buildClassicScript(`${root}widget/src/loader/${entry}`, folder, fileName);
  const loader = `${folder}/${fileName}`;
  writeFileSync(loader, await squeeze(readFileSync(loader, 'utf8'), false));
}

async function main() {
  await buildWidget();
  await buildWidgetPackage(root);
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
