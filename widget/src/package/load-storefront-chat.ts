import type { StorefrontChat } from '../loader/public-api.ts';
import { type LoadOptions, readOptions, type WantedTag } from './read-options.ts';
import { addTag, findTag, tagIsDone, widgetOnPage } from './script-tag.ts';

let loading: Promise<StorefrontChat> | undefined;
/** What `loading` has come to. */
let loaded: StorefrontChat | undefined;
/** Components ask again and again: the same line once is enough. */
const said = new Set<string>();

/**
 * Brings the widget onto the page, once: calls share one promise, and a tag that the page has already is used. Nothing
 * happens before the call, so the module may be imported anywhere.
 * @returns `null` on a server, and for options that are wrong (one line in the console says how)
 * @throws Error (rejects) when the widget does not come; it says what to check. The next call tries again.
 */
export function loadStorefrontChat(options: LoadOptions): Promise<StorefrontChat | null> {
  if (typeof document === 'undefined') return Promise.resolve(null);
  const wanted = readOptions(options);
  if (typeof wanted === 'string') {
    complain(wanted);
    return Promise.resolve(null);
  }
  // What has been shut down meanwhile is loaded anew.
  if (!loading || (loaded && loaded !== widgetOnPage())) {
    loaded = undefined;
    loading = load(wanted);
    loading.then(
      (api) => {
        loaded = api;
      },
      () => {
        loading = undefined;
      },
    );
  }
  // Whoever asked is told of a failure; here nobody has to be.
  loading.then((api) => compare(wanted, api)).catch(() => {});
  return loading;
}

async function load(wanted: WantedTag): Promise<StorefrontChat> {
  const tag = findTag(wanted);
  if (tag && !widgetOnPage()) await tagIsDone(tag);
  return widgetOnPage() ?? addTag(wanted);
}

/** There is one widget on a page: whoever wants another, or another look, should hear of it. */
function compare(wanted: WantedTag, { storeKey }: StorefrontChat) {
  const { dataset } = findTag(wanted) ?? {};
  if (wanted.storeKey && wanted.storeKey !== storeKey) {
    return complain(`store ${wanted.storeKey} ignored, ${storeKey} is here`);
  }
  const ignored = Object.keys(wanted.dataset).filter((name) => dataset && dataset[name] !== wanted.dataset[name]);
  if (ignored.length) complain(`${ignored} ignored, the tag of the page counts`);
}

function complain(what: string) {
  if (!said.has(what)) console.warn(`storefront-chat: loadStorefrontChat: ${what}`);
  said.add(what);
}
