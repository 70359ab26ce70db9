import { isAllowedOrigin } from '../../server/http/store-origin.ts';
import type { KeyPurpose } from '../../server/identity/index.ts';
import type { StoreOverview } from '../../server/stores/index.ts';
import type { Platform } from './platforms.ts';

export interface StoreSituation {
  store: Pick<StoreOverview, 'key' | 'origins' | 'chatwoot' | 'isWidgetOn' | 'isChatOn' | 'shopifyDomain'>;
  /** Of the identity keys that count. */
  keys: readonly KeyPurpose[];
  /** Address of our server. */
  server: string;
  platform: Platform;
  proof: string | undefined;
}

/** Why what is pasted would not work yet, or not for everybody, each with the command that mends it. */
export function storeWarnings(situation: StoreSituation): string[] {
  return [...serverWarnings(situation), ...switchWarnings(situation), ...identityWarnings(situation)];
}

function serverWarnings({ server, store: { key, origins, chatwoot } }: StoreSituation): string[] {
  const hasHttps = origins.some((origin) => origin.startsWith('https://'));
  return [
    ...warn(
      server.startsWith('http:'),
      'PUBLIC_URL is not https: pages of a shop that are will not load it. Put TLS before the server, and say the address with https.',
    ),
    ...warn(
      !hasHttps,
      `The store has no https origin, so browsers on the shop's pages are refused: storefront-chat stores set ${key} --origins https://shop.example`,
    ),
    ...warn(
      !chatwoot?.websiteToken,
      `The store has no inbox in Chatwoot yet, so a press opens the contact form and messages wait: finish set-up with storefront-chat stores add --key ${key} …, or put it on an inbox that exists: storefront-chat stores connect ${key} --account 1`,
    ),
  ];
}

function switchWarnings({ store: { key, isWidgetOn, isChatOn } }: StoreSituation): string[] {
  return [
    ...warn(
      !isWidgetOn,
      `The widget is switched off, so pages show nothing: storefront-chat stores set ${key} --widget`,
    ),
    ...warn(
      !isChatOn,
      `Chat is switched off, so a press opens the contact form: storefront-chat stores set ${key} --chat`,
    ),
  ];
}

function identityWarnings({ store, keys, platform, proof }: StoreSituation): string[] {
  const hasProofKey = keys.includes('proof');
  if (platform === 'shopify') {
    return warn(
      !store.shopifyDomain || !keys.includes('shopify'),
      `Shopify cannot vouch for customers yet: storefront-chat stores set ${store.key} --shopify-domain YOUR-SHOP.myshopify.com --shopify-secret`,
    );
  }
  if (platform === 'woocommerce') {
    return warn(
      !hasProofKey,
      `The store has no identity key, so customers chat as guests: storefront-chat identity rotate ${store.key}`,
    );
  }
  return [
    ...warn(
      proof !== undefined && !hasProofKey,
      `There is no key to check a proof with, so everybody chats as a guest: storefront-chat identity rotate ${store.key}`,
    ),
    ...warn(
      proof === undefined && hasProofKey,
      'The store has an identity key, and this names no address for proofs: give --proof /chat-proof, or call StorefrontChat.identify(…) in the page.',
    ),
    ...warn(
      proof?.startsWith('https:') === true && !isAllowedOrigin(new URL(proof).origin, store.origins),
      "--proof is not on an origin of this store: browsers send the shop's cookies to the shop alone, so nobody would be known.",
    ),
  ];
}

function warn(isSo: boolean, words: string): string[] {
  return isSo ? [words] : [];
}
