import { mkdirSync } from 'node:fs';
import { dataDirectory } from './data-directory.ts';
import { lockDirectory } from './directory-lock.ts';
import { createPgliteClient, type PgliteClient } from './pglite-client.ts';
import { startWorker } from './worker-calls.ts';

export type PgliteSettings = {
  /** A folder, made when it is not there, or `memory://` for a database that ends with its process. */
  dataDir: string;
  /** Whether a commit waits until the disk has it. Without, a power cut may cost the database; a crash of ours never. */
  fsync?: boolean;
  /** A file written by `dumpTo`: a new database starts as its copy, which is faster than making one. */
  template?: string;
  /** Called if the thread of an open database dies. Its calls are rejected by then, and the data directory is free. */
  onCrash?: (error: Error) => void;
};

/**
 * Opens the embedded PostgreSQL (PGlite) in a thread of its own, so that a slow query never stops the process.
 *
 * The thread keeps the process alive only while a call is under way. A process may end without `close`: what was
 * committed stays, and the lock on the data directory goes with the process.
 * @throws DirectoryLockedError if another process has the data directory open.
 */
export async function openPglite(options: PgliteSettings): Promise<PgliteClient> {
  const { dataDir, fsync = true, template, onCrash } = options;
  const release = takeDirectory(dataDir);
  let isOpen = false;
  const worker = startWorker({ dataDir, fsync, template }, (error) => {
    release();
    if (isOpen) onCrash?.(error);
  });
  try {
    await worker.call('open', null);
    isOpen = true;
  } catch (error) {
    await worker.close().catch(() => {}); // Closing what did not open fails the same way.
    release();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The embedded database (${dataDir}) could not be opened. ${reason}`, { cause: error });
  }
  return createPgliteClient(worker, release);
}

function takeDirectory(dataDir: string): () => void {
  if (dataDir === 'memory://') return () => {};
  mkdirSync(dataDir, { recursive: true });
  return lockDirectory(dataDirectory(dataDir).lock).release;
}
