import { type Marker, readMarker, writeMarker } from '../browser/marker.ts';
import type { Launcher } from '../launcher/launcher.ts';

/** What is in the box while the composer has not come yet. */
export interface HeldText {
  /** Send was pressed on what the box holds now. */
  isSent: boolean | undefined;
  /** The composer is in charge of the box. */
  isOver?: boolean;
}

/**
 * Looks after the box until the composer does: nothing typed is lost, even if the composer never comes. What is there
 * goes into the marker, for the next page, whenever this one may be on its way out.
 * @param signal stops it
 */
export function holdText(
  { box, button }: Launcher,
  storeKey: string,
  earlier: Marker | null | undefined,
  signal: AbortSignal,
): HeldText {
  const { field } = box;
  const held: HeldText = { isSent: earlier?.isSent };
  field.value = earlier?.text ?? '';
  field.oninput = () => {
    // Whoever types on has not finished: send is to be pressed again.
    held.isSent = false;
  };
  box.onSend = () => {
    held.isSent = !!field.value.trim();
    if (!held.isSent) return;
    // No words yet in the page's language. Whoever goes on writing at once starts a new line.
    box.send.textContent = '…';
    field.value += '\n';
  };
  const noteText = () => {
    const text = field.value;
    // The composer's database writes what was typed last too late for a page that goes at once. An empty box is worth
    // a note when what was in it has been deleted: the note of another tab is left alone.
    if (text || (earlier?.text && !held.isOver)) {
      const isOpen = button.ariaExpanded === 'true';
      writeMarker(storeKey, { ...readMarker(storeKey), isOpen, isPending: true, text, isSent: held.isSent });
    }
  };
  document.addEventListener('visibilitychange', noteText, { signal });
  return held;
}
