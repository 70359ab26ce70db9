import { readFileSync } from 'node:fs';

/**
 * When a process started, as text that no other process of this machine has had: boot id and clock ticks since boot.
 * @returns `undefined` when the process is gone; `''` where the system does not tell (anything but Linux).
 */
export function processStart(pid: number): string | undefined {
  if (!isRunning(pid)) return undefined;
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may itself hold brackets and spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    // A zombie has ended; only its parent has not looked yet (a container without an init process).
    return state === 'Z' || state === 'X' ? undefined : `${bootId()}/${ticks}`;
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return isRunning(pid) ? '' : undefined;
    throw error;
  }
}

/** Signal 0 only asks: a process of another user answers EPERM and runs all the same. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isNodeError(error) && error.code === 'EPERM';
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
