import { type Marker, readMarker, writeMarker } from '../browser/marker.ts';
import type { FirstBox } from '../launcher/first-box.ts';
import { loaderTexts } from '../texts/loader-texts.ts';

/** What is in the box while the composer has not come yet. */
export interface HeldText {
  /** Send was pressed on what the box holds now. */
  isSent: boolean;
  /** Writes it to the marker, for the next page, and says so of what is sent. */
  save(isOpen: boolean): void;
}

/** Looks after the box until the composer does: nothing typed is lost, even if the composer never comes. */
export function holdText(box: FirstBox, storeKey: string, earlier: Marker | undefined): HeldText {
  const { field } = box;
  const held: HeldText = {
    isSent: !!earlier?.isSent,
    save: (isOpen) => {
      const { value: text } = field;
      // There may be a note of another tab, or one of ours that holds what has been deleted since.
      const noted = readMarker(storeKey);
      if (text || noted) writeMarker(storeKey, { ...noted, isOpen, text, isSent: held.isSent });
      box.status.textContent = held.isSent ? loaderTexts.waiting : '';
    },
  };
  field.value = earlier?.text ?? '';
  box.onInput = () => {
    // Whoever types on has not finished: send is to be pressed again.
    held.isSent = false;
    held.save(true);
  };
  box.onSend = () => {
    held.isSent = !!field.value.trim();
    // Whoever goes on writing at once starts a new line, not in the middle of the last.
    if (held.isSent) field.value += '\n';
    held.save(true);
  };
  return held;
}
