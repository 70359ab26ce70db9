import type { TrackedEvent } from '../../../contract/events.ts';
import type { StorefrontChat } from '../loader/public-api.ts';

const longestMs = 600_000;

/** What chat tells the page, told as events. */
export function watchChat(tell: (event: TrackedEvent) => void, signal: AbortSignal): void {
  let openedAt = 0;
  let readyAt = 0;
  let isTimed = false;
  let hasWritten = false;

  const listen: StorefrontChat['on'] = (name, listener) => {
    const stop = (window.StorefrontChat as StorefrontChat).on(name, listener);
    signal.addEventListener('abort', stop);
    return stop;
  };
  /** Chat may have been ready before anybody pressed. */
  const since = (at: number) => Math.min(Math.max(0, at - openedAt), longestMs);

  function time() {
    if (!readyAt || !openedAt || isTimed) return;
    isTimed = true;
    tell({ type: 'chat_timing', data: { name: 'press_to_ready', ms: since(readyAt) } });
  }

  listen('opened', () => {
    tell({ type: 'chat_opened', data: {} });
    openedAt ||= Date.now();
    time();
  });
  listen('closed', () => tell({ type: 'chat_closed', data: {} }));
  listen('ready', () => {
    readyAt ||= Date.now();
    time();
  });
  listen('unavailable', (reason) => {
    tell({ type: 'chat_unavailable', data: { reason, ms: openedAt ? since(Date.now()) : undefined } });
  });
  listen('sent', (via) => {
    if (!hasWritten) tell({ type: 'chat_started', data: {} });
    hasWritten = true;
    tell({ type: 'message_sent', data: { via } });
  });
}
