import { type Finding, finding, type SelfTestPage } from './finding.ts';

/** What this page goes by, and where it has that from. */
export function checkSettings({ settings }: SelfTestPage, tag: DOMStringMap = {}): Finding[] {
  const { name, storeKey, server, locale, position, offsetX, offsetY, size, zIndex, color, assets, chat } = settings;
  const look = `${color}, ${size} px, ${position}, ${offsetX} × ${offsetY} px from the corner, layer ${zIndex}`;
  const api = window.StorefrontChat;
  const version = api && 'version' in api ? api.version : '';
  const build = /\.([\w-]+)\.js/.exec(assets)?.[1] ?? assets;
  const from = tag.storefrontChat ? 'this page, which `stores set` does not reach' : server;
  const fromTag = Object.keys(tag).filter((key) => key in settings);
  return [
    finding('Store', 'good', `${name} (${storeKey})`),
    chat
      ? finding('Chat', 'good', 'switched on')
      : finding('Chat', 'note', 'switched off', `Back on: \`storefront-chat stores set ${storeKey} --chat\``),
    finding('Language', 'good', `${locale}, ${whyLanguage(locale, tag.locale)}`),
    finding('Look', 'good', look + (fromTag.length ? `; from data-*: ${fromTag.join(', ')}` : '')),
    finding('Version', 'good', `${version}, build ${build}, from ${from}`),
  ];
}

/** The first that is offered decides: the same order as when the language was chosen. */
function whyLanguage(locale: string, ofTag: string | undefined): string {
  const isIt = (wanted: string | undefined) => wanted === locale || wanted?.slice(0, 2) === locale;
  const { lang } = document.documentElement;
  if (isIt(ofTag)) return 'by data-locale';
  if (isIt(lang)) return `by lang="${lang}" of the page`;
  const why = lang ? `as the page’s “${lang}” is not offered` : 'as the page names none';
  const ofBrowser = navigator.languages.find(isIt);
  return ofBrowser ? `by the browser (${ofBrowser}), ${why}` : `the store’s own, ${why}`;
}
