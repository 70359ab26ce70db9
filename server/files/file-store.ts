import { createHash } from 'node:crypto';
import type { Database, Tx } from '../db/database.ts';
import { keepChunks, readChunks } from './database-chunks.ts';
import type { S3Bucket } from './s3-bucket.ts';
import type { files } from './tables.ts';

export type StoredFile = typeof files.$inferSelect;

/** Where the bytes of shoppers' files are. A file stays where it was put, wherever new ones go. */
export interface FileStore {
  /** Where new files go. */
  readonly storage: StoredFile['storage'];
  /** Before the transaction that stores the file's row: brings the bytes to where HTTP is needed. */
  put(file: StoredFile, bytes: Uint8Array): Promise<void>;
  /** In that transaction: brings them to where none is. */
  putInside(tx: Tx, file: StoredFile, bytes: Uint8Array): Promise<void>;
  /** The bytes, as they came; null when they are gone. @throws Error when they cannot be had now, or are not the same. */
  read(file: StoredFile): Promise<Uint8Array | null>;
  /** Takes away what deleting the row does not. Nothing there is no error. */
  remove(file: StoredFile): Promise<void>;
}

/** @param bucket where new files go, if the operator has one; else into the database. */
export function createFileStore(database: Database, bucket?: S3Bucket): FileStore {
  const isOutside = ({ storage }: StoredFile) => storage === 's3';

  return {
    storage: bucket ? 's3' : 'database',
    put: async (file, bytes) => {
      if (isOutside(file)) await requireBucket(bucket).put(keyOf(file), bytes, file.type);
    },
    putInside: async (tx, file, bytes) => {
      if (!isOutside(file)) await keepChunks(tx, file, bytes);
    },
    read: async (file) => {
      const bytes = await (isOutside(file) ? requireBucket(bucket).get(keyOf(file)) : readChunks(database, file));
      return bytes && checked(file, bytes);
    },
    remove: async (file) => {
      if (isOutside(file)) await requireBucket(bucket).remove(keyOf(file));
    },
  };
}

function keyOf({ storeId, id }: StoredFile): string {
  return `${storeId}/${id}`;
}

function requireBucket(bucket: S3Bucket | undefined): S3Bucket {
  if (bucket) return bucket;
  throw new Error('A file lies in S3, and FILES_URL does not say where that is. Set it as it was.');
}

function checked(file: StoredFile, bytes: Uint8Array): Uint8Array {
  if (sha256(bytes) === file.sha256) return bytes;
  throw new Error(`File ${file.id} is not what was stored: ${bytes.length} bytes of ${file.size}.`);
}

/** As base64url. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
