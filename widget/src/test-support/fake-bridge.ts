import type { BridgeEvents, ChatAddress, ChatStart, SdkBridge } from '../sdk-bridge/sdk-bridge.ts';

export { isElsewhere, shouldTakeOver } from '../composer/should-take-over.ts';
export { showOnLauncher } from '../sdk-bridge/show-on-launcher.ts';
export { takePlace } from '../sdk-bridge/take-place.ts';

/** What tests set and see of the bridge below. */
export interface FakeChat {
  start: ChatStart;
  starts: ChatAddress[];
  events?: BridgeEvents;
  isOpen: boolean;
  hasFocus: boolean;
  isThere: boolean;
}

declare global {
  interface Window {
    fakeChat: FakeChat;
  }
}

export const prepare = () => {};

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
    isThere: () => chat.isThere,
  };
}
