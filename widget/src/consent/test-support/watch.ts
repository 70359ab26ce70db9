import type { LoadChunk } from '../../loader/chunks.ts';
import * as dataLayer from '../../shop-adapters/data-layer.ts';
import * as shopify from '../../shop-adapters/shopify.ts';
import * as woocommerce from '../../shop-adapters/woocommerce.ts';
import { type Consent, watchConsent } from '../consent.ts';
import * as tcf from '../tcf.ts';

export const chunks: Record<string, object> = { shopify, woocommerce, tcf, 'data-layer': dataLayer };

/** Every chunk that was asked for has come, and what it has heard is in force. */
export async function heard(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

const loadChunk = (async (name: string) => chunks[name]) as LoadChunk;

/** What is in force on a page once all that is on it has been heard. */
export async function watch(signal: AbortSignal): Promise<Consent> {
  const consent = watchConsent(loadChunk, signal);
  await heard();
  return consent;
}
