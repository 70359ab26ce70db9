import type { StoreSettings } from '../../contract/settings.ts';

const placeholder = '__SETTINGS__';

/** The loader with a store's settings in it. */
export function loaderScript(loader: string, settings: StoreSettings): string {
  // What the loader's own build knows already. A function, for `$&` in a shop's texts must not be taken as a pattern.
  const { contract: _known, ...rest } = settings;
  return loader.replace(placeholder, () => asJavaScript(rest));
}

/** A browser does not run a 404: an unknown key is a script with one line for whoever looks into the console. */
export function unknownStoreScript(storeKey: string): string {
  const line = `storefront-chat: there is no store "${storeKey}". Compare the key in the script tag with the console.`;
  return `console.error(${asJavaScript(line)});\n`;
}

/** JSON that is also safe inside a script: no `</script>`, no line separators that older engines end a string at. */
function asJavaScript(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
