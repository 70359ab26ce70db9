import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { emptyState, type State, stateVersion } from './state.ts';

const writeDelayMs = 100;

type DataFile = {
  /** Something changed: it is on disk within a tenth of a second. */
  changed(): void;
  /** Writes what is still waiting. */
  flush(): void;
};

/** Reads the state kept in `path`; a file that is not there yet is a new installation. */
export function readState(path: string | undefined): State {
  if (path === undefined) return emptyState();
  const text = readIfThere(path);
  if (text === undefined) return emptyState();
  const state = parseState(text);
  if (state === undefined) {
    throw new Error(
      `The Chatwoot stand-in cannot read its data in ${path}. Put a good copy back, or delete the file to start afresh.`,
    );
  }
  return { ...emptyState(), ...state };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The Chatwoot stand-in cannot open its data in ${path}: check who may read it.`, { cause: error });
  }
}

function parseState(text: string): State | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isState(value) ? value : undefined;
  } catch {
    // Half a file or another file: the caller says what to do.
    return undefined;
  }
}

function isState(value: unknown): value is State {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === stateVersion;
}

export function openDataFile(path: string | undefined, state: State): DataFile {
  if (path === undefined) return { changed: () => {}, flush: () => {} };
  const file = path;
  let timer: NodeJS.Timeout | undefined;

  function flush() {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    writeState(file, state);
  }
  return {
    changed: () => {
      timer ??= setTimeout(flush, writeDelayMs);
    },
    flush,
  };
}

/** Written beside and renamed: a process that dies half-way leaves the old file whole. */
function writeState(path: string, state: State) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
  renameSync(draft, path);
}
