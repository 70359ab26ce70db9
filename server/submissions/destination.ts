import { eq } from 'drizzle-orm';
import { first } from '../db/database.ts';
import type { StoredFile } from '../files/index.ts';
import { files } from '../files/tables.ts';
import type { Submission } from './accept-submission.ts';
import type { SubmissionDeps } from './submission-deps.ts';

/** Where a message is, once it has arrived. */
export interface Arrived {
  id: number;
  conversationId: number;
}

/** A message on its way: words, or a file with its bytes. */
export interface Parcel {
  submission: Submission;
  file: { row: StoredFile; bytes: Uint8Array } | null;
}

/** Where a session's messages go: a visitor's own conversation, or one in the store's API inbox. */
export interface Destination {
  /** Id of the newest message there; null when there is none. */
  newest(): Promise<number | null>;
  /** @throws ChatwootError whose kind says whether it may have arrived. */
  send(parcel: Parcel): Promise<Arrived>;
  /** Messages that came after this one and may be the parcel: more than one, if others of the kind were sent too. */
  findSince(parcel: Parcel, after: number | null): Promise<Arrived[]>;
  /** After a 404: whether Chatwoot itself no longer knows this place. Then the session has a new one from now on. */
  isGone(): Promise<boolean>;
}

/** What the try needs besides its row; null: the file's bytes are gone, and nothing brings them back. */
export async function packParcel(deps: SubmissionDeps, submission: Submission): Promise<Parcel | null> {
  const { storeId, fileId, text } = submission;
  if (fileId === null) return text === '' ? null : { submission, file: null };
  const row = await deps.database.inStore(storeId, async (tx) =>
    first(await tx.select().from(files).where(eq(files.id, fileId))),
  );
  const bytes = row && (await deps.files.read(row));
  return row && bytes ? { submission, file: { row, bytes } } : null;
}
