/** The door of this folder: what the rest of the server may use. */
export { deleteLooseFiles } from './delete-loose-files.ts';
export { acceptedTypes, fileKindOf } from './file-kinds.ts';
export { createFileStore, type FileStore, type StoredFile, sha256 } from './file-store.ts';
export { harmlessName } from './harmless-name.ts';
export { createS3Bucket, type S3Target } from './s3-bucket.ts';
export { readS3Target } from './s3-target.ts';
