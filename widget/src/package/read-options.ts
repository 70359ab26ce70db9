/** What the tag may say about its page, as `data-*` would. What is left out is as the store has it. */
export interface TagDataset {
  position?: 'left' | 'right' | undefined;
  /** Accent, `#rrggbb`. */
  color?: string | undefined;
  /** Language of this page, such as `nl` or `pt-BR`. */
  locale?: string | undefined;
  /** Words on the launcher; `none` draws none, for a shop with a button of its own. */
  launcher?: string | undefined;
  /** Distance from the side, CSS pixels. */
  offsetX?: number | undefined;
  /** Distance from the bottom, CSS pixels. */
  offsetY?: number | undefined;
  /** Height of the launcher, CSS pixels. */
  size?: number | undefined;
  zIndex?: number | undefined;
  /** Address at which the shop says who is signed in, asked when somebody wants to write: `/chat-proof`. */
  proof?: string | undefined;
}

interface Place {
  /** Address of the tag that the command line prints, or of a copy of the loader: `https://chat.example.com/w/tea.js`. */
  src: string;
  server?: undefined;
  storeKey?: undefined;
}

interface Store {
  /** Address of the storefront-chat server: `https://chat.example.com`. */
  server: string;
  storeKey: string;
  src?: undefined;
}

/** Which store's widget, by `src` or by `server` and `storeKey`, and what this page wants of it. */
export type LoadOptions = (Place | Store) & {
  /** Of this response's Content-Security-Policy. Not needed with `'strict-dynamic'`. */
  nonce?: string | undefined;
  dataset?: TagDataset | undefined;
};

/** A script tag of ours, as options describe it. */
export interface WantedTag {
  src: URL;
  /** Undefined when `src` is a copy of the loader, whose address does not tell. */
  storeKey: string | undefined;
  nonce: string;
  dataset: Record<string, string>;
}

/** Of a loader on our server: the key is its name. */
export const loaderPath = /\/w\/([^/]+)\.js$/;

/** @returns the tag that is wanted; a text when the options are wrong: what to give instead. */
export function readOptions(options: LoadOptions): WantedTag | string {
  const { src, server, storeKey, nonce = '', dataset = {} } = options ?? {};
  if (!src && !(server && storeKey)) return 'give { src }, or { server, storeKey }';
  const url = src ? asUrl(src, document.baseURI) : asUrl(`${server}`.replace(/\/*$/, `/w/${storeKey}.js`));
  if (!url) return `${src ?? server} is no address; it starts with https://`;
  const said = Object.entries(dataset).filter(([, value]) => value != null);
  return {
    src: url,
    storeKey: loaderPath.exec(url.pathname)?.[1],
    nonce,
    dataset: Object.fromEntries(said.map(([name, value]) => [name, `${value}`])),
  };
}

function asUrl(address: string, base?: string): URL | undefined {
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
