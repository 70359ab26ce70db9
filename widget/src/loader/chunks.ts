import type * as calls from '../calls/run-call.ts';
import type * as messages from '../composer/messages.ts';
import type * as composer from '../composer/mount.tsx';
import type * as tcf from '../consent/tcf.ts';
import type * as form from '../form/form.ts';
import type * as inline from '../inline/show-forms.ts';
import type * as work from '../proof-of-work/solve-work.ts';
import type * as bridge from '../sdk-bridge/connect-chat.ts';
import type * as selfTest from '../self-test/show-self-test.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import type * as dataLayer from '../shop-adapters/data-layer.ts';
import type * as shopify from '../shop-adapters/shopify.ts';
import type * as woocommerce from '../shop-adapters/woocommerce.ts';
import type { TextPack } from '../texts/text-pack.ts';
import type * as forget from '../tracking/forget-visitors.ts';
import type * as tracking from '../tracking/tracking.ts';

/** What is fetched when a shopper means to write, by its name. */
export interface Chunks {
  calls: typeof calls;
  composer: typeof composer;
  bridge: typeof bridge;
  messages: typeof messages;
  form: typeof form;
  inline: typeof inline;
  work: typeof work;
  'self-test': typeof selfTest;
  tracking: typeof tracking;
  forget: typeof forget;
  shopify: typeof shopify;
  woocommerce: typeof woocommerce;
  'data-layer': typeof dataLayer;
  tcf: typeof tcf;
  [texts: `texts-${string}`]: { pack: TextPack };
}

export type LoadChunk = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>;

/** Imports chunks. A browser fetches each address once. */
export function createChunkLoader({ assets }: WidgetSettings): LoadChunk {
  let failures = 0;
  return (name) => {
    // What failed is remembered by its address as well, for as long as the page lives.
    return import(/* @vite-ignore */ `${assets.replace('*', name)}?${failures}`).catch((error) => {
      failures++;
      throw error;
    });
  };
}
