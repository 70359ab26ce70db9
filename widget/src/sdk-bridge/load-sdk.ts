import type { WidgetSettings } from '../settings/tag-settings.ts';
import { watchPolicy } from './watch-policy.ts';

export type SdkLoad = { state: 'ready' } | { state: 'failed'; reason: 'blocked' | 'csp' | 'offline' | 'timeout' };

const stallMs = 10_000;
const loads = new Map<string, Promise<SdkLoad>>();
let bodyAtLoad: HTMLElement | undefined;

/** Fetches the script before it is needed, where it will be. */
export function preloadSdk({ chatwoot }: WidgetSettings, nonce: string): void {
  if (chatwoot && !window.$chatwoot) loadSdk(chatwoot.baseUrl, nonce);
}

/**
 * Adds Chatwoot's script once per <body>, for the script keeps hold of it when it is evaluated.
 * A failure is forgotten, so that asking again tries again: but a policy stays for as long as the page does, and the
 * browser would report each try.
 * @param baseUrl Chatwoot's address, without a slash at the end.
 */
export function loadSdk(baseUrl: string, nonce: string): Promise<SdkLoad> {
  if (bodyAtLoad !== document.body) loads.clear();
  bodyAtLoad = document.body;
  const known = loads.get(baseUrl);
  if (known) return known;
  const load = addScript(baseUrl, nonce).then((outcome) => {
    if (outcome.state === 'failed' && outcome.reason !== 'csp') loads.delete(baseUrl);
    return outcome;
  });
  loads.set(baseUrl, load);
  return load;
}

function addScript(baseUrl: string, nonce: string): Promise<SdkLoad> {
  return new Promise((resolve) => {
    const policy = watchPolicy(baseUrl);
    const script = document.createElement('script');
    const finish = (outcome: SdkLoad) => {
      clearTimeout(timer);
      policy.stop();
      if (outcome.state === 'failed') script.remove();
      resolve(outcome);
    };
    const fail = () => {
      if (policy.hasRefused()) finish({ state: 'failed', reason: 'csp' });
      else finish({ state: 'failed', reason: navigator.onLine ? 'blocked' : 'offline' });
    };
    const timer = setTimeout(() => finish({ state: 'failed', reason: 'timeout' }), stallMs);
    script.async = true;
    script.nonce = nonce;
    // An extension may answer with an empty script.
    script.onload = () => (window.chatwootSDK ? finish({ state: 'ready' }) : fail());
    script.onerror = fail;
    try {
      // The file's name never changes and it may be cached for a year: a new address a day catches an upgrade.
      script.src = `${baseUrl}/packs/js/sdk.js?v=${Math.floor(Date.now() / 86_400_000)}`;
    } catch {
      // Trusted Types are enforced on this page.
      return finish({ state: 'failed', reason: 'csp' });
    }
    document.head.append(script);
  });
}
