import type { Composer } from '../composer/mount.tsx';
import { identify, signOut } from '../identity/identify.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { Prove, WidgetCalls } from '../loader/public-api.ts';
import { keepFact } from './shop-facts.ts';

/** One after the other, for a proof takes its time and the call after it must find what it has changed. */
let before: Promise<void> = Promise.resolve();

/**
 * Every call of the page that is not about the box itself.
 * @param argument as the page gave it: anything
 */
export function runCall(
  name: keyof WidgetCalls,
  argument: unknown,
  launcher: Launcher,
  composer: () => Composer | undefined,
): Promise<void> {
  before = before.then(() => run(name, argument, launcher, composer)).catch((error) => complain(name, error));
  return before;
}

async function run(
  name: keyof WidgetCalls,
  argument: unknown,
  launcher: Launcher,
  composer: () => Composer | undefined,
) {
  const storeKey = storeKeyOfPage();
  if (name === 'signOut') return signOut({ storeKey, launcher, composer });
  if (name !== 'identify') return keepFact(name, argument);
  if (typeof argument !== 'function') throw Error('takes a function (challenge) => Promise of a JWT');
  return identify(argument as Prove, { storeKey, launcher, composer });
}

function storeKeyOfPage(): string {
  const api = window.StorefrontChat;
  // Between the call and now the widget may have been shut down.
  if (!api || !('storeKey' in api)) throw Error('the widget is not on this page any more');
  return api.storeKey;
}

function complain(name: string, error: unknown) {
  console.warn(`storefront-chat: ${name}: ${error instanceof Error ? error.message : error}`);
}
