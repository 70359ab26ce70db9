import { adoptStyles } from '../browser/adopt-styles.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { followKeyboard } from './follow-keyboard.ts';
import css from './styles.css?inline';

export interface AdoptedBox {
  /** Where the composer draws, above the text field. */
  slot: HTMLElement;
  /** Whether an input method is in the middle of a word. */
  isComposing(): boolean;
}

export interface BoxEvents {
  onSend(): void;
  onInput(): void;
  /** An input method has finished a word. */
  onComposed(): void;
}

/** Takes the first box over as it stands: no node of it is replaced or moved. */
export function adoptBox({ root, frame, box }: Launcher, { onSend, onInput, onComposed }: BoxEvents): AdoptedBox {
  let isComposing = false;
  const slot = document.createElement('div');
  slot.className = 'slot';
  box.status.after(slot);
  adoptStyles(root, css);
  followKeyboard(frame);
  Object.assign(box, { onSend, onInput });
  box.field.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  box.field.addEventListener('compositionend', () => {
    isComposing = false;
    onComposed();
  });
  return { slot, isComposing: () => isComposing };
}
