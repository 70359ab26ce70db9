import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mo, po } from 'gettext-parser';

/** Path in the plugin's folder -> content. */
export type PluginFiles = Map<string, Uint8Array>;

/** Of other platforms. */
const leftOut = new Set(['shopify.js']);

/** WordPress asks for one language and knows no nearest one: these read the same. */
const alsoFor: Record<string, string[]> = { de_DE: ['de_DE_formal', 'de_AT', 'de_CH'], nl_NL: ['nl_BE'] };

/**
 * All that is in the plugin.
 * @param root of the repository, with a slash at the end
 * @throws when the browser part has not been built
 */
export function pluginFiles(root: string): PluginFiles {
  return new Map([
    ...pluginSources(`${root}theme-snippets/woocommerce/storefront-chat/`),
    ...widgetFiles(`${root}dist/browser/widget/shop-files/`),
    ['LICENSE.txt', readFileSync(`${root}LICENSE`)],
  ]);
}

/** As they are; what translators write also as what WordPress reads. @param folder with a slash at the end */
export function* pluginSources(folder: string): Generator<[string, Uint8Array]> {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.\w+$/.test(path)) continue;
    const content = readFileSync(folder + path);
    yield [path, content];
    const [, start, locale = ''] = /^(.+-)(\w+)\.po$/.exec(path) ?? [];
    const compiled = start && mo.compile(po.parse(content));
    if (compiled) for (const name of [locale, ...(alsoFor[locale] ?? [])]) yield [`${start}${name}.mo`, compiled];
  }
}

function* widgetFiles(folder: string): Generator<[string, Uint8Array]> {
  if (!existsSync(folder)) throw Error('The browser part has not been built yet: npm run build:browser');
  for (const name of readdirSync(folder).sort()) {
    if (!leftOut.has(name)) yield [`assets/${name}`, readFileSync(folder + name)];
  }
}
