import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cookie, openChat } from './test-support/open-chat.ts';

let chat: Awaited<ReturnType<typeof openChat>>;
let hiddenFrame: HTMLIFrameElement;

beforeEach(async () => {
  chat = await openChat();
  await chat.start('of.ana');
  hiddenFrame = document.createElement('iframe');
  hiddenFrame.hidden = true;
});
afterEach(() => {
  hiddenFrame.remove();
  chat.close();
  vi.restoreAllMocks();
});

/** Says it from a frame that is not Chatwoot's; resolves when the page has got it. */
async function forge(message: string) {
  const text = JSON.stringify(`chatwoot-widget:${message}`);
  hiddenFrame.src = `data:text/html,<script>${encodeURIComponent(`parent.postMessage(${text}, '*'); parent.postMessage('done', '*')`)}</script>`;
  const isDone = new Promise<void>((resolve) => {
    addEventListener('message', ({ data }) => data === 'done' && resolve());
  });
  document.body.append(hiddenFrame);
  await isDone;
}

it('T9: a hidden frame that asks for a pop-out gets nobody’s session', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  await forge('{"event":"popoutChatWindow","baseUrl":"https://evil.example","websiteToken":"t","locale":"en"}');
  expect(open).not.toHaveBeenCalled();
});

it.each([
  '{"event":"loaded","config":{"authToken":"of.evil","channelConfig":{}}}',
  '{"event":"setAuthCookie","data":{"widgetAuthToken":"of.evil"}}',
])('T9: a hidden frame cannot put its own conversation into the shopper’s chat: %s', async (message) => {
  await forge(message);
  expect(cookie('cw_conversation')).toBe('of.ana');
});

it.each(['chatwoot:on-message', 'chatwoot:error', 'chatwoot:ready', 'chatwoot:opened'])(
  'T9: a hidden frame cannot make the page believe %s',
  async (name) => {
    const heard = vi.fn();
    addEventListener(name, heard);
    await forge(JSON.stringify({ event: 'onEvent', eventIdentifier: name, data: {} }));
    removeEventListener(name, heard);
    expect(heard).not.toHaveBeenCalled();
  },
);

it.each(['toggleBubble', 'setUnreadMode', 'closeWindow'])(
  'T9: a hidden frame opens and closes no chat: %s',
  async (event) => {
    await chat.bridge.settled();
    chat.bridge.open(false);
    chat.events.onToggle.mockClear();
    await forge(JSON.stringify({ event }));
    expect(chat.events.onToggle).not.toHaveBeenCalled();
  },
);

it('T9: a hidden frame cannot put an error of ours into the shop’s log', async () => {
  const onError = vi.fn((event: ErrorEvent) => event.preventDefault());
  addEventListener('error', onError);
  await forge('{oops');
  removeEventListener('error', onError);
  expect(onError).not.toHaveBeenCalled();
});

it('T9: the shop’s own window.onmessage hears what it heard before, and chat goes on', async () => {
  const ofShop = vi.fn();
  window.onmessage = ofShop;
  await forge('{}');
  expect(ofShop).toHaveBeenCalledWith(expect.objectContaining({ data: 'done' }));
  chat.say('handleNotificationDot', { unreadMessageCount: 1 });
  await vi.waitFor(() => expect(chat.events.onUnread).toHaveBeenCalledWith(1));
  chat.say('onEvent', { eventIdentifier: 'chatwoot:postback', data: {} });
  await new Promise((resolve) => addEventListener('chatwoot:postback', resolve, { once: true }));
  window.onmessage = null;
});
