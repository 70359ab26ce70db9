import type { ComposerDeps } from '../composer/mount.tsx';
import type { SdkBridge } from './sdk-bridge.ts';

/**
 * Opens chat in the place of the box, and lets the launcher work it from then on.
 * @returns gives the launcher back to the box.
 * @param startAnew called when a press finds that the page has thrown the chat away; the box is then back in charge
 */
export function takePlace(bridge: SdkBridge, deps: ComposerDeps, startAnew: () => void): () => void {
  const { launcher } = deps;
  const { root, box, button, setOpen } = launcher;
  launcher.setOpen = (isOpen) => {
    if (bridge.isThere()) return isOpen ? bridge.open(true) : bridge.close();
    // What was open went with the page's body.
    if (isOpen) button.ariaExpanded = 'false';
    launcher.setOpen = setOpen;
    startAnew();
    setOpen(isOpen);
  };
  const bodies = new MutationObserver(() => {
    if (bridge.isThere()) return;
    bodies.disconnect();
    button.ariaExpanded = 'false';
  });
  bodies.observe(document.documentElement, { childList: true });
  // Focus goes along only if it was in the box.
  bridge.open(root.activeElement !== null);
  box.dialog.hidden = true;
  return () => {
    bodies.disconnect();
    launcher.setOpen = setOpen;
  };
}
