import { element } from '../browser/element.ts';

/**
 * Copies to the clipboard.
 * @param before where the text is shown, selected, when the browser does not let us, as on a page without https
 * @returns whether it is copied
 */
export async function copyText(text: string, before: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element('textarea', { readonly: '', 'aria-label': 'Findings as text', rows: '6' });
    field.value = text;
    before.parentNode?.querySelector('textarea')?.remove();
    before.before(field);
    field.select();
    return false;
  }
}
