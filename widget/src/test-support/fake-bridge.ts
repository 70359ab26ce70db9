import type { BridgeEvents, ChatAddress, ChatStart, SdkBridge } from '../sdk-bridge/sdk-bridge.ts';

export { showOnLauncher } from '../sdk-bridge/show-on-launcher.ts';

/** What tests set and see of the bridge below. */
export interface FakeChat {
  start: ChatStart;
  starts: ChatAddress[];
  events?: BridgeEvents;
  isOpen: boolean;
  hasFocus: boolean;
}

declare global {
  interface Window {
    fakeChat: FakeChat;
  }
}

export const loadSdk = () => {};

/** In the place of the chunk that knows Chatwoot's SDK: chat that is simply there. */
export function createSdkBridge(_nonce: string, events: BridgeEvents): SdkBridge {
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
    tearDown() {},
  };
}
