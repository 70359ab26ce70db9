import { uuid } from '../browser/uuid.ts';

/** Tells living pages from those that are gone, whose drafts are free to be taken. */
export interface PageHold {
  /** Of this page. Without Web Locks all pages of the store share one. */
  readonly id: string;
  /** Also called when the page comes back from the browser's memory. */
  hold(): void;
  /** A page on its way out lets go, so that the next one need not wait, and the browser may keep this one in memory. */
  letGo(): void;
}

/** Drafts of a form in a page stay in such forms. */
export const inlinePlace = 'inline-';
export const isInline = (pageId: string) => pageId.startsWith(inlinePlace);
/** Under which its note for the next page lies. */
export const noteKeyOf = (storeKey: string, place = '') => (place ? `${storeKey}:${place}note` : storeKey);

const lockName = (storeKey: string, id: string) => `storefront-chat:${storeKey}:${id}`;

/** @param place where it draws, if that is not the launcher's box */
export function createPageHold(storeKey: string, place = ''): PageHold {
  const { locks } = navigator;
  const id = place + (locks ? uuid() : 'shared');
  let letGo = () => {};
  return {
    id,
    hold() {
      letGo();
      const leaving = new AbortController();
      const until = new Promise<void>((resolve) => {
        letGo = () => {
          // A page that goes before it was its turn must not be given the lock while the browser keeps it in memory.
          leaving.abort();
          resolve();
        };
      });
      // A browser that denies storage may deny locks as well.
      locks?.request(lockName(storeKey, id), { signal: leaving.signal }, () => until).catch(() => {});
    },
    letGo: () => letGo(),
  };
}

/** Ids of all pages of the store that are alive; none where nobody can tell. */
export async function livingPages(storeKey: string): Promise<string[]> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.map(({ name = '' }) => name.replace(lockName(storeKey, ''), ''));
}
