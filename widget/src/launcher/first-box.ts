import { element } from '../browser/element.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';

/**
 * The box that a press shows, made of native parts only. The composer takes these very nodes over: value, selection
 * and input-method state stay what they are, because nothing is replaced or moved.
 */
export interface FirstBox {
  dialog: HTMLElement;
  field: HTMLTextAreaElement;
  send: HTMLButtonElement;
  /** Send was pressed, or Enter. Whoever is in charge of the box puts its own function here, and at `field.oninput`. */
  onSend?(): void;
}

/**
 * Its words are the owner's, as far as they are in the settings; the rest comes with the text pack, and all that a
 * box can do without for a moment with the composer.
 * @param onClose called by the cross
 */
export function createFirstBox({ words, name }: WidgetSettings, onClose: () => void): FirstBox {
  const { launcher, title = name, placeholder = launcher } = words;
  const close = element('button', { 'aria-label': 'Close' }, '×');
  const head = element('div', { class: 'head accent' }, element('h2', {}, title), close);
  const field = element('textarea', { rows: '1' });
  const send = element('button', { class: 'accent', 'aria-label': 'Send' }, '↑');
  const form = element('form', {}, element('label', {}, placeholder, field), send);
  const dialog = element('div', { class: 'box' }, head, form);
  const box: FirstBox = { dialog, field, send };

  dialog.hidden = true;
  close.onclick = onClose;
  form.onsubmit = () => {
    box.onSend?.();
    return false;
  };
  field.onkeydown = (event) => {
    // The shop's shortcuts are not for what is typed here.
    event.stopPropagation();
    // 13: Enter, but not the one that ends a word of an input method, which is 229.
    if (event.keyCode !== 13 || event.shiftKey) return;
    event.preventDefault();
    box.onSend?.();
  };
  return box;
}
