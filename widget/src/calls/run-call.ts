import type { Composer } from '../composer/mount.tsx';
import type { IdentityDeps } from '../identity/change-identity.ts';
import { identify, signOut } from '../identity/identify.ts';
import { readPeriod } from '../identity/period-store.ts';
import type { PageParts } from '../inline/draw-form.ts';
import type { Chunks } from '../loader/chunks.ts';
import type { CallName, Prove } from '../loader/public-api.ts';
import type { startTracking } from '../tracking/tracking.ts';
import { cartSummary } from './cart-summary.ts';
import { keepFact, takeFacts } from './shop-facts.ts';

const retryMs = 5000;

/** One after the other, for a proof takes its time and the call after it must find what it has changed. */
let before: Promise<void> = Promise.resolve();

/** What draws contact forms into the page, once there is one. */
let inline: Chunks['inline'] | undefined;

/** Takes what the page tells, in a store that tracks. */
let tell: ReturnType<typeof startTracking> | undefined;

/**
 * Every call of the page that is not about the box itself.
 * @param call its name, and what the page gave it: anything
 * @param page with the widget that was called, which may be gone by now
 */
export function runCall(
  [name, argument]: [name: CallName, argument?: unknown],
  page: PageParts,
  composer: () => Composer | undefined,
): Promise<void> {
  // A sign-out waits for nobody: the page may be gone before a slow proof has come, which then counts no more.
  if (name === 'signOut') before = Promise.resolve();
  const work = before.then(() => run(name, argument, page, composer)).catch((error) => complain(name, error));
  // Nor does anybody wait for it: at once nothing is shown of who was here, and their words go when they can.
  if (name !== 'signOut') before = work;
  return work;
}

async function run(name: CallName, argument: unknown, page: PageParts, composer: () => Composer | undefined) {
  const { settings, launcher } = page;
  const { storeKey } = settings;
  const deps: IdentityDeps = {
    storeKey,
    launcher,
    composer,
    forms: () => inline?.formsOnPage() ?? [],
    forgetOthers: () => forgetOthers(page),
  };
  if (name === 'start') {
    awaitForms(page);
    // First, for it shows what the other tells.
    if (/storefront-chat=debug/.test(location.search)) (await page.loadChunk('self-test')).show(settings, launcher);
    if (settings.tracking) track(page);
    return;
  }
  if (name === 'form') return showForms(page, argument);
  if (name === 'signOut') {
    await signOut(deps);
    // A page that goes before this is called has to say it once more.
    if (typeof argument === 'function') argument();
    return;
  }
  if (name !== 'identify') return takeFact(name as 'track', argument, page);
  return identify(typeof argument === 'function' ? (argument as Prove) : takesFunction, deps);
}

const takesFunction: Prove = async () => {
  throw Error('takes a function (challenge) => Promise of a JWT');
};

function takeFact(name: 'track' | 'setContext' | 'consent', value: unknown, { launcher }: PageParts) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw Error('takes an object');
  const fact = value as Record<string, unknown>;
  if (name === 'setContext' && fact.cart) launcher.cart = cartSummary(fact);
  if (tell) tell(name, fact);
  else keepFact(name, fact);
}

/** What draws the page's own forms is fetched once a place for one comes near the window. */
function awaitForms(page: PageParts): void {
  const observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      showForms(page);
    },
    { rootMargin: '400px' },
  );
  for (const place of document.querySelectorAll('[data-storefront-chat="form"]')) observer.observe(place);
}

/** Comes, like a sign-out, when the chunk does, and no call waits for that. */
function showForms(page: PageParts, place?: unknown): Promise<void> {
  return page.loadChunk('inline').then(
    (chunk) => {
      inline = chunk;
      chunk.showForms(page, place);
    },
    () => void setTimeout(showForms, retryMs, page, place),
  );
}

/** Tries until it has: a chunk may be out of reach for a moment, and somebody may have signed in meanwhile. */
async function forgetOthers(page: PageParts): Promise<unknown> {
  const { storeKey } = page.settings;
  try {
    const messages = await page.loadChunk('messages');
    return await messages.forgetOthers(storeKey, readPeriod(storeKey).epoch);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    return forgetOthers(page);
  }
}

/** Nobody waits for it: who signs in or out does so without. */
async function track(page: PageParts) {
  const { storeKey } = page.settings;
  try {
    const { startTracking } = await page.loadChunk('tracking');
    if (page.signal.aborted) return;
    tell = startTracking(page, takeFacts(), () => readPeriod(storeKey).epoch, cartSummary);
    page.signal.addEventListener('abort', () => {
      tell = undefined;
    });
  } catch (error) {
    complain('tracking', error);
  }
}

function complain(name: string, error: unknown) {
  // What is no error goes as it is: it may not even become a string, and the calls after it must go on.
  console.warn(`storefront-chat: ${name}:`, error instanceof Error ? error.message : error);
}
