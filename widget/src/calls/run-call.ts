import type { Composer } from '../composer/mount.tsx';
import type { IdentityDeps } from '../identity/change-identity.ts';
import { identify, signOut } from '../identity/identify.ts';
import type { PageParts } from '../inline/draw-form.ts';
import { formsOnPage, showForms } from '../inline/show-forms.ts';
import type { CallName, Prove } from '../loader/public-api.ts';
import { cartSummary } from './cart-summary.ts';
import { keepFact } from './shop-facts.ts';

/** One after the other, for a proof takes its time and the call after it must find what it has changed. */
let before: Promise<void> = Promise.resolve();

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
  before = before.then(() => run(name, argument, page, composer)).catch((error) => complain(name, error));
  return before;
}

async function run(name: CallName, argument: unknown, page: PageParts, composer: () => Composer | undefined) {
  const { settings, launcher } = page;
  const deps: IdentityDeps = { storeKey: settings.storeKey, launcher, composer, forms: formsOnPage };
  if (name === 'debug') return (await page.loadChunk('self-test')).show(settings, launcher);
  if (name === 'form') return showForms(page, argument);
  if (name === 'signOut') {
    await signOut(deps);
    // A page that goes before this is called has to say it once more.
    if (typeof argument === 'function') argument();
    return;
  }
  if (name !== 'identify') {
    keepFact(name, argument);
    if (name === 'setContext') launcher.cart = cartSummary(argument as Record<string, unknown>);
    return;
  }
  if (typeof argument !== 'function') throw Error('takes a function (challenge) => Promise of a JWT');
  return identify(argument as Prove, deps);
}

function complain(name: string, error: unknown) {
  // What is no error goes as it is: it may not even become a string, and the calls after it must go on.
  console.warn(`storefront-chat: ${name}:`, error instanceof Error ? error.message : error);
}
