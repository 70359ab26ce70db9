import { safely } from './safely.ts';

/** Milliseconds: routers change an address in several steps, and the title a frame or two later. */
const settleMs = 100;

interface Navigated {
  navigationType?: string | null;
}

interface PageListener {
  /** The address is another page's now. */
  leave(): void;
  /** The page is there. */
  arrive(): void;
  /** It was left, and is back as it was, from the browser's memory. */
  comeBack(): void;
}

/**
 * Tells of every page that is shown without being loaded. A page is its path and query: what stands after `#` is a
 * place in it, and a query that takes another's place is the same page, with another colour chosen, or sorted.
 */
export function watchPages({ leave, arrive, comeBack }: PageListener, signal: AbortSignal): void {
  let { pathname, search } = location;
  let isGone = false;
  let isRouting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = safely('page', (isReplaced?: boolean) => {
    const isSame = pathname === location.pathname && (isReplaced || search === location.search);
    ({ pathname, search } = location);
    if (isSame || signal.aborted) return;
    isGone = true;
    leave();
    settle();
  });

  function settle() {
    clearTimeout(timer);
    if (isRouting || !isGone) return;
    timer = setTimeout(
      safely('page', () => {
        isGone = false;
        if (!signal.aborted) arrive();
      }),
      settleMs,
    );
  }

  const listen = (target: EventTarget, name: string, hear: (event: Event) => void) =>
    target.addEventListener(name, hear, { signal });

  // These put the address first and the page much later; until they say so, what is shown is the page before.
  for (const name of ['turbo:visit', 'swup:visit:start']) {
    listen(document, name, () => {
      isRouting = true;
      clearTimeout(timer);
    });
  }
  for (const name of ['turbo:load', 'swup:page:view']) {
    listen(document, name, () => {
      if ('turboPreview' in document.documentElement.dataset) return;
      isRouting = false;
      look();
      settle();
    });
  }

  listen(window, 'pageshow', ({ persisted }: Partial<PageTransitionEvent>) => {
    if (persisted) safely('page', comeBack)();
  });

  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    listen(navigation, 'currententrychange', (event) => look((event as Navigated).navigationType === 'replace'));
  } else {
    listen(window, 'popstate', () => look());
    wrapHistory(look, signal);
  }
}

/** For browsers that do not tell: the history's own functions, with a look after each. */
function wrapHistory(look: (isReplaced: boolean) => void, signal: AbortSignal) {
  for (const name of ['pushState', 'replaceState'] as const) {
    const own = history[name];
    const wrapped: typeof own = function (this: History, ...given) {
      own.apply(this, given);
      look(name === 'replaceState');
    };
    history[name] = wrapped;
    signal.addEventListener('abort', () => {
      // Whoever has wrapped it after us goes on calling ours, which then does nothing.
      if (history[name] === wrapped) history[name] = own;
    });
  }
}
