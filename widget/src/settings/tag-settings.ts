import type { StoreSettings } from '../../../contract/settings.ts';

export interface WidgetSettings extends Omit<StoreSettings, 'texts'> {
  /** The language of this page, as `words` and the text pack have it. */
  locale: string;
  /** The owner's own words in that language. */
  words: StoreSettings['texts'][string];
  /** The words on the launcher; `none`: the shop has a button of its own and calls `StorefrontChat.open()`. */
  launcher: string;
}

const look = ['color', 'position', 'offsetX', 'offsetY', 'size', 'zIndex'] as const;

/**
 * The store's settings with what the script tag says about this page laid over them. The page's language decides, then
 * the browser's, then the store's: as it is named, else by its first part (`pt-BR` -> `pt`).
 * @param tag `data-locale`, `data-launcher`, `data-color` (`#rrggbb`), `data-position` (`left`, else right),
 * `data-offset-x`, `data-offset-y`, `data-size` (CSS pixels), `data-z-index`, `data-mode` (`form`: no chat on this page)
 */
export function withTagSettings({ texts, ...settings }: StoreSettings, tag: DOMStringMap = {}): WidgetSettings {
  const wanted = [tag.locale, document.documentElement.lang, ...navigator.languages, settings.locale];
  const names = wanted.flatMap((name = '') => [name, name.replace(/-.*/, '')]);
  // Our server sees to it that the store's own language is always among them.
  const locale = names
    .map((name) => Object.keys(texts).find((known) => known.toLowerCase() === name.toLowerCase()))
    .find(Boolean) as string;
  const words = texts[locale] as WidgetSettings['words'];
  const fromTag = Object.fromEntries(look.map((name) => [name, tag[name] ?? settings[name]]));
  return {
    ...settings,
    ...fromTag,
    ...(tag.mode && { chat: false, chatwoot: null }),
    locale,
    words,
    launcher: tag.launcher ?? words.launcher,
  };
}
