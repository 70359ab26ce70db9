import type { Reason } from '../../../contract/reasons.ts';

/** What a theme may listen for, with what its listener is given. */
interface WidgetEvents {
  /** Chat itself can be had: the SDK is up, with a session. */
  ready: undefined;
  /** Our box, or chat in its place, is shown. */
  opened: undefined;
  closed: undefined;
  /** Chat cannot be had, and why. Messages are taken all the same. */
  unavailable: Reason;
  /** How many messages of the shop have not been seen. */
  unread: number;
}

/** Opens or closes whichever is in place: our box, or the chat. */
export type SetOpen = (isOpen: boolean) => void;

/** `window.StorefrontChat`: every call that a theme may make. Calls made before the page is ready wait for it. */
export interface StorefrontChat {
  /** Shows the box, or the chat when it has taken over. */
  open(): void;
  /** Hides whichever is open. What was typed stays. */
  close(): void;
  /** @returns a function that stops listening. */
  on<Name extends keyof WidgetEvents>(name: Name, listener: (detail: WidgetEvents[Name]) => void): () => void;
  /** For a page that cannot wait for us: `(window.StorefrontChat ||= { q: [] }).q.push(['open'])`. */
  q: { push(call: QueuedCall): void };
}

/** The name of a call, then what it takes: `['on', 'ready', listener]`. */
type QueuedCall = [name: 'open' | 'close' | 'on', ...rest: unknown[]];

export type Emit = <Name extends keyof WidgetEvents>(name: Name, detail?: WidgetEvents[Name]) => void;

declare global {
  interface Window {
    StorefrontChat?: StorefrontChat | { q: QueuedCall[] };
  }
}

/**
 * Puts the one global of ours in place.
 * @returns what the widget uses to answer it; undefined when another tag has been here before.
 */
export function installPublicApi(): { emit: Emit; start(setOpen: SetOpen): void } | undefined {
  const early = window.StorefrontChat;
  if (early && 'open' in early) return undefined;
  const listeners = new Set<[name: string, listener: (detail: never) => void]>();
  // Calls wait on the promise, so they keep their order.
  let start: (setOpen: SetOpen) => void = () => {};
  const started = new Promise<SetOpen>((resolve) => {
    start = resolve;
  });
  const api: StorefrontChat = {
    open: () => started.then((setOpen) => setOpen(true)),
    close: () => started.then((setOpen) => setOpen(false)),
    on(...entry) {
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    q: { push: ([name, ...rest]) => (api[name] as (...given: unknown[]) => void)(...rest) },
  };
  window.StorefrontChat = api;
  early?.q.map(api.q.push);
  return {
    start,
    // In a task of its own: what a listener throws is the page's, and must not stop us.
    emit: (name, detail) => {
      for (const [wanted, listener] of listeners) if (wanted === name) setTimeout(listener, 0, detail);
    },
  };
}
