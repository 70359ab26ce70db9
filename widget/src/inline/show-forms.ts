import type { Composer } from '../composer/mount.tsx';
import { drawForm, type PageParts } from './draw-form.ts';

/** What marks a place for the contact form. */
const places = '[data-storefront-chat="form"]';
/** CSS pixels below the window: it is to be there when the shopper comes. */
const nearness = '400px';

const shown = new WeakSet<Element>();
const forms = new Set<Composer>();

/** The forms of this page, for who has to be told that somebody else sits here. */
export const formsOnPage = (): Iterable<Composer> => forms;

/**
 * Draws the contact form into an element, once it comes near the window; without one into every marked element of the
 * page that has none yet. @throws Error for what is no element
 */
export function showForms(page: PageParts, place?: unknown): void {
  if (page.signal.aborted) return;
  if (place !== undefined && !(place instanceof HTMLElement)) throw Error('takes an element of the page, or nothing');
  for (const element of place ? [place] : document.querySelectorAll(places)) {
    if (shown.has(element)) continue;
    shown.add(element);
    showOnceNear(page, element);
  }
}

function showOnceNear(page: PageParts, place: Element) {
  const leaving = new AbortController();
  let isDrawn = false;
  const observer = new IntersectionObserver(
    ([last]) => {
      if (isDrawn && !place.isConnected) leaving.abort();
      if (isDrawn || !last?.isIntersecting) return;
      isDrawn = true;
      drawForm(page, place, leaving.signal).then(
        (form) => {
          if (form) forms.add(form);
          leaving.signal.addEventListener('abort', () => form && forms.delete(form));
        },
        () => {
          // What the page has put there stays, a link say; it is tried again when the shopper comes back to it.
          isDrawn = false;
        },
      );
    },
    { rootMargin: nearness },
  );
  observer.observe(place);
  page.signal.addEventListener('abort', () => leaving.abort());
  leaving.signal.addEventListener('abort', () => {
    observer.disconnect();
    shown.delete(place);
  });
}
