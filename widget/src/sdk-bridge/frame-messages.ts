const prefix = 'chatwoot-widget:';

/** What the frame tells the page, as far as we listen. */
export type FrameMessage =
  | { event: 'loaded'; config: { authToken: string } }
  | { event: 'setAuthCookie'; data: { widgetAuthToken: string } }
  | { event: 'handleNotificationDot'; unreadMessageCount: number }
  | { event: 'chatwoot' };

/**
 * Stands between the page and the SDK's message handler, which trusts every frame with the session: messages that
 * speak its language but do not come from Chatwoot's own frame stop here, before anybody hears them.
 * To be called before `run()`.
 * @returns how to stop.
 */
export function guardFrameMessages(origin: string, onMessage: (message: FrameMessage) => void): () => void {
  const guard = (event: MessageEvent) => {
    if (typeof event.data !== 'string' || !event.data.startsWith(prefix)) return;
    const frame = findFrame();
    const isFromFrame = event.origin === origin && !!frame && event.source === frame.contentWindow;
    const message = isFromFrame ? parse(event.data.slice(prefix.length)) : undefined;
    if (message) onMessage(message);
    else event.stopImmediatePropagation();
  };
  // On the way down, a listener comes before `window.onmessage` whenever that was set.
  addEventListener('message', guard, true);
  return () => removeEventListener('message', guard, true);
}

/** The SDK's frame. It has this id in every version we know. */
export function findFrame(): HTMLIFrameElement | null {
  return document.querySelector<HTMLIFrameElement>('#chatwoot_live_chat_widget');
}

function parse(json: string): FrameMessage | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Runs the SDK without letting it have `window.onmessage`: it puts its own handler in the place of the page's, and
 * goes deaf when the page sets one later. Both are kept, apart.
 * @returns how to take the SDK's handler away.
 */
export function runBesidePage(run: () => void): () => void {
  const ofPage = window.onmessage;
  let ofSdk: typeof ofPage = null;
  try {
    run();
  } finally {
    ofSdk = window.onmessage;
    window.onmessage = ofPage;
  }
  return ofSdk && ofSdk !== ofPage ? listen(ofSdk as (event: MessageEvent) => void) : () => {};
}

function listen(handler: (event: MessageEvent) => void) {
  addEventListener('message', handler);
  return () => removeEventListener('message', handler);
}
