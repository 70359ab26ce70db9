import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { packageFile } from '../package-file.ts';

/** What scripts/build-browser.ts made for shop pages, read once. */
export interface WidgetAssets {
  /** The loader's code, with `__SETTINGS__` where a store's settings go. */
  loader: string;
  /** Chunk name -> path on this server. */
  paths: Record<string, string>;
  /** File name -> code. */
  files: Map<string, string>;
}

export const assetsPath = '/assets/';

/** @throws Error that says how to build them. */
export function readWidgetAssets(folder = packageFile('dist/browser/widget/')): WidgetAssets {
  if (!existsSync(new URL('loader.js', folder))) {
    throw new Error('The browser part is not built: run `npm run build:browser` first.');
  }
  const text = (name: string) => readFileSync(new URL(name, folder), 'utf8');
  const names: Record<string, string> = JSON.parse(text('assets.json'));
  return {
    loader: text('loader.js'),
    paths: Object.fromEntries(Object.entries(names).map(([name, file]) => [name, `${assetsPath}${file}`])),
    files: new Map(readdirSync(new URL('assets/', folder)).map((file) => [file, text(`assets/${file}`)])),
  };
}
