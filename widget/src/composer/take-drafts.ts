import type { Marker } from '../browser/marker.ts';
import { draftKey, type FormDraft, openRecords } from './message-store.ts';
import { isInline, livingPages } from './page-hold.ts';

export interface Taken {
  /** What pages that are gone have left, beside the note that the loader has put into the box. */
  drafts: string[];
  /** What they have left of a form. */
  form: FormDraft;
  /** The note is of a tab that is still there: its text is in the box of that tab. */
  isNoteOfOthers: boolean;
}

/**
 * Takes the drafts of pages that are gone, in one go, so that none is ever taken twice.
 * @param ownId of the page that takes them: a form in a page takes those of such forms, the launcher's box the others
 */
export async function takeDrafts(storeKey: string, epoch: string, note: Marker, ownId = ''): Promise<Taken> {
  const living = await livingPages(storeKey);
  const { text, pageId = '' } = note;
  const taken = new Map<string, string>();
  const form: FormDraft = {};
  let isLate = false;
  await openRecords(storeKey).write((records) =>
    eachDraft(records, (key, draftEpoch, page, part) => {
      // Nobody would take it any more: it stays for the next page.
      if (isLate || draftEpoch !== epoch || living.includes(page) || isInline(page) !== isInline(ownId)) return;
      const request = records.get(key);
      request.onsuccess = () => {
        if (part) form[part] = request.result;
        else taken.set(page, request.result);
      };
      records.delete(key);
    }),
  );
  isLate = true;
  // The note is newer than what the database has of that page, and of the one before it, if that went while its draft
  // was being taken. An empty one says nothing: tabs that nobody has written in leave it as well.
  if (text) taken.delete(pageId);
  const drafts = [...taken.values()].filter((draft) => !text?.startsWith(draft));
  return { drafts, form, isNoteOfOthers: living.includes(pageId) };
}

/** Another page has taken the draft of this one, while it was away: what is in the box is in another box, too. */
export async function hasOtherTaken(storeKey: string, epoch: string, pageId: string): Promise<boolean> {
  const keys = await openRecords(storeKey).read((records) => records.getAllKeys());
  return keys?.includes(draftKey(epoch, pageId)) === false;
}

export function eachDraft(
  records: IDBObjectStore,
  visit: (key: string, epoch: string, page: string, part?: keyof FormDraft) => void,
): void {
  const request = records.getAllKeys(IDBKeyRange.bound('draft:', 'draft;'));
  request.onsuccess = () => {
    for (const key of request.result as string[]) {
      const [, epoch = '', page = '', part] = key.split(':');
      visit(key, epoch, page, part as keyof FormDraft | undefined);
    }
  };
}
