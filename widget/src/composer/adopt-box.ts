import { adoptStyles } from '../browser/adopt-styles.ts';
import type { Launcher } from '../launcher/launcher.ts';
import css from './styles.css?inline';

export interface AdoptedBox {
  /** Where the composer draws, above the text field. */
  slot: HTMLElement;
  /** Whether an input method is in the middle of a word. */
  isComposing(): boolean;
}

/**
 * Takes the first box over as it stands: no node of it is replaced or moved.
 * @param onComposed called when an input method has finished a word
 */
export function adoptBox({ root, box }: Launcher, onComposed: () => void): AdoptedBox {
  let isComposing = false;
  const slot = document.createElement('div');
  slot.className = 'slot';
  box.status.after(slot);
  adoptStyles(root, css);
  box.field.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  box.field.addEventListener('compositionend', () => {
    isComposing = false;
    onComposed();
  });
  return { slot, isComposing: () => isComposing };
}
