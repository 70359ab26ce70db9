import type { ConsentByPurpose } from '../../../contract/consent.ts';
import type { StorefrontEvent, TrackedEvent } from '../../../contract/events.ts';
import type { cartSummary } from '../calls/cart-summary.ts';
import type { ShopFact } from '../calls/shop-facts.ts';
import type { PageParts } from '../inline/draw-form.ts';
import { startAdapters } from './adapters.ts';
import { eventId } from './event-id.ts';
import { openEventQueue } from './event-queue.ts';
import { addressOf } from './page-address.ts';
import { pageContext } from './page-context.ts';
import { eventsOf, findFacts, type PageFacts } from './page-facts.ts';
import { safely } from './safely.ts';
import { createEventSender } from './send-events.ts';
import { createTracker } from './track.ts';
import type { VisitorMemory } from './visitor-id.ts';
import { watchChat } from './watch-chat.ts';
import { watchPages } from './watch-pages.ts';

/** After a page was shown without being loaded. */
const looksMs = [400, 1500, 5000];

export type CartSummaryOf = typeof cartSummary;

export interface CollectDeps {
  page: PageParts;
  visitor: VisitorMemory;
  cartSummary: CartSummaryOf;
  consent: () => ConsentByPurpose;
  /** What the page told while nobody was allowed to listen. */
  facts: readonly ShopFact[];
  /** Leave was taken back, the widget is shut down, or our server wants no events of this page. */
  stopping: AbortController;
}

/**
 * Listens to what happens on the page, and sends it: to be called with the visitor's leave, and not before.
 * @returns what takes everything that the page tells from now on
 */
export function collect(deps: CollectDeps): (fact: ShopFact) => void {
  const { page, visitor, cartSummary, consent, stopping } = deps;
  const { signal } = stopping;
  const { launcher, settings } = page;
  const { server, storeKey } = settings;
  const queue = openEventQueue(storeKey);
  const sender = createEventSender({
    store: `${server}/v1/stores/${storeKey}`,
    queue,
    visitor,
    signal,
    stop: () => stopping.abort(),
    beside(visitorId) {
      const { preferences, marketing } = consent();
      return {
        consent: { analytics: true, preferences: preferences === 'granted', marketing: marketing === 'granted' },
        // What another person has left behind is not of this page's chat.
        requestId: visitorId === visitor.now().id ? launcher.requestId : undefined,
      };
    },
  });
  const tracker = createTracker(add, visitor, ({ itemCount, total, currency }) => {
    const summary = { items: Math.ceil(itemCount), total: Math.max(0, total), currency };
    launcher.cart = itemCount ? cartSummary({ cart: summary }) : undefined;
  });
  const track = safely('track', tracker.track);
  /** What is told while the page is still on its way; undefined: it is there. */
  let waiting: ShopFact[] | undefined = [...deps.facts];
  let told: PageFacts = {};
  let found: ReturnType<typeof findFacts>;
  let { referrer } = document;

  function add(event: TrackedEvent) {
    if (signal.aborted) return;
    const made = { id: eventId(), page: pageContext(told), ...event } as StorefrontEvent;
    queue
      .add({ visitorId: visitor.now().id, event: made })
      .then(() => sender.wake(event.type === 'purchase' ? 0 : undefined));
  }

  function take(fact: ShopFact) {
    if (signal.aborted) return;
    if (waiting) waiting.push(fact);
    else run(fact);
  }

  const run = safely('setContext', ([name, value]: ShopFact) => {
    if (name === 'track') return track(value);
    told = { ...told, ...value };
    for (const event of eventsOf({ currency: told.currency, ...value })) track(event);
  });

  /** What stands in the page, unless it has stood there before. */
  const readFacts = safely('page facts', () => {
    if (signal.aborted) return;
    const known = found;
    found = findFacts(storeKey);
    if (found && (found[0] !== known?.[0] || found[1] !== known[1])) take(['setContext', JSON.parse(found[1])]);
  });

  function arrive() {
    const early = waiting ?? [];
    waiting = [];
    readFacts();
    const facts = [...waiting, ...early];
    waiting = undefined;
    for (const [name, value] of facts) if (name === 'setContext') told = { ...told, ...value };
    add({ type: 'page_view', data: referrer ? { referrer: addressOf(new URL(referrer)) } : {} });
    referrer = location.href;
    facts.forEach(run);
    // Some routers bring the page long after its address.
    for (const waitMs of looksMs) setTimeout(readFacts, waitMs);
  }

  function leave() {
    waiting ??= [];
    told = {};
    tracker.nextPage();
  }

  function comeBack() {
    // From which page, nobody says.
    referrer = '';
    arrive();
  }

  const hide = safely('page', () => {
    if (waiting) arrive();
    sender.flush();
  });

  document.addEventListener('visibilitychange', () => document.hidden && hide(), { signal });
  addEventListener('pagehide', hide, { signal });
  watchPages({ leave, arrive: () => waiting && arrive(), comeBack }, signal);
  watchChat(add, signal);
  startAdapters(
    page,
    (event) => take(['track', event]),
    () => !!told.product,
    signal,
  );
  safely('page', arrive)();
  return take;
}
