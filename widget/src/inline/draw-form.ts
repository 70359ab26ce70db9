import { adoptStyles } from '../browser/adopt-styles.ts';
import { element } from '../browser/element.ts';
import { readMarker } from '../browser/marker.ts';
import type { Composer, ComposerDeps } from '../composer/mount.tsx';
import { inlinePlace, noteKeyOf } from '../composer/page-hold.ts';
import { createFirstBox } from '../launcher/first-box.ts';
import { growField } from '../launcher/grow-field.ts';
import type { Launcher } from '../launcher/launcher.ts';
import { isPageDark } from '../launcher/page-theme.ts';
import { holdText } from '../loader/hold-text.ts';
import css from './inline.css?inline';

/** What the loader has of a page before anybody wants anything. */
export type PageParts = Omit<ComposerDeps, 'messages' | 'pack' | 'isAwake' | 'pressedAt'>;

/**
 * The same box, as a contact form in the page itself. Nothing is read from storage or written there before somebody
 * uses it, unless an earlier page has left something in such a form.
 * @param signal stops it
 * @returns undefined when it was stopped before it was there. Rejects when a chunk cannot be had.
 */
export async function drawForm(page: PageParts, place: Element, signal: AbortSignal): Promise<Composer | undefined> {
  const { loadChunk, settings } = page;
  const { pack: ofPack = settings.locale } = settings.words;
  const [{ mountComposer }, messages, { pack }] = await Promise.all([
    loadChunk('composer'),
    loadChunk('messages'),
    loadChunk(`texts-${ofPack}`),
    loadChunk('form'),
  ]);
  if (signal.aborted) return undefined;
  const noteKey = noteKeyOf(settings.storeKey, inlinePlace);
  const marker = readMarker(noteKey);
  const launcher = drawPlace(page, place);
  const form = mountComposer({
    ...page,
    settings: { ...settings, chat: false, chatwoot: null },
    place: inlinePlace,
    launcher,
    held: holdText(launcher, noteKey, marker, signal),
    marker,
    messages,
    pack,
    isAwake: false,
    pressedAt: Date.now(),
    isWanted: marker ? undefined : firstUse(launcher.root),
    signal,
  });
  signal.addEventListener('abort', () => launcher.host.remove());
  return form;
}

/** What the composer takes for a launcher: a box that is open and stays so. */
function drawPlace({ launcher, settings }: PageParts, place: Element): Launcher {
  const host = element('div', {});
  const root = host.attachShadow({ mode: 'open' });
  const box = createFirstBox(settings, () => {});
  const button = element('button', { 'aria-expanded': 'true' });
  const frame = element('section', { class: 'inline' }, box.dialog);
  for (const name of ['lang', 'dir', 'style']) frame.setAttribute(name, launcher.frame.getAttribute(name) ?? '');
  // The sheet of the launcher, for the parts are the same.
  root.adoptedStyleSheets = launcher.root.adoptedStyleSheets.slice(0, 1);
  adoptStyles(root, css);
  box.dialog.hidden = false;
  root.append(frame);
  // What stood there was for pages on which we cannot be had.
  place.replaceChildren(host);
  frame.classList.toggle('dark', isPageDark(host));
  host.className = 'drawn';
  growField(box.field);
  return {
    host,
    root,
    frame,
    button,
    box,
    setOpen() {},
    // Who sits here is one for the page.
    get identity() {
      return launcher.identity;
    },
    set identity(identity) {
      launcher.identity = identity;
    },
  };
}

/** Somebody means to write: only then is it worth a look into the browser's storage. */
function firstUse(root: ShadowRoot): Promise<unknown> {
  return new Promise((resolve) => {
    for (const name of ['focusin', 'input', 'drop']) root.addEventListener(name, resolve, { once: true });
  });
}
