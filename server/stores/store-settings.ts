import { contractVersion, type StoreSettings } from '../../contract/settings.ts';
import type { Store } from './find-store.ts';
import type { WidgetAssets } from './widget-assets.ts';

/** A store as the handshake and the browser routes need it: no secret in it. */
export interface ServedStore extends Omit<Store, 'accountId' | 'createdAt' | 'updatedAt'> {
  /** Null until set-up has made the website inbox. */
  chatwoot: { baseUrl: string; websiteToken: string } | null;
}

/** Languages whose usual script is written from right to left. */
const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** What is open over the page where themes follow the platform; what else a theme has, its owner names. */
const dialogs = 'dialog[open]';

/** Whether a press may end in live chat: the owner has not switched it off, nor for the contact form. */
export function offersChat({ isChatOn, mode }: Pick<ServedStore, 'isChatOn' | 'mode'>): boolean {
  return isChatOn && mode === 'chat';
}

/** What the browser may know of a store. @param server our own address, as browsers reach it. */
export function storeSettings(store: ServedStore, assets: WidgetAssets, server: string): StoreSettings {
  const { color, position, offsetX, offsetY, size, zIndex } = store;
  return {
    contract: contractVersion,
    server,
    storeKey: store.key,
    name: store.name,
    widget: store.isWidgetOn,
    chat: offersChat(store),
    ...(store.isTrackingOn && { tracking: true as const }),
    color,
    position,
    offsetX,
    offsetY,
    size,
    zIndex,
    locale: store.locale,
    texts: textsOf(store, assets.languages),
    hiddenOn: asPattern(store.hiddenOn),
    hiddenUnder: [dialogs, store.hiddenUnder].filter(Boolean).join(),
    chatwoot: offersChat(store) ? store.chatwoot : null,
    assets: `${server}${assets.path}`,
  };
}

/** The languages that the shop offers; the store's own is always among them. */
function textsOf({ languages, locale, texts }: ServedStore, labels: Record<string, string>): StoreSettings['texts'] {
  const offered = new Set([locale, ...(languages ?? [...Object.keys(labels), ...Object.keys(texts)])]);
  return Object.fromEntries([...offered].map((language) => [language, textsIn(language)]));

  function textsIn(language: string): StoreSettings['texts'][string] {
    const pack = [language, language.slice(0, 2)].find((name) => name in labels) ?? 'en';
    const isFromRight = rightToLeft.test(language);
    return {
      launcher: labels[pack] ?? '',
      ...(isFromRight && { dir: 'rtl' as const }),
      ...(pack !== language && { pack }),
      ...texts[language],
    };
  }
}

/** `/checkout*` -> `^(/checkout.*)$`; several are one pattern, none is one that no path fits. */
function asPattern(paths: string[]): string {
  const patterns = paths.map((path) => path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  return patterns.length > 0 ? `^(${patterns.join('|')})$` : '^$';
}
