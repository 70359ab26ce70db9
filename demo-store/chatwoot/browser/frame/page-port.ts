const prefix = 'chatwoot-widget:';

/** Talks to the page around the frame, in strings, to whatever origin that is. */
export function postToPage(event: string, fields: object = {}): void {
  if (window.parent === window) return;
  window.parent.postMessage(`${prefix}${JSON.stringify({ event, ...fields })}`, '*');
}

/** Passes on the page's messages. The sender is not checked: a frame beside ours can post too (rule 12). */
export function listenToPage(handle: (event: string, message: Record<string, unknown>) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'string' || !data.startsWith(prefix)) return;
    const message = JSON.parse(data.slice(prefix.length));
    handle(message.event, message);
  });
}
