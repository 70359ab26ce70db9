import { describe, expect, it, vi } from 'vitest';
import type { SessionOutcome } from '../session/ask-for-session.ts';
import { withTagSettings } from '../settings/tag-settings.ts';
import { demoSettings } from '../test-support/demo-settings.ts';
import { createChat } from './chat.ts';
import type { ChatStart, SdkBridge } from './sdk-bridge.ts';

const requestId = '6f1c2f1e-6f0e-4a56-9d6a-3a2f5c1b7d10';
const ready: SessionOutcome = {
  state: 'ready',
  requestId,
  visitorToken: 'from.server.x',
  baseUrl: 'https://other.example',
  websiteToken: 'other',
  hasConversation: false,
};

function set(session: SessionOutcome, start: ChatStart, settings = demoSettings(), hasTalked = false) {
  const bridge: SdkBridge = {
    start: vi.fn(async () => start),
    open() {},
    close() {},
    tearDown() {},
    settled: async () => {},
    mayMiss: () => false,
    refresh: async () => {},
    isThere: () => true,
  };
  const askForSession = vi.fn(async () => session);
  const chat = createChat({
    settings: withTagSettings(settings, {}),
    askForSession,
    bridge,
    hasTalked,
    look: () => ({ locale: 'en', position: 'right', isDark: false, launcher: 'Chat' }),
    onChange() {},
  });
  return { chat, bridge, askForSession };
}
const up: ChatStart = { state: 'ready', visitorToken: 'from.frame.x' };

describe('chat', () => {
  it('runs with the session and the address that our server gave', async () => {
    const { chat, bridge } = set(ready, up);
    await chat.start();
    expect(bridge.start).toHaveBeenCalledWith(
      { baseUrl: 'https://other.example', websiteToken: 'other', visitorToken: 'from.server.x' },
      expect.anything(),
    );
    expect(chat.now).toEqual({ state: 'ready', isFromServer: true, hasConversation: false, mayOpen: true });
  });

  it('runs alone when our server gave no answer, and the session of its frame counts', async () => {
    const { chat, bridge } = set({ state: 'none', status: 0 }, up);
    await chat.start();
    expect(bridge.start).toHaveBeenCalledWith(
      { ...demoSettings().chatwoot, visitorToken: undefined },
      expect.anything(),
    );
    expect(chat.now).toEqual({ state: 'ready', isFromServer: false, hasConversation: true, mayOpen: true });
    expect(chat.visitorToken).toBe('from.frame.x');
  });

  it('stays away when our server knows why', async () => {
    const { chat, bridge } = set({ state: 'unavailable', requestId, reason: 'suspended' }, up);
    await chat.start();
    expect(chat.now).toMatchObject({ state: 'unavailable', reason: 'suspended' });
    expect(bridge.start).not.toHaveBeenCalled();
  });

  it('is not run alone when the owner has switched it off', async () => {
    const { chat, bridge } = set({ state: 'none', status: 0 }, up, demoSettings({ chat: false, chatwoot: null }));
    await chat.start();
    expect(chat.now).toEqual({ state: 'unavailable', reason: 'chat-off' });
    expect(bridge.start).not.toHaveBeenCalled();
  });

  it.each([
    [404, 'settings-missing'],
    [403, 'settings-missing'],
    [429, 'rate-limited'],
  ] as const)('says %s of our server in our words: %s', async (status, reason) => {
    const { chat } = set({ state: 'none', status }, up);
    await chat.start();
    expect(chat.now).toEqual({ state: 'unavailable', reason });
  });

  it('names what the browser found when our server had promised chat', async () => {
    const { chat } = set(ready, { state: 'failed', reason: 'blocked' });
    await chat.start();
    expect(chat.now).toEqual({ state: 'unavailable', reason: 'blocked' });
  });

  it('names our server when neither it nor Chatwoot can be reached', async () => {
    const { chat } = set({ state: 'none', status: 0 }, { state: 'failed', reason: 'blocked' });
    await chat.start();
    expect(chat.now).toEqual({ state: 'unavailable', reason: 'server-down' });
  });

  it('calls a session that takes too long slow, and knows of no conversation then', async () => {
    const slow = set({ state: 'none', status: 408 }, { state: 'failed', reason: 'blocked' });
    await slow.chat.start();
    expect(slow.chat.now).toEqual({ state: 'unavailable', reason: 'timeout' });
    const { chat } = set({ state: 'none', status: 408 }, up);
    await chat.start();
    expect(chat.now).toEqual({ state: 'ready', isFromServer: false, hasConversation: false, mayOpen: true });
  });

  it('shows the conversation that this browser has had, though our server was too slow to say so', async () => {
    const { chat } = set({ state: 'none', status: 408 }, up, demoSettings(), true);
    await chat.start();
    expect(chat.now).toMatchObject({ state: 'ready', hasConversation: true });
  });

  it('asks for one session, however often it is started meanwhile', async () => {
    const { chat, askForSession } = set(ready, up);
    await Promise.all([chat.start(), chat.start(), chat.start()]);
    expect(askForSession).toHaveBeenCalledOnce();
  });

  it('can be had later', async () => {
    const { chat, bridge } = set(ready, { state: 'failed', reason: 'timeout' });
    await chat.start();
    vi.mocked(bridge.start).mockResolvedValue(up);
    await chat.start();
    expect(chat.now).toMatchObject({ state: 'ready' });
  });
});
