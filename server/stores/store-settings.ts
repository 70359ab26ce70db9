import { contractVersion, type StoreSettings, type StoreTexts } from '../../contract/settings.ts';
import type { WidgetAssets } from './widget-assets.ts';

/** A store as the handshake and the browser routes need it: no secret in it. */
export interface ServedStore {
  id: string;
  key: string;
  name: string;
  origins: string[];
  isWidgetOn: boolean;
  isChatOn: boolean;
  color: string;
  position: 'right' | 'left';
  locale: string;
  texts: Partial<StoreTexts>;
  /** Null until set-up has made the website inbox. */
  chatwoot: { baseUrl: string; websiteToken: string } | null;
}

const defaultTexts: StoreTexts = {
  launcher: 'Chat with us',
  title: 'How can we help?',
  greeting: 'Write to us, a person answers.',
  placeholder: 'Your message',
};

/** What the browser may know of a store. */
export function storeSettings(store: ServedStore, assets: WidgetAssets['paths']): StoreSettings {
  return {
    contract: contractVersion,
    storeKey: store.key,
    name: store.name,
    widget: store.isWidgetOn,
    chat: store.isChatOn,
    color: store.color,
    position: store.position,
    locale: store.locale,
    texts: { ...defaultTexts, ...store.texts },
    chatwoot: store.chatwoot,
    assets,
  };
}
