import { type StoreSettings, storeSettingsSchema } from '../../../contract/settings.ts';

/** Settings as our server gives them, checked by the contract. */
export function demoSettings(changes: Partial<StoreSettings> = {}): StoreSettings {
  return storeSettingsSchema.parse({
    contract: 1,
    storeKey: 'demo',
    name: 'Linden & Loom',
    widget: true,
    chat: true,
    color: '#2f5d50',
    position: 'right',
    locale: 'en',
    texts: {
      launcher: 'Chat with us',
      title: 'How can we help?',
      greeting: 'We usually answer within minutes.',
      placeholder: 'Your message',
    },
    chatwoot: { baseUrl: 'https://chatwoot.example', websiteToken: 'token' },
    assets: { composer: '/assets/composer.js', bridge: '/assets/bridge.js' },
    ...changes,
  });
}
