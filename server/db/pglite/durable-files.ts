/**
 * PGlite as it comes never asks the disk to keep anything: it starts PostgreSQL with fsync off, and its file system for
 * Node has no fsync to call. A killed process loses nothing by that, a power cut can lose the database. Here PostgreSQL
 * syncs, and its syncs reach the disk.
 */
import { fdatasyncSync } from 'node:fs';
import { type Extension, PGlite, type PGliteOptions } from '@electric-sql/pglite';

type FdSync = (fileDescriptor: number) => void;
type NodeFiles = { stream_ops?: { fsync?: (stream: { nfd: number }) => number } };

/**
 * Options with which PGlite keeps a directory durably: a commit that was answered survives a power cut.
 * @param sync asks the disk to keep one file; throws if it cannot.
 */
export function durableFiles(sync: FdSync = fdatasyncSync) {
  return {
    startParams: [
      ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
      // fdatasync, the usual method, does nothing in the WASM build.
      '-c',
      'wal_sync_method=fsync',
    ],
    extensions: { durableFiles: fsyncExtension(sync) },
  } satisfies PGliteOptions;
}

/** This leans on the insides of Emscripten, so it stops the start when they have changed, and a test counts syncs. */
function fsyncExtension(sync: FdSync): Extension {
  const addFsync = ({ NODEFS }: { NODEFS?: NodeFiles }) => {
    if (!NODEFS?.stream_ops) throw new Error('This version of PGlite has no place for fsync: data would not be safe.');
    NODEFS.stream_ops.fsync = ({ nfd }) => syncToErrno(() => sync(nfd));
  };
  return {
    name: 'durable files',
    setup: async (_database, options) => ({
      emscriptenOpts: { ...options, preRun: [...options.preRun, addFsync] },
    }),
  };
}

/** 0 or WASI's number for the error. PostgreSQL forgives EBADF and EINVAL for folders only, since not all disks sync those. */
function syncToErrno(sync: () => void): number {
  try {
    sync();
    return 0;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EBADF') return 8;
    if (code === 'EINVAL' || code === 'EPERM' || code === 'EISDIR') return 28;
    return 29;
  }
}
