import { and, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { submissions } from '../submissions/tables.ts';
import type { FileStore } from './file-store.ts';
import { files } from './tables.ts';

/** As long as a row may be on its way into the same transaction as its message. */
const graceMs = 3_600_000;

const mostAtOnce = 200;

/**
 * Deletes files whose message is gone: their bytes first, so that a row is left as long as there is something to
 * delete. One that S3 does not let go is tried again the next time.
 * @returns how many went.
 */
export async function deleteLooseFiles(deps: {
  database: Database;
  files: FileStore;
  logger: Logger;
  now(): Date;
}): Promise<number> {
  const isOld = lt(files.createdAt, new Date(deps.now().getTime() - graceMs));
  const loose = await deps.database.acrossStores((tx) => {
    const message = tx.select({ one: sql`1` }).from(submissions).where(eq(submissions.fileId, files.id));
    const isLoose = and(isOld, notExists(message));
    return tx.select().from(files).where(isLoose).limit(mostAtOnce);
  });
  const gone: string[] = [];
  for (const file of loose) {
    try {
      await deps.files.remove(file);
      gone.push(file.id);
    } catch (error) {
      deps.logger.warn({ fileId: file.id, err: error }, 'file not deleted, tried again later');
    }
  }
  if (gone.length > 0) await deps.database.acrossStores((tx) => tx.delete(files).where(inArray(files.id, gone)));
  return gone.length;
}
