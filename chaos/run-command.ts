import { setFlagsFromString } from 'node:v8';
import { quickWasm } from '../scripts/quick-wasm.ts';

/** Runs what a terminal may stop: what was started is ended then, too. Exit code 1 when `work` says that it has failed. */
export async function runCommand(work: (signal: AbortSignal) => Promise<boolean>): Promise<void> {
  setFlagsFromString(quickWasm);
  const stop = new AbortController();
  // More than once: runners pass on what the terminal has sent already, and what was started must be ended all the same.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  try {
    if (!(await work(stop.signal))) process.exitCode = 1;
  } catch (error) {
    const isStopped = error instanceof Error && error.name === 'AbortError';
    process.stderr.write(`${isStopped ? 'Stopped; everything that was started is ended.' : String(error)}\n`);
    process.exitCode = isStopped ? 130 : 1;
  }
}
