import { expect, it } from 'vitest';
import { type StoreSituation, storeWarnings } from './store-warnings.ts';

const chatwoot = { baseUrl: 'https://chatwoot.example', accountId: 1, inboxId: 1, websiteToken: 'token' };
const tea = {
  key: 'tea',
  origins: ['https://tea.example', 'https://*.tea.example'],
  chatwoot,
  isWidgetOn: true,
  isChatOn: true,
  shopifyDomain: '',
};
const healthy: StoreSituation = {
  store: tea,
  keys: [],
  server: 'https://chat.example',
  platform: 'html',
  proof: undefined,
};

it('says nothing of a store that is ready', () => {
  expect(storeWarnings(healthy)).toEqual([]);
  expect(storeWarnings({ ...healthy, keys: ['proof'], proof: '/chat-proof' })).toEqual([]);
  expect(storeWarnings({ ...healthy, keys: ['proof'], proof: 'https://www.tea.example/proof' })).toEqual([]);
  expect(storeWarnings({ ...healthy, keys: ['proof'], platform: 'woocommerce' })).toEqual([]);
  const shopify = { ...tea, shopifyDomain: 'tea.myshopify.com' };
  expect(storeWarnings({ ...healthy, store: shopify, keys: ['shopify', 'proof'], platform: 'shopify' })).toEqual([]);
});

it.each<[string, Partial<StoreSituation>, RegExp]>([
  ['a server without TLS', { server: 'http://chat.example' }, /PUBLIC_URL is not https/],
  ['no origins', { store: { ...tea, origins: [] } }, /no https origin.*stores set tea --origins/],
  ['no https origin', { store: { ...tea, origins: ['http://tea.example'] } }, /no https origin/],
  ['no Chatwoot', { store: { ...tea, chatwoot: null } }, /no inbox in Chatwoot yet.*stores connect tea/],
  [
    'a set-up that has not come to the inbox',
    { store: { ...tea, chatwoot: { ...chatwoot, websiteToken: null } } },
    /no inbox in Chatwoot yet.*stores add --key tea/,
  ],
  ['a widget that is off', { store: { ...tea, isWidgetOn: false } }, /pages show nothing: .*stores set tea --widget/],
  ['chat that is off', { store: { ...tea, isChatOn: false } }, /Chat is switched off.*stores set tea --chat/],
  ['a proof without a key', { proof: '/chat-proof' }, /no key to check a proof with.*identity rotate tea/],
  ['a key without a proof', { keys: ['proof'] }, /names no address for proofs: give --proof/],
  [
    'a proof on another host',
    { keys: ['proof'], proof: 'https://other.example/proof' },
    /not on an origin of this store/,
  ],
  ['WordPress without a key', { platform: 'woocommerce' }, /no identity key.*identity rotate tea/],
  ['Shopify without its secret', { platform: 'shopify' }, /stores set tea --shopify-domain/],
])('warns of %s, and of nothing else, with what mends it', (_, changes, words) => {
  expect(storeWarnings({ ...healthy, ...changes })).toEqual([expect.stringMatching(words)]);
});
