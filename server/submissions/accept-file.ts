import { randomUUID } from 'node:crypto';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { SubmissionAnswer } from '../../contract/submissions.ts';
import type { Visitor } from '../chatwoot/index.ts';
import { defaultFiles } from '../contact-form/index.ts';
import { only, type Tx } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { acceptedTypes, fileKindOf, harmlessName, type StoredFile, sha256 } from '../files/index.ts';
import { files } from '../files/tables.ts';
import type { ServedStore } from '../stores/index.ts';
import { type Submission, submissionAnswer } from './accept-submission.ts';
import { hasHeld, heldSince } from './dead-letters.ts';
import { findByKey, sameBody, sessionOf, storeSubmission, wakeLane } from './store-submission.ts';
import type { SubmissionDeps } from './submission-deps.ts';
import { submissions } from './tables.ts';

/** A file as the browser hands it over: a message of its own, behind the words it goes with. */
export interface NewFile {
  requestId: string;
  visitorToken?: string | undefined;
  sequence: number;
  /** As the shopper's device calls it. */
  name: string;
  /** Epoch milliseconds, by the browser's clock. */
  writtenAt: number;
  bytes: Uint8Array;
}

/**
 * Stores a file, the message that it is, and the job that delivers it. The same `idempotencyKey` gives the first one's
 * answer.
 * @throws AppError `file_refused` for what it is; `too_many_files`; `idempotency_key_reused` when the key came with
 *   another file before; `not_ready` when files cannot be stored now.
 */
export async function acceptFile(
  deps: SubmissionDeps,
  store: ServedStore,
  idempotencyKey: string,
  upload: NewFile,
  shopper: Visitor,
  httpRequestId: string,
): Promise<SubmissionAnswer> {
  const bodyHash = sha256(upload.bytes);
  const inStore = <T>(work: (tx: Tx) => Promise<T>) => deps.database.inStore(store.id, work);
  const known = await inStore((tx) => findByKey(tx, store.id, idempotencyKey));
  if (known) return submissionAnswer(sameBody(known, bodyHash));

  const file = await describeFile(deps, store, upload, bodyHash);
  await putOutside(deps, file, upload.bytes);
  try {
    const accepted = await inStore(async (tx) => {
      const session = await sessionOf(deps, tx, store.id, upload, shopper);
      const isHeld = await hasHeld(tx, session.id);
      const receivedAt = deps.now();
      const stored = await storeFileMessage(tx, store, file, {
        storeId: store.id,
        sessionId: session.id,
        idempotencyKey,
        bodyHash,
        sequence: upload.sequence,
        text: '',
        fileId: file.id,
        writtenAt: new Date(upload.writtenAt),
        receivedAt,
        ...(isHeld && heldSince(receivedAt)),
        httpRequestId,
      });
      if (stored.fileId !== file.id) return stored;
      await deps.files.putInside(tx, file, upload.bytes);
      if (!isHeld) await wakeLane(deps, tx, session, httpRequestId);
      deps.metrics.submissionsReceived.inc();
      return stored;
    });
    // Two requests with one key at once: the other was first.
    if (accepted.fileId !== file.id) await forget(deps, file);
    return submissionAnswer(sameBody(accepted, bodyHash));
  } catch (error) {
    await forget(deps, file);
    throw error;
  }
}

async function describeFile(deps: SubmissionDeps, store: ServedStore, { name, bytes }: NewFile, hash: string) {
  const kind = await fileKindOf(bytes, name);
  if (!kind) throw new AppError('file_refused', `Its content is none of: ${acceptedTypes.join(', ')}.`);
  return {
    id: randomUUID(),
    storeId: store.id,
    name: harmlessName(name, kind),
    type: kind.type,
    size: bytes.length,
    sha256: hash,
    storage: deps.files.storage,
    createdAt: deps.now(),
  } satisfies StoredFile;
}

async function putOutside(deps: SubmissionDeps, file: StoredFile, bytes: Uint8Array) {
  try {
    await deps.files.put(file, bytes);
  } catch (error) {
    deps.logger.error({ storeId: file.storeId, err: error }, 'file not stored');
    const headers = { 'retry-after': '10' };
    throw new AppError('not_ready', 'Files cannot be stored right now. Try again in a moment.', { headers });
  }
}

type FileMessage = Omit<typeof submissions.$inferInsert, 'reference'>;

async function storeFileMessage(tx: Tx, store: ServedStore, file: StoredFile, message: FileMessage) {
  await tx.insert(files).values(file);
  const stored = await storeSubmission(tx, message);
  if (stored.fileId === file.id) await refuseTooMany(tx, store, stored);
  else await tx.delete(files).where(eq(files.id, file.id));
  return stored;
}

/** The session's row is locked by now: files that come at once are counted one after the other. */
async function refuseTooMany(tx: Tx, store: ServedStore, { sessionId }: Submission) {
  const { maxCount } = store.form.files ?? defaultFiles;
  const isFile = and(eq(submissions.sessionId, sessionId), isNotNull(submissions.fileId));
  const { count } = only(await tx.select({ count: sql<number>`count(*)::int` }).from(submissions).where(isFile));
  if (count > maxCount) throw new AppError('too_many_files', `A message may have ${maxCount} files.`);
}

async function forget({ files: store, logger }: SubmissionDeps, file: StoredFile) {
  await store
    .remove(file)
    .catch((error) => logger.warn({ fileId: file.id, err: error }, 'file left behind in storage'));
}
