import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { packageFile } from '../package-file.ts';

/** What scripts/build-browser.ts made for shop pages, read once. */
export interface WidgetAssets {
  /** The loader's code, with `__SETTINGS__` where a store's settings go. */
  loader: string;
  /** Path of the chunks on this server; `*` stands for the name of one. */
  path: string;
  /** File name -> code. */
  files: Map<string, string>;
  /** Languages that there are texts for -> our words on the launcher. */
  languages: Record<string, string>;
}

export const assetsPath = '/assets/';

const builtFolder = packageFile('dist/browser/widget/');

/** @throws Error that says how to build them. */
export function readWidgetAssets(folder = builtFolder): WidgetAssets {
  if (!existsSync(new URL('languages.json', folder))) {
    throw new Error('The browser part is not built: run `npm run build:browser` first.');
  }
  const text = (name: string) => readFileSync(new URL(name, folder), 'utf8');
  return {
    loader: text('loader.js'),
    path: `${assetsPath}*.${text('build-hash').trim()}.js`,
    languages: JSON.parse(text('languages.json')),
    files: new Map(readdirSync(new URL('assets/', folder)).map((file) => [file, text(`assets/${file}`)])),
  };
}

/** Languages that this build has texts for. @throws Error that says how to build them. */
export function readTextPacks(): string[] {
  return Object.keys(readWidgetAssets().languages);
}
