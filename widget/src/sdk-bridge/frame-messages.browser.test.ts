import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { guardFrameMessages, runBesidePage } from './frame-messages.ts';

const chatwoot = 'https://chatwoot.example';
const loaded = 'chatwoot-widget:{"event":"loaded","config":{"authToken":"a.b.c"}}';
let frame: HTMLIFrameElement;
let stops: (() => void)[];

beforeEach(() => {
  stops = [];
  frame = document.createElement('iframe');
  frame.id = 'chatwoot_live_chat_widget';
  document.body.append(frame);
});
afterEach(() => {
  for (const stop of stops) stop();
  frame.remove();
  window.onmessage = null;
});

function say(data: unknown, origin = chatwoot, source: unknown = frame.contentWindow) {
  dispatchEvent(new MessageEvent('message', { data, origin, source: source as Window }));
}

/** As the SDK does it: in the place of whatever was there. */
function runSdk() {
  const heard: unknown[] = [];
  stops.push(guardFrameMessages(chatwoot, () => {}));
  stops.push(
    runBesidePage(() => {
      window.onmessage = ({ data }) => heard.push(data);
    }),
  );
  return heard;
}

it('lets the SDK hear its own frame', () => {
  const heard = runSdk();
  say(loaded);
  expect(heard).toEqual([loaded]);
});

it.each([
  ['another origin', 'https://evil.example', () => frame.contentWindow],
  ['another frame of the same origin', chatwoot, () => window],
])('keeps a forged session from %s away from the SDK', (_, origin, source) => {
  const heard = runSdk();
  say(loaded, origin, source());
  say('chatwoot-widget:{"event":"popoutChatWindow","baseUrl":"https://evil.example"}', origin, source());
  expect(heard).toEqual([]);
});

it('keeps what is no JSON away, on which the SDK would throw', () => {
  const heard = runSdk();
  say('chatwoot-widget:{oops');
  expect(heard).toEqual([]);
});

it('T9: keeps the message handler of the page, set before or after', () => {
  const before = vi.fn();
  window.onmessage = before;
  const heard = runSdk();
  say('for the page', 'https://shop.example', window);
  expect(before).toHaveBeenCalledOnce();
  const after = vi.fn();
  window.onmessage = after;
  say(loaded);
  expect(after).toHaveBeenCalledOnce();
  expect(heard).toContain(loaded);
});

it('puts the handler of the page back when the SDK throws', () => {
  const ofPage = vi.fn();
  window.onmessage = ofPage;
  const run = () =>
    runBesidePage(() => {
      window.onmessage = () => {};
      throw new TypeError('This document requires TrustedHTML assignment');
    });
  expect(run).toThrow(TypeError);
  expect(window.onmessage).toBe(ofPage);
});
