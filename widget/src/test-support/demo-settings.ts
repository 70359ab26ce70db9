import { type StoreSettings, storeSettingsSchema } from '../../../contract/settings.ts';

/** Settings as our server gives them, checked by the contract. */
export function demoSettings(changes: Partial<StoreSettings> = {}): StoreSettings {
  return storeSettingsSchema.parse({
    contract: 1,
    storeKey: 'demo',
    name: 'Linden & Loom',
    widget: true,
    chat: true,
    server: 'https://chat.example',
    color: '#2f5d50',
    position: 'right',
    offsetX: 20,
    offsetY: 20,
    size: 56,
    zIndex: 2147482999,
    locale: 'en',
    texts: {
      en: { launcher: 'Chat with us', title: 'How can we help?', greeting: 'We usually answer within minutes.' },
      nl: { launcher: 'Chat met ons' },
    },
    hiddenOn: '^$',
    hiddenUnder: 'dialog[open]',
    chatwoot: { baseUrl: 'https://chatwoot.example', websiteToken: 'token' },
    assets: 'https://chat.example/assets/*.abc.js',
    ...changes,
  });
}
