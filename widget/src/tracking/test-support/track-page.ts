import { afterEach, beforeEach, vi } from 'vitest';
import { uuid } from '../../browser/uuid.ts';
import { cartSummary } from '../../calls/cart-summary.ts';
import type { ShopFact } from '../../calls/shop-facts.ts';
import { chunks } from '../../consent/test-support/watch.ts';
import type { PageParts } from '../../inline/draw-form.ts';
import { type Emit, installPublicApi, type StorefrontChat } from '../../loader/public-api.ts';
import { demoSettings } from '../../test-support/demo-settings.ts';
import * as forget from '../forget-visitors.ts';
import { startTracking } from '../tracking.ts';
import { eventServer } from './event-server.ts';

/** A page of a store that tracks, with a server of ours. Every test has a store of its own. */
export const shop = { storeKey: '', epoch: '', server: undefined as unknown as ReturnType<typeof eventServer> };

const stops: (() => void)[] = [];

export function setShop(): void {
  beforeEach(() => {
    shop.storeKey = `store-${uuid()}`;
    shop.epoch = '';
    shop.server = eventServer(shop.storeKey);
  });
  afterEach(() => {
    leave();
    localStorage.clear();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    for (const block of document.querySelectorAll('[data-storefront-chat]')) block.remove();
    document.body.className = '';
    Reflect.deleteProperty(window, 'dataLayer');
  });
}

/** What chunks of platforms were asked for. */
export const asked: string[] = [];

/** Loads a page, which begins as the loader begins it. */
export function visit(facts: readonly ShopFact[] = []) {
  const stopping = new AbortController();
  stops.push(() => stopping.abort());
  delete window.StorefrontChat;
  const installed = installPublicApi(shop.storeKey);
  const emitted: unknown[][] = [];
  const emit: Emit = (...event) => {
    emitted.push(event);
    installed?.emit(...event);
  };
  const page = {
    settings: demoSettings({ storeKey: shop.storeKey, tracking: true }),
    launcher: {},
    emit,
    signal: stopping.signal,
    async loadChunk(name: string) {
      asked.push(name);
      if (name === 'forget') return forget;
      // Of platforms only what they say of consent; a data layer is heard.
      return name === 'data-layer' ? chunks[name] : { ...chunks[name], watchShop() {} };
    },
  } as unknown as PageParts;
  const tell = startTracking(page, facts, () => shop.epoch, cartSummary);
  return { tell, page, emit, emitted, api: window.StorefrontChat as unknown as StorefrontChat };
}

/** What a navigation leaves of us: what is in storage. */
export function leave(): void {
  for (const stop of stops.splice(0)) stop();
  asked.length = 0;
}

export const yes = { analytics: true, preferences: true };
export const visitorKey = () => `storefront-chat:${shop.storeKey}:visitor`;

/** Puts the block of a theme into the page. */
export function pageSays(facts: object): HTMLScriptElement {
  for (const block of document.querySelectorAll('[data-storefront-chat="page"]')) block.remove();
  const block = document.createElement('script');
  block.type = 'application/json';
  block.dataset.storefrontChat = 'page';
  block.textContent = JSON.stringify(facts);
  document.body.append(block);
  return block;
}

export const mug = { id: '7', name: 'Mug', variant: 'Blue', variantId: '71', price: 1999, url: '/products/mug?utm=x' };
export const cartOf = (quantity: number) => ({
  currency: 'EUR',
  total: 1999 * quantity,
  itemCount: quantity,
  lines: quantity ? [{ ...mug, quantity }] : [],
});

/** The page is hidden: what waits goes out at once. */
export async function goAway(): Promise<void> {
  await aMoment();
  dispatchEvent(new Event('pagehide'));
  await aMoment();
}

export const aMoment = () => new Promise((resolve) => setTimeout(resolve, 20));
