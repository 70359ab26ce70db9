import { type Marker, writeMarker } from '../browser/marker.ts';
import type { FirstBox } from '../launcher/first-box.ts';

/** What is in the box while the composer has not come yet. */
export interface HeldText {
  /** Send was pressed on what the box holds now. */
  isSent: boolean;
  /** Writes it to the marker, for the next page. */
  save(isOpen: boolean): void;
}

/** Looks after the box until the composer does: nothing typed is lost, even if the composer never comes. */
export function holdText(box: FirstBox, storeKey: string, earlier: Marker | undefined, onSend: () => void): HeldText {
  const { field } = box;
  const held: HeldText = {
    isSent: !!earlier?.isSent,
    save: (isOpen) => writeMarker(storeKey, field.value ? { isOpen, text: field.value, isSent: held.isSent } : earlier),
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
    onSend();
  };
  return held;
}
