import type { PageScript } from './read-page.ts';
import { resolveAddress } from './resolve-address.ts';

/** `tag`: the loader with a store's settings, from our server. `shop-file`: the loader alone, from the shop. */
type TagForm = 'tag' | 'shop-file';

export interface FoundTag {
  form: TagForm;
  script: PageScript;
  /** Of the loader. */
  address: URL;
  /** As the address names them; null for a shop's own file, whose settings name them. */
  server: string | null;
  storeKey: string | null;
  /** Whether a browser runs it. */
  isRunning: boolean;
}

/** Every script element that names a loader of ours, wherever it stands and however it was disabled. */
export function findTags(scripts: readonly PageScript[], page: URL): FoundTag[] {
  return scripts.flatMap((script) => {
    const { src, ...others } = script.attributes;
    const addresses = [src, ...Object.values(others)].flatMap((value) => loaderAddress(value, page) ?? []);
    const [address] = addresses;
    if (!address) return [];
    const isRunning = script.place === 'page' && src !== undefined && isRunnable(script);
    return [{ script, address, isRunning, ...partsOf(address) }];
  });
}

/** What the page's own settings stand in, for the loader as a file of the shop. */
export function findBlocks(scripts: readonly PageScript[], name: 'settings' | 'page'): PageScript[] {
  return scripts.filter(
    ({ place, attributes }) => place === 'page' && attributes['data-storefront-chat']?.trim() === name,
  );
}

const ofServer = /^(.*)\/w\/([\w-]+)\.js$/;
const ofShop = /\/storefront-chat(\.min)?\.js$/;

function loaderAddress(value: string | undefined, page: URL): URL | undefined {
  const address = resolveAddress(value, page);
  if (!address || !/^https?:$/.test(address.protocol)) return undefined;
  return ofServer.test(address.pathname) || ofShop.test(address.pathname) ? address : undefined;
}

function partsOf({ origin, pathname }: URL): Pick<FoundTag, 'form' | 'server' | 'storeKey'> {
  const [, path, key] = ofServer.exec(pathname) ?? [];
  if (key === undefined) return { form: 'shop-file', server: null, storeKey: null };
  return { form: 'tag', server: `${origin}${path}`, storeKey: key };
}

/** What HTML calls a JavaScript MIME type. */
const javascript =
  /^((text|application)\/(x-)?(java|ecma)script|text\/(javascript1\.[0-5]|jscript|livescript)|module)$/;

/** Whether a browser runs a script of the page; what it does not know is data to it. */
export function isRunnable({ attributes }: PageScript): boolean {
  const { type } = attributes;
  if ('nomodule' in attributes) return false;
  return !type || javascript.test(type.trim().toLowerCase());
}
