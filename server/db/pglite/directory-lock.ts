/**
 * PGlite does not notice a second process in its data directory, and each overwrites what the other wrote. This lock
 * does: a file that names its holder. It tells processes of one machine (or one container) apart, not two machines
 * that share a disk.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processStart } from './process-start.ts';

export type DirectoryLock = {
  /** Gives the lock back; doing so twice is harmless. The end of the process does it too. */
  release(): void;
};

type Holder = { pid: number; start: string; token: string };

/** Another running process, or this one, holds the lock. The message says who and what to do. */
export class DirectoryLockedError extends Error {
  override name = 'DirectoryLockedError';
  readonly pid: number;

  constructor(pid: number) {
    super(
      pid === process.pid
        ? `This process (pid ${pid}) has this data directory open already. Close it before opening it again.`
        : `Another storefront-chat (pid ${pid}) has this data directory open. Stop it, or set DATA_DIR to another ` +
            'folder, or use PostgreSQL with DATABASE_URL.',
    );
    this.pid = pid;
  }
}

/**
 * Takes the lock `file`, also from a holder that is gone. Of several processes that try at once exactly one gets it.
 * @throws DirectoryLockedError if its holder still runs.
 */
export function lockDirectory(file: string): DirectoryLock {
  const own: Holder = { pid: process.pid, start: processStart(process.pid) ?? '', token: randomUUID() };
  const draft = `${file}.${own.token}`;
  writeFileSync(draft, JSON.stringify(own), { flag: 'wx' });
  try {
    while (!createFrom(draft, file)) {
      const holder = readHolder(file);
      if (holder === 'nobody') continue;
      if (isHeld(holder)) throw new DirectoryLockedError(holder.pid);
      if (replaceStale(file, holder, draft)) break;
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return heldLock(file, own);
}

/** Linking, unlike creating and then writing, makes the file appear with its content or not at all. */
function createFrom(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Puts our draft in the place of a lock whose holder is gone. Only one process may do this for one stale lock, else the
 * second would replace the first one's fresh lock: so a second lock, named after the stale one, guards the exchange.
 */
function replaceStale(file: string, stale: Holder, draft: string): boolean {
  const guard = lockDirectory(`${file}.${stale.token}.takeover`);
  try {
    const current = readHolder(file);
    if (current === 'nobody' || current.token !== stale.token) return false;
    renameSync(draft, file);
    return true;
  } finally {
    guard.release();
  }
}

/** A lock appears with its content, so one that cannot be read was cut short by a power loss: its holder is gone. */
function readHolder(file: string): Holder | 'nobody' {
  try {
    const { pid, start, token } = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? { pid, start: String(start), token: String(token) } : unreadable;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'nobody';
    if (error instanceof SyntaxError) return unreadable;
    throw error;
  }
}

const unreadable: Holder = { pid: 0, start: '', token: 'unreadable' };

function isHeld(holder: Holder): boolean {
  if (holder.pid === 0) return false;
  const start = processStart(holder.pid);
  // Where start times are not known the pid alone decides.
  return start !== undefined && (start === holder.start || start === '' || holder.start === '');
}

function heldLock(file: string, own: Holder): DirectoryLock {
  const release = () => {
    process.removeListener('exit', release);
    const holder = readHolder(file);
    if (holder !== 'nobody' && holder.token === own.token) rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { release };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
