import type { StoreTexts } from '../../../contract/settings.ts';
import { element, icon } from '../browser/element.ts';
import { loaderTexts } from '../texts/loader-texts.ts';
import { arrow, cross } from './icons.ts';

/**
 * The box that a press shows, made of native parts only. The composer takes these very nodes over: value, selection
 * and input-method state stay what they are, because nothing is replaced or moved.
 */
export interface FirstBox {
  dialog: HTMLElement;
  /** One polite line. */
  status: HTMLElement;
  field: HTMLTextAreaElement;
  /** Send was pressed, or Enter. Whoever is in charge of the box puts its own function here. */
  onSend(): void;
  /** The text changed. */
  onInput(): void;
}

/** @param onClose called by the cross and by Escape */
export function createFirstBox(texts: StoreTexts, onClose: () => void): FirstBox {
  const close = element('button', { 'aria-label': loaderTexts.close }, icon(cross));
  const welcome = element('div', {}, element('h2', {}, texts.title), texts.greeting);
  const head = element('div', { class: 'head accent' }, welcome, close);
  const status = element('p', { role: 'status' });
  // 5000 is `maxTextLength` of the contract, whose code stays on the server.
  const field = element('textarea', { rows: '1', maxlength: '5000', dir: 'auto' });
  const send = element('button', { class: 'accent', 'aria-label': loaderTexts.send }, icon(arrow));
  const form = element('form', {}, element('label', {}, texts.placeholder, field), send);
  const dialog = element('div', { class: 'box', role: 'dialog', 'aria-label': texts.title }, head, status, form);
  const box: FirstBox = { dialog, status, field, onSend() {}, onInput() {} };

  dialog.hidden = true;
  close.onclick = onClose;
  field.oninput = () => box.onInput();
  form.onsubmit = () => {
    box.onSend();
    return false;
  };
  dialog.onkeydown = (event) => {
    // The shop's shortcuts are not for what is typed here.
    event.stopPropagation();
    // 229: the key belongs to an input method, the Enter or Escape that ends a composition too.
    if (event.keyCode === 229) return;
    if (event.key === 'Escape') onClose();
    if (event.target !== field || event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    box.onSend();
  };
  return box;
}
