import type { ComposerDeps } from '../../composer/mount.tsx';
import { connectChat as connect } from '../../sdk-bridge/connect-chat.ts';
import type { BridgeEvents, ChatAddress, ChatStart, PersonalBridge } from '../../sdk-bridge/sdk-bridge.ts';

/** What tests set and see of the bridge below. */
export interface FakeChat {
  start: ChatStart;
  starts: ChatAddress[];
  events?: BridgeEvents;
  isOpen: boolean;
  hasFocus: boolean;
  isThere: boolean;
  /** Until then it has not fetched its messages. */
  settled?: Promise<void>;
  /** Its socket was not up yet when a message came. */
  misses?: boolean;
  refreshes?: number;
}

declare global {
  interface Window {
    fakeChat: FakeChat;
  }
}

export const prepare = () => {};

/** In the place of the chunk that knows Chatwoot's SDK: chat that is simply there. */
function createFakeBridge(_nonce: string, events: BridgeEvents): PersonalBridge {
  const chat = window.fakeChat;
  chat.events = events;
  const toggle = (isOpen: boolean) => {
    chat.isOpen = isOpen;
    events.onToggle(isOpen);
  };
  return {
    async start(address) {
      chat.starts.push(address);
      return chat.start;
    },
    open(takesFocus) {
      chat.hasFocus = takesFocus;
      toggle(true);
    },
    close: () => toggle(false),
    settled: () => chat.settled ?? Promise.resolve(),
    mayMiss: () => !!chat.misses,
    async refresh() {
      chat.misses = false;
      chat.refreshes = (chat.refreshes ?? 0) + 1;
    },
    tearDown() {
      chat.isOpen = false;
    },
    reset() {},
    identify: async () => ({ state: 'refused', reason: 'no-chat' }),
    setConversationAttributes: async () => false,
    isThere: () => chat.isThere,
  };
}

export const connectChat = (page: ComposerDeps, onChange: () => void) => connect(page, onChange, createFakeBridge);
