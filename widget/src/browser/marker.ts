/**
 * The one thing that the loader reads from storage: a small note, left by an earlier page of this shop, that a
 * draft or a message has not reached us yet. Without it nothing is resumed and no database is opened.
 */
export interface Marker {
  /** The box was open: show it again. */
  isOpen?: boolean;
  /** Something has not reached us: the composer is to look after it. */
  isPending?: boolean;
  /** When a message was last written or read here; epoch milliseconds. A reply may be waiting. */
  talkedAt?: number | undefined;
  /** All that was in the box when the page was left: the composer's database may be a few letters behind. */
  text?: string;
  /** The page that `text` is of, once it has a draft in the composer's database. */
  pageId?: string;
  /** Send had been pressed on `text`. */
  isSent?: boolean | undefined;
  /** A message went out under it without a session: the next page asks for the session that our server binds it to. */
  requestId?: string | undefined;
  /** Without it our server does not give that session out again. */
  claimSecret?: string | undefined;
}

const keyOf = (storeKey: string) => `storefront-chat:${storeKey}`;

export function readMarker(storeKey: string): Marker | null | undefined {
  try {
    // Without a note it is parsed as "null", and null comes out.
    return JSON.parse(localStorage.getItem(keyOf(storeKey)) as string);
  } catch {
    // A note of someone else's making, or storage is denied: the same to us as no note.
  }
}

/** Whether what is written can be read again. */
export function canStore(): boolean {
  writeMarker('?', { isOpen: true });
  const can = !!readMarker('?');
  writeMarker('?', undefined);
  return can;
}

/** Writes the note, or takes it away when there is nothing to say. */
export function writeMarker(storeKey: string, marker: Marker | undefined): void {
  try {
    if (marker) localStorage.setItem(keyOf(storeKey), JSON.stringify(marker));
    else localStorage.removeItem(keyOf(storeKey));
  } catch {
    // Storage is denied or full: the box works without, it is only not remembered.
  }
}
