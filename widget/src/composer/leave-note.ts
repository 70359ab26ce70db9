import { readMarker, writeMarker } from '../browser/marker.ts';
import type { FirstBox } from '../launcher/first-box.ts';
import type { MessageLane } from './message-lane.ts';
import type { MessageStore } from './message-store.ts';

interface NoteDeps {
  box: FirstBox;
  lane: MessageLane;
  database: MessageStore;
  requestId: string;
  signal: AbortSignal;
}

/** Leaves a note for the next page exactly as long as something is not where it should be. */
export async function leaveNote(storeKey: string, deps: NoteDeps): Promise<void> {
  const { box, lane, database, requestId, signal } = deps;
  const { field, dialog } = box;
  const open = lane.unsettled();
  const known = readMarker(storeKey);
  // A page that may be on its way out has noted its text, for the database may not have it yet.
  const isLeaving = document.hidden && !!field.value && known?.text === field.value;
  const note = isLeaving ? known : { talkedAt: known?.talkedAt };
  if (field.value || open.length) {
    // Only the session asked for under the same id will be the one that our server binds these to.
    const isUnbound = open.some(({ body }) => body.requestId === requestId && !body.visitorToken);
    const pending = { isOpen: !dialog.hidden, isPending: true, requestId: isUnbound ? requestId : undefined };
    return writeMarker(storeKey, { ...note, ...pending });
  }
  // Other tabs have drafts and messages, too.
  if (!(await database.isEmpty()) || field.value || lane.unsettled().length || signal.aborted) return;
  writeMarker(storeKey, note.talkedAt ? note : undefined);
}
