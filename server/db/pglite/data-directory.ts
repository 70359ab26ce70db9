import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where things are in a data directory: PostgreSQL's files, our lock, and the mark of a creation that has not ended. */
export function dataDirectory(dataDir: string) {
  return {
    cluster: join(dataDir, 'postgres'),
    lock: join(dataDir, 'postgres.lock'),
    creating: join(dataDir, 'postgres.creating'),
  };
}

/**
 * Runs `open` on the folder of PostgreSQL's files. A creation that was killed is started afresh: its files may be half
 * there, and nobody was told of anything stored in them.
 */
export async function withCluster<T>(
  dataDir: string,
  isDurable: boolean,
  open: (cluster: string, isNew: boolean) => Promise<T>,
): Promise<T> {
  const { cluster, creating } = dataDirectory(dataDir);
  if (existsSync(creating)) rmSync(cluster, { recursive: true, force: true });
  if (existsSync(cluster)) return open(cluster, false);

  writeFileSync(creating, '');
  if (isDurable) syncFolder(dataDir);
  mkdirSync(cluster);
  const opened = await open(cluster, true);
  if (isDurable) syncTree(cluster);
  rmSync(creating);
  if (isDurable) syncFolder(dataDir);
  return opened;
}

/** A new cluster's thousand files are only written; PostgreSQL itself will sync none of those that it leaves as they are. */
function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) sync(path, 'r+');
  }
  syncFolder(folder);
}

/** Windows cannot sync a folder, and does not need it to keep a file's name. */
function syncFolder(folder: string): void {
  if (process.platform !== 'win32') sync(folder, 'r');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const fileDescriptor = openSync(path, flags);
  try {
    fsyncSync(fileDescriptor);
  } finally {
    closeSync(fileDescriptor);
  }
}
