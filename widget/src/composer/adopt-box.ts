import { adoptStyles } from '../browser/adopt-styles.ts';
import { element } from '../browser/element.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import type { TextPack } from '../texts/text-pack.ts';
import { arrow, cross, icon } from './icons.ts';
import css from './styles.css?inline';

export interface AdoptedBox {
  /** One polite line. */
  status: HTMLElement;
  /** Where the composer draws, above the text field. */
  slot: HTMLElement;
  /** In it: what the form asks stands beside that. */
  view: HTMLElement;
  /** Whether an input method is in the middle of a word. */
  isComposing(): boolean;
}

/**
 * Takes the first box over as it stands, and gives it its words and its finish: no node that somebody types in is
 * replaced or moved.
 * @param onComposed called when an input method has finished a word
 */
export function adoptBox(
  launcher: Launcher,
  { words, name }: WidgetSettings,
  pack: TextPack,
  onComposed: () => void,
  place?: string,
): AdoptedBox {
  const { root, box } = launcher;
  let isComposing = false;
  const view = element('div', {});
  const slot = element('div', { class: 'slot' }, view);
  const status = element('p', { role: 'status' });
  const [close, send] = box.dialog.querySelectorAll('button');
  const [label] = box.dialog.querySelector('label')?.childNodes ?? [];
  box.dialog.querySelector('form')?.before(status, slot);
  // `maxTextLength` of the contract, whose code stays on the server.
  box.field.maxLength = 5000;
  box.dialog.querySelector('.head')?.append(element('p', {}, words.greeting ?? pack.greeting));
  box.dialog.role = place ? 'group' : 'dialog';
  box.dialog.ariaLabel = words.title ?? name;
  if (label) label.textContent = words.placeholder ?? pack.placeholder;
  dress(close, cross, pack.close);
  dress(send, arrow, pack.send);
  adoptStyles(root, css);
  // The shop's shortcuts are not for what is typed here.
  box.dialog.onkeydown = (event) => event.stopPropagation();
  // On the way down, for the text field lets nothing up.
  box.dialog.addEventListener('keydown', closeOnEscape, true);
  box.field.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  box.field.addEventListener('compositionend', () => {
    isComposing = false;
    onComposed();
  });
  function closeOnEscape({ key, keyCode }: KeyboardEvent) {
    // 229: the key belongs to an input method, the Escape that ends a composition too.
    if (key === 'Escape' && keyCode !== 229) launcher.setOpen(false);
  }
  return { status, slot, view, isComposing: () => isComposing };
}

function dress(button: HTMLButtonElement | undefined, path: string, name: string) {
  button?.replaceChildren(icon(path));
  button?.setAttribute('aria-label', name);
}
