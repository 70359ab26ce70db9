import { asc, eq } from 'drizzle-orm';
import type { Database, Tx } from '../db/database.ts';
import type { StoredFile } from './file-store.ts';
import { fileChunks } from './tables.ts';

/** Small enough that no row is a burden, large enough that a photograph is a few dozen of them. */
const chunkBytes = 256 * 1024;

/** Stores a file's bytes beside its row, which is there already. */
export async function keepChunks(tx: Tx, { id: fileId, storeId }: StoredFile, bytes: Uint8Array): Promise<void> {
  for (let position = 0; position * chunkBytes < bytes.length; position += 1) {
    const content = bytes.subarray(position * chunkBytes, (position + 1) * chunkBytes);
    await tx.insert(fileChunks).values({ storeId, fileId, position, content });
  }
}

/** @returns null when there are none. */
export async function readChunks(database: Database, { id, storeId }: StoredFile): Promise<Uint8Array | null> {
  const rows = await database.inStore(storeId, (tx) =>
    tx.select().from(fileChunks).where(eq(fileChunks.fileId, id)).orderBy(asc(fileChunks.position)),
  );
  return rows.length > 0 ? Buffer.concat(rows.map(({ content }) => content)) : null;
}
