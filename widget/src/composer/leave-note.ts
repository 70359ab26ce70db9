import { readMarker, writeMarker } from '../browser/marker.ts';
import type { FirstBox } from '../launcher/first-box.ts';
import type { MessageLane } from './message-lane.ts';
import type { FormDraft, MessageStore } from './message-store.ts';

interface NoteDeps {
  box: FirstBox;
  lane: MessageLane;
  storeKey: string;
  database: MessageStore;
  requestId: string;
  claimSecret: string | undefined;
  /** What is filled in beside the message. */
  formDraft: FormDraft;
  signal: AbortSignal;
}

/** Leaves a note for the next page exactly as long as something is not where it should be. */
export async function leaveNote(noteKey: string, deps: NoteDeps): Promise<void> {
  const { box, lane, database, storeKey, requestId, claimSecret, formDraft, signal } = deps;
  const { field, dialog } = box;
  const open = lane.unsettled();
  const known = readMarker(noteKey);
  // A page that may be on its way out has noted its text, for the database may not have it yet.
  const isLeaving = document.hidden && !!field.value && known?.text === field.value;
  const note = isLeaving ? known : { talkedAt: known?.talkedAt };
  // What a form in the page has sent is looked after on pages without it, too.
  if (open.length && noteKey !== storeKey) writeMarker(storeKey, { ...readMarker(storeKey), isPending: true });
  if (field.value || open.length || Object.values(formDraft).some(Boolean)) {
    // Only the session asked for under the same id will be the one that our server binds these to.
    const isUnbound = open.some(({ body }) => body.requestId === requestId && !body.visitorToken);
    const unbound = isUnbound ? { requestId, claimSecret } : { requestId: undefined };
    return writeMarker(noteKey, { ...note, isOpen: !dialog.hidden, isPending: true, ...unbound });
  }
  // Other tabs have drafts and messages, too.
  if (!(await database.isEmpty()) || field.value || lane.unsettled().length || signal.aborted) return;
  writeMarker(noteKey, note.talkedAt ? note : undefined);
}
