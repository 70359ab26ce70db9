import type { ConsentByPurpose } from '../../../contract/consent.ts';
import type { ShopFact } from '../calls/shop-facts.ts';
import { watchConsent } from '../consent/consent.ts';
import type { PageParts } from '../inline/draw-form.ts';
import { type CartSummaryOf, collect } from './collect.ts';
import { erasuresKey, noteErasures, readErasures } from './erasures.ts';
import { deleteEventQueue } from './event-queue.ts';
import type { PageFacts } from './page-facts.ts';
import { createVisitorMemory } from './visitor-id.ts';

/** Whoever works on the shop sees its pages in Shopify's theme editor: that is no visit. */
function isShopAtWork(): boolean {
  const { Shopify } = window as { Shopify?: { designMode?: boolean; visualPreviewMode?: boolean } };
  return !!(Shopify?.designMode || Shopify?.visualPreviewMode);
}

type Tell = (name: 'track' | 'setContext' | 'consent', value: unknown) => void;

/** What the page may tell before its visitor has said yes or no. */
const mostFacts = 200;
const retryMs = 30_000;

/**
 * Follows what the visitor allows: begins to collect with their leave for `analytics`, and when that is taken back
 * forgets them, here and on our server. Before leave is given nothing is stored, sent or listened to.
 * @param facts what the page has told already
 * @param epochNow of whoever sits here
 * @param cartSummary of `calls`, which has it: what a message may take along of a cart
 * @returns what takes all that the page tells from now on
 */
export function startTracking(
  page: PageParts,
  facts: readonly ShopFact[],
  epochNow: () => string,
  cartSummary: CartSummaryOf,
): Tell {
  const { settings, launcher, emit, signal, loadChunk } = page;
  const { storeKey } = settings;
  const visitor = createVisitorMemory(storeKey, epochNow);
  const consent = watchConsent(loadChunk, signal);
  const early: ShopFact[] = [];
  let stopping = new AbortController();
  let take: ((fact: ShopFact) => void) | undefined;
  /** Leave was taken back in another tab: it is to be given anew. */
  let isOver = false;
  /** What the page itself says is in the cart, and no adapter of ours. */
  let toldCart = launcher.cart;

  const tell: Tell = (name, value) => {
    if (name === 'setContext' && (value as PageFacts).cart) toldCart = launcher.cart;
    if (name === 'consent') consent.say(value as Record<string, boolean>);
    else if (take) take([name, value] as ShopFact);
    else early.push([name, value] as ShopFact);
    // What is told under a no is not kept for a later yes.
    if (isOver || consent.now.analytics === 'denied') early.length = 0;
    if (early.length > mostFacts) early.shift();
  };

  function start() {
    stopping = new AbortController();
    take = collect({ page, visitor, cartSummary, consent: () => consent.now, facts: early.splice(0), stopping });
  }

  function stop() {
    stopping.abort();
    take = undefined;
    launcher.cart = toldCart;
  }

  function withdraw() {
    stop();
    early.length = 0;
    deleteEventQueue(storeKey);
    const ids = visitor.forget();
    noteErasures(storeKey, [...readErasures(storeKey), ...ids]);
    forget(ids);
  }

  /** Few ever need it, so it comes by itself. */
  function forget(ids: readonly string[]) {
    if (signal.aborted || ids.length === 0) return;
    loadChunk('forget').then(
      ({ forgetVisitors }) => forgetVisitors(page, ids),
      () => setTimeout(forget, retryMs, ids),
    );
  }

  function follow({ analytics, preferences }: ConsentByPurpose) {
    if (analytics === 'denied') withdraw();
    else if (analytics === 'pending') stop();
    visitor.follow(preferences);
    if (analytics === 'granted' && !take && !isOver && !isShopAtWork()) start();
  }

  function withdrawElsewhere() {
    isOver = true;
    withdraw();
  }

  addEventListener(
    'storage',
    ({ key, newValue, oldValue }) => {
      const isMore = `${newValue ?? ''}`.length > `${oldValue ?? ''}`.length;
      if (key === erasuresKey(storeKey) && isMore && take) withdrawElsewhere();
    },
    { signal },
  );
  // A page that was in the browser's memory has heard nothing.
  addEventListener('pageshow', ({ persisted }) => persisted && visitor.isGone() && withdrawElsewhere(), { signal });
  signal.addEventListener('abort', stop);

  forget(readErasures(storeKey));
  for (const [name, value] of facts) tell(name as 'track', value);
  consent.watch((now, before) => {
    if (before.analytics !== 'granted') isOver = false;
    follow(now);
    emit('consent', now);
  });
  follow(consent.now);
  emit('consent', consent.now);
  return tell;
}
