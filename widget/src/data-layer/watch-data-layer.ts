import { lookAgain } from '../browser/look-again.ts';

type Hear = (entry: unknown) => void;

/** What hangs on a data layer that is heard: who hears it, and what is on its way through `push` just now. */
interface Hook {
  hears: Set<Hear>;
  passing?: unknown;
  /** Our wrapper. */
  push?: Push;
}

type Push = (this: unknown, ...entries: unknown[]) => unknown;

interface DataLayer extends Iterable<unknown> {
  push: Push;
  [mark]?: Hook;
}

/** Chunks are bundles of their own: what they share is found by a name, on the data layer itself. */
const mark: unique symbol = Symbol.for('storefront-chat') as never;

/**
 * Hears every entry of the page's data layer (Google's `dataLayer`, or what its tag calls it): those that are there,
 * then each new one, just before the page's own scripts get it. However many watch, `push` is wrapped once; the call
 * goes on with its `this`, and its result comes back.
 * @param onEntry given what was pushed, if it is an object: `{ event: … }`, or the `arguments` of a gtag call. May throw.
 * @param signal ends it
 */
export function watchDataLayer(onEntry: (entry: unknown) => void, signal: AbortSignal): void {
  const heard = new WeakSet<object>();
  const hear: Hear = (entry) => {
    if (signal.aborted || typeof entry !== 'object' || !entry) return;
    heard.add(entry);
    try {
      onEntry(entry);
    } catch {
      // The page's own push must go on.
    }
  };
  lookAgain(() => {
    const layer = (window as unknown as Record<string, DataLayer>)[layerName()];
    if (!Array.isArray(layer)) return;
    const { hears } = hookInto(layer);
    // Also what came while somebody had put a `push` of their own in the place of ours.
    for (const entry of [...layer]) if (!heard.has(entry)) hear(entry);
    hears.add(hear);
  }, signal);
}

/** A shop may have renamed it: then the address of its tag says so. */
function layerName(): string {
  const tag = document.querySelector<HTMLScriptElement>('script[src*="js?id="][src*="&l="]');
  return /&l=(\w+)/.exec(`${tag?.src}`)?.[1] ?? 'dataLayer';
}

function hookInto(layer: DataLayer): Hook {
  layer[mark] ??= { hears: new Set() };
  const hook = layer[mark];
  if (layer.push !== hook.push) layer.push = hook.push = wrap(layer.push, hook);
  return hook;
}

function wrap(push: Push, hook: Hook): Push {
  return function (this: unknown, ...entries) {
    const { passing } = hook;
    // Who wraps our wrapper is wrapped in turn: what comes by twice on one way is told once.
    if (entries[0] !== passing) for (const hear of hook.hears) for (const entry of entries) hear(entry);
    hook.passing = entries[0];
    try {
      return push.apply(this, entries);
    } finally {
      hook.passing = passing;
    }
  };
}
