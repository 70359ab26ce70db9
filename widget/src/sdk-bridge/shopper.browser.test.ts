import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeVisitorToken } from '../session/session-cookie.ts';
import { isSessionIn } from './frame-life.ts';
import type { ChatUser } from './identify-shopper.ts';
import { chatFrame, cookie, openChat, sessionInFrame } from './test-support/open-chat.ts';

let chat: Awaited<ReturnType<typeof openChat>>;
const ana = { name: 'Ana', email: 'ana@example.com' };
const skipCookie = 'cw_user_shop-token';

beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

/** Resolves when the frame has been told: that nothing comes back takes longer to know. */
async function identify(identifier: string | number, user: ChatUser) {
  const known = chat.told('set-user').length;
  chat.bridge.identify(identifier, user);
  await vi.waitFor(() => expect(chat.told('set-user').length).toBe(known + 1));
}

/** The frame's answer to `setUser`, once it was told. */
async function refuse(data: unknown) {
  await vi.waitFor(() => expect(chat.told('set-user').length).toBe(1));
  chat.say('error', { errorType: 'SET_USER_ERROR', data });
}

describe('a customer who is signed in', () => {
  it('T1: is known to the agent though the shop said so before chat was there', async () => {
    const start = chat.start('of.ana');
    const identification = chat.bridge.identify('7', ana);
    expect(cookie(skipCookie)).toBeUndefined();
    await start;
    expect(await identification).toEqual({ state: 'sent', visitorToken: 'of.ana' });
    expect(chat.told('set-user')).toMatchObject([{ identifier: '7', user: ana }]);
  });

  it('T1: stays known when the frame reloads', async () => {
    await chat.start('of.ana');
    await identify('7', ana);
    const hasReloaded = new Promise((resolve) => addEventListener('chatwoot:ready', resolve, { once: true }));
    document.body.append(document.getElementById('cw-widget-holder') ?? '');
    await hasReloaded;
    await vi.waitFor(() => expect(chat.told('config-set').length).toBe(2));
    expect(chat.told('set-user').length).toBe(1);
  });

  it('T3: is one contact, whether the shop counts its customers or names them', async () => {
    await chat.start('of.ana');
    await identify(7, ana);
    expect(chat.told('set-user')).toMatchObject([{ identifier: '7' }]);
  });

  it('T4, T6: has the attributes of today, sent together with the name', async () => {
    await chat.start('of.ana');
    await identify('7', { ...ana, attributes: { orders: 1 } });
    await identify('7', { ...ana, attributes: { orders: 2 } });
    const sent = chat.told('set-user').map(({ user }) => (user as { custom_attributes: object }).custom_attributes);
    expect(sent).toEqual([{ orders: 1 }, { orders: 2 }]);
    expect(chat.told('set-custom-attributes')).toEqual([]);
  });

  it('T5: is told to Chatwoot again after a year-old cookie said that this was done', async () => {
    await chat.start('of.ana');
    await identify('7', ana);
    const note = cookie(skipCookie);
    chat.bridge.tearDown();
    document.cookie = `${skipCookie}=${note}; path=/`;
    await chat.start('of.ana.later');
    await identify('7', ana);
    expect(chat.told('set-user').length).toBe(2);
  });

  it('T45: is refused with the words of Chatwoot, and nothing else leaves', async () => {
    await chat.start('of.ana');
    const identification = chat.bridge.identify('7', ana);
    await refuse({ error: 'HMAC failed', config: { headers: { 'X-Auth-Token': 'of.ana' } } });
    expect(await identification).toEqual({ state: 'refused', reason: 'chatwoot', message: 'HMAC failed' });
  });

  it('T45: has no session in an error text or a log when the line breaks', async () => {
    const logs = (['info', 'warn', 'error', 'log'] as const).map((name) => vi.spyOn(console, name));
    await chat.start('of.ana');
    const identification = chat.bridge.identify('7', ana);
    await refuse({ message: 'Network Error', error: {}, config: { headers: { 'X-Auth-Token': 'of.ana' } } });
    expect(await identification).toEqual({ state: 'refused', reason: 'chatwoot' });
    for (const log of logs) expect(log).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('is refused without a chat, without a name, or in the place of somebody else', async () => {
    expect(await chat.bridge.identify('7', ana)).toEqual({ state: 'refused', reason: 'no-chat' });
    await chat.start('of.ana');
    expect(await chat.bridge.identify('7', {})).toEqual({ state: 'refused', reason: 'incomplete' });
    await identify('7', ana);
    expect(await chat.bridge.identify('8', ana)).toEqual({ state: 'refused', reason: 'someone-else' });
  });
});

it('T7: what the shop tells of a conversation stays when it tells more', async () => {
  await chat.start('of.ana');
  await chat.bridge.setConversationAttributes({ cart: '2 teapots' });
  await chat.bridge.setConversationAttributes({ coupon: 'TEA' });
  await vi.waitFor(() =>
    expect(chat.told('set-conversation-custom-attributes').at(-1)).toMatchObject({
      customAttributes: { cart: '2 teapots', coupon: 'TEA' },
    }),
  );
});

describe('the next person on the same device', () => {
  it('T2: has a chat of their own that opens', async () => {
    await chat.start('of.ana');
    await identify('7', ana);
    chat.bridge.reset();
    expect(window.$chatwoot).toBeUndefined();
    expect(await chat.start('of.bo')).toEqual({ state: 'ready', visitorToken: 'of.bo' });
    expect([sessionInFrame(), cookie('cw_conversation')]).toEqual(['of.bo', 'of.bo']);
    await chat.bridge.settled();
    chat.bridge.open(true);
    expect(chat.events.onToggle).toHaveBeenLastCalledWith(true);
    await identify('8', { name: 'Bo' });
  });

  it('T12: finds no cookie of the one before, whichever domain the shop gave it', async () => {
    const written = vi.spyOn(document, 'cookie', 'set');
    writeVisitorToken('of.ana');
    document.cookie = `${skipCookie}=note; path=/`;
    written.mockClear();
    chat.bridge.reset();
    expect([cookie('cw_conversation'), cookie(skipCookie)]).toEqual([undefined, undefined]);
    for (const name of ['cw_conversation', skipCookie]) {
      expect(written).toHaveBeenCalledWith(`${name}=; path=/; max-age=0; domain=${location.hostname}`);
    }
    written.mockRestore();
  });

  it('T12: has their own conversation though the session of another shop is in the way', async () => {
    writeVisitorToken('of.another.shop');
    const written = vi.spyOn(document, 'cookie', 'set');
    const start = chat.start('of.bo');
    await vi.waitFor(() => expect(chatFrame()).not.toBeNull());
    // It may belong to a whole domain.
    expect(written).toHaveBeenCalledWith(`cw_conversation=; path=/; max-age=0; domain=${location.hostname}`);
    written.mockRestore();
    expect(await start).toEqual({ state: 'ready', visitorToken: 'of.bo' });
    expect(cookie('cw_conversation')).toBe('of.bo');
  });

  it('T41: hears nothing that is written to the one before, though Chatwoot changes persons in the frame', async () => {
    await chat.start('of.ana');
    const before = chatFrame()?.contentWindow;
    const identification = chat.bridge.identify('8', { name: 'Bo' });
    await vi.waitFor(() => expect(chat.told('set-user').length).toBe(1));
    chat.say('setAuthCookie', { data: { widgetAuthToken: 'of.bo' } });
    // A frame that boots anew has a socket of its own.
    await vi.waitFor(() => expect(chat.told('config-set').length).toBe(2));
    expect([sessionInFrame(), cookie('cw_conversation')]).toEqual(['of.bo', 'of.bo']);
    expect(chatFrame()?.contentWindow).toBe(before);
    expect(await identification).toEqual({ state: 'sent', visitorToken: 'of.bo' });
  });
});

describe('T42: a conversation goes on when the page moves the chat', () => {
  it.each([
    ['with the session of our server', 'of.ana'],
    ['that Chatwoot began alone', undefined],
  ])('%s', async (_, visitorToken) => {
    const start = await chat.start(visitorToken);
    const session = start.state === 'ready' && start.visitorToken;
    const boots = chat.told('config-set').length;
    document.body.append(document.getElementById('cw-widget-holder') ?? '');
    await vi.waitFor(() => expect(chat.told('config-set').length).toBe(boots + 1));
    expect(cookie('cw_conversation')).toBe(session);
  });

  it('and boots once when it has its session already, though every boot signs that anew', async () => {
    const signed = (iat: number) => `e30.${btoa(JSON.stringify({ source_id: 'ana', iat }))}.signature`;
    const start = chat.start(signed(1));
    await vi.waitFor(() => expect(chatFrame()).not.toBeNull());
    const frame = chatFrame() as HTMLIFrameElement;
    expect(isSessionIn(frame, signed(2))).toBe(true);
    await start;
    // What the frame is told comes by its own way, and may come after what it has said itself.
    await vi.waitFor(() => expect(chat.told('config-set').length).toBe(1));
  });

  it('of a browser without cookies', async () => {
    vi.spyOn(document, 'cookie', 'get').mockReturnValue('');
    expect(await chat.start('of.ana')).toEqual({ state: 'ready', visitorToken: 'of.ana' });
    expect(sessionInFrame()).toBe('of.ana');
    vi.restoreAllMocks();
  });
});

it('T43: an unread message puts a number on the launcher and opens nothing', async () => {
  await chat.start('of.ana');
  await vi.waitFor(() => expect(chat.told('config-set')).toMatchObject([{ showUnreadMessagesDialog: false }]));
  chat.say('handleNotificationDot', { unreadMessageCount: 2 });
  await vi.waitFor(() => expect(chat.events.onUnread).toHaveBeenCalledWith(2));
  expect(chat.events.onToggle).not.toHaveBeenCalled();
});

it('T44: no empty panel lies over the page when chat is opened too early', async () => {
  const start = chat.start('of.ana');
  await vi.waitFor(() => expect(window.$chatwoot).toBeDefined());
  chat.bridge.open(true);
  expect([chat.events.onToggle.mock.calls.length, window.$chatwoot?.isOpen]).toEqual([0, false]);
  await start;
  await chat.bridge.settled();
  chat.bridge.open(true);
  expect(window.$chatwoot?.isOpen).toBe(true);
});

it('a chat that is shut down while it is loading does not come back', async () => {
  const start = chat.start('of.ana');
  chat.bridge.tearDown();
  await start;
  expect([chatFrame(), window.$chatwoot]).toEqual([null, undefined]);
});
