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
  /**
   * A session has come: Chatwoot knows who it is of (`verified`), our server or Chatwoot did not take the proof
   * (`refused`), or the shop gave none (`no-proof`). In both latter cases the visitor is anonymous.
   */
  identified: 'verified' | 'refused' | 'no-proof';
  /** How many messages of the shop have not been seen. */
  unread: number;
  /** A message was sent: from our box, or in the chat's own field. */
  sent: 'box' | 'chat';
  /** What the visitor allows has changed; of a store that tracks. `pending` is as good as a no. */
  consent: Record<'preferences' | 'analytics' | 'marketing', 'pending' | 'granted' | 'denied'>;
  /** Leave was taken back, and our server has deleted so many events: the receipt. `erasedAt` is epoch milliseconds. */
  forgotten: { receiptId: string; erasedAt: number; events: number };
}

type Listening = [name: string, listener: (detail: never) => void];

type Listener<Name extends keyof WidgetEvents> = (detail: WidgetEvents[Name]) => void;

/**
 * @param challenge base64url; goes into the JWT, so that nobody else can use it
 * @returns the JWT; an empty text: nobody is signed in
 */
export type Prove = (challenge: string) => Promise<string>;

/** What a page may ask of the widget. Calls made before it is there wait for it, in their order. */
export interface WidgetCalls {
  /** Shows the box, or the chat when it has taken over. */
  open(): void;
  /** Hides whichever is open. What was typed stays. */
  close(): void;
  /** Opens what is closed, closes what is open. */
  toggle(): void;
  /**
   * A customer is signed in at the shop.
   * @param prove asks the shop's own backend for the proof of it: a JWT over this challenge
   */
  identify(prove: Prove): void;
  /**
   * The customer has signed out: drafts, messages and the session leave this browser, in all tabs.
   * @param done called when they have: a page that goes before, leaves it to the next one to say so again
   */
  signOut(done?: () => void): void;
  /** What the visitor does: an event of contract/events.ts, `{ type, data }`. Sent with their leave, and not before. */
  track(event: Record<string, unknown>): void;
  /** What the page shows: product, cart, order, search; as its block of JSON would say it. */
  setContext(context: Record<string, unknown>): void;
  /** What the visitor allows, purpose by purpose: preferences, analytics, marketing. */
  consent(purposes: Record<string, boolean>): void;
  /**
   * Draws the contact form into an element of the page, once it comes near the window; without an argument into every
   * `[data-storefront-chat="form"]` that has none yet. The tag does so once by itself.
   */
  form(place?: HTMLElement): void;
  /** Takes the widget off the page. A tag that comes later starts it anew. */
  shutdown(): void;
}

/** `window.StorefrontChat`: every call that a theme may make. */
export interface StorefrontChat extends WidgetCalls {
  /** @returns a function that stops listening. */
  on<Name extends keyof WidgetEvents>(name: Name, listener: Listener<Name>): () => void;
  off<Name extends keyof WidgetEvents>(name: Name, listener: Listener<Name>): void;
  readonly version: string;
  readonly storeKey: string;
  /** For a page that cannot wait for us: `(window.StorefrontChat ||= { q: [] }).q.push(['open'])`. */
  q: { push(call: QueuedCall): void };
}

/** The name of a call, then what it takes: `['on', 'ready', listener]`. */
type QueuedCall = [name: keyof WidgetCalls | 'on' | 'off', ...rest: unknown[]];

export type Emit = <Name extends keyof WidgetEvents>(name: Name, detail?: WidgetEvents[Name]) => void;

/** `start`: the page itself wants more than chat: a form in it, the self-test, or to tell what happens on it. */
export type CallName = keyof WidgetCalls | 'start';

export type RunCall = (name: CallName, argument?: unknown) => void;

declare global {
  /** Of the package; the build puts it in. */
  const __VERSION__: string;
  interface Window {
    StorefrontChat?: StorefrontChat | { q: QueuedCall[] };
  }
}

const calls = 'open close toggle consent track setContext identify signOut form shutdown'.split(' ');

/**
 * Puts the one global of ours in place.
 * @returns what the widget uses to answer it; undefined when another tag has been here before.
 */
export function installPublicApi(storeKey: string): { emit: Emit; start(run: RunCall): void } | undefined {
  const early = window.StorefrontChat as (Partial<StorefrontChat> & { q: QueuedCall[] }) | undefined;
  if (early?.storeKey) {
    if (early.storeKey !== storeKey) complain(`${storeKey} ignored for ${early.storeKey}`);
    return undefined;
  }
  const listeners = new Set<Listening>();
  // Calls wait on the promise, so they keep their order.
  let start: (run: RunCall) => void = () => {};
  const started = new Promise<RunCall>((resolve) => {
    start = resolve;
  });
  const api: Record<string, unknown> = {
    version: __VERSION__,
    storeKey,
    on(...entry: Listening) {
      // Whatever is no function has no `call`, and the word is shorter.
      if (!entry[1]?.call) complain(`no function for ${entry[0]}`);
      else listeners.add(entry);
      return () => listeners.delete(entry);
    },
    off(...[name, listener]: Listening) {
      for (const entry of listeners) if (entry[0] === name && entry[1] === listener) listeners.delete(entry);
    },
    q: { push },
  };
  for (const name of calls)
    api[name] = (argument: unknown) => void started.then((run) => run(name as keyof WidgetCalls, argument));

  function push([name, ...rest]: unknown[]) {
    const call = api[`${name}`] as ((...given: unknown[]) => void) | undefined;
    if (call?.call) call(...rest);
    else complain(`no call ${name}`);
  }

  window.StorefrontChat = api as unknown as StorefrontChat;
  early?.q.map(push);
  return {
    start,
    // In a task of its own: what a listener throws is the page's, and must not stop us.
    emit: (name, detail) => {
      for (const [wanted, listener] of listeners) if (wanted === name) setTimeout(listener, 0, detail);
    },
  };
}

/** Whoever works on the shop reads it; the shop goes on. */
export function complain(what: unknown) {
  console.warn(`storefront-chat: ${what}`);
}
