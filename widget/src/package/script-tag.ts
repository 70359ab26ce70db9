import type { StorefrontChat } from '../loader/public-api.ts';
import { loaderPath, type WantedTag } from './read-options.ts';
import { trustedAddress } from './trusted-address.ts';

/** The tag of the page may be kept away by something that tells nobody. */
const patienceMs = 10_000;

/** The widget, once its loader has run; not the queue that a page may have put in its place. */
export function widgetOnPage(): StorefrontChat | undefined {
  const api = window.StorefrontChat;
  return api && 'storeKey' in api ? api : undefined;
}

/** A tag of ours that the page has: at this address, of this store, or of another store of the same server. */
export function findTag({ src, storeKey }: WantedTag): HTMLScriptElement | undefined {
  return [...document.scripts].find((script) => {
    // Optimisers change the type of what they delay, and such a tag itself never runs.
    if (!script.src || !/^$|javascript|module/.test(script.type)) return false;
    const { origin, pathname } = new URL(script.src);
    const key = loaderPath.exec(pathname)?.[1];
    const isSame = origin === src.origin && pathname === src.pathname;
    return isSame || (!!key && (origin === src.origin || key === storeKey));
  });
}

/** Resolves when there is nothing more to expect of a tag that we have found, whatever has become of it. */
export function tagIsDone(script: HTMLScriptElement): Promise<unknown> {
  // Its events are over. Should it run all the same, the later one of two tags does nothing.
  if (performance.getEntriesByName(script.src).length) return Promise.resolve();
  return new Promise((resolve) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', resolve);
    setTimeout(resolve, patienceMs);
  });
}

/** Adds a tag as a theme would. Rejects, and takes it away again, when no widget comes of it. */
export function addTag({ src, nonce, dataset }: WantedTag): Promise<StorefrontChat> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const fail = (why: string) => {
      script.remove();
      reject(Error(`storefront-chat: ${why}`));
    };
    script.async = true;
    script.crossOrigin = 'anonymous';
    script.nonce = nonce;
    Object.assign(script.dataset, dataset);
    script.onload = () => {
      const api = widgetOnPage();
      if (api) resolve(api);
      else fail(`there is no widget in ${src}: compare the store key`);
    };
    script.onerror = () => fail(`${src} did not come: check address, network and script-src of the policy`);
    try {
      script.src = trustedAddress(src.href);
    } catch {
      return fail('Trusted Types are enforced: add `trusted-types storefront-chat` to the policy');
    }
    document.head.append(script);
  });
}
