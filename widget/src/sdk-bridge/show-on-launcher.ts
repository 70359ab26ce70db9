import type { Launcher } from '../launcher/launcher.ts';
import type { Emit } from '../loader/public-api.ts';
import type { TextPack } from '../texts/text-pack.ts';
import type { BridgeEvents } from './sdk-bridge.ts';
import { showUnread } from './show-unread.ts';

/** Keeps our launcher true to what the chat does, whoever made it do so. */
export function showOnLauncher(launcher: Launcher, emit: Emit, say: TextPack['unread']): BridgeEvents {
  const { button } = launcher;
  let shown = 0;
  return {
    onToggle(isOpen) {
      // A chat that takes the place of the open box opens nothing: for the page the two are one thing.
      if (button.ariaExpanded !== `${isOpen}`) emit(isOpen ? 'opened' : 'closed');
      button.ariaExpanded = `${isOpen}`;
      if (!isOpen && isFocusLeftBehind()) button.focus();
    },
    onUnread(count) {
      if (count === shown) return;
      shown = count;
      showUnread(button, count, say);
      emit('unread', count);
    },
  };
}

/** The chat that was closed had the focus, or it is nowhere: in both cases nobody else needs it. */
function isFocusLeftBehind(): boolean {
  const active = document.activeElement;
  return !active || active === document.body || active.tagName === 'IFRAME';
}
