/**
 * `npm run chaos:submissions`: whether the promise holds that a message which was accepted arrives at Chatwoot once, in
 * order and whole, while all that can fail does. Exit code 1: it does not.
 *
 *     npm run chaos:submissions -- --seed friday --database pglite --messages 300
 *     npm run chaos:submissions -- --without lookup        # must fail: it shows that a double would be seen
 */
import { setFlagsFromString } from 'node:v8';
import { quickWasm } from '../../scripts/quick-wasm.ts';
import { readOptions } from './options.ts';
import { createProgressLine } from './progress-line.ts';
import { writeReport } from './report.ts';
import { isKept, runChaos } from './run-chaos.ts';

setFlagsFromString(quickWasm);

async function main() {
  const stop = new AbortController();
  // More than once: runners pass on what the terminal has sent already, and what was started must be ended all the same.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  for (const options of readOptions(process.argv.slice(2))) {
    const line = createProgressLine(options.database, process.stderr);
    try {
      const result = await runChaos(options, line.show, stop.signal);
      line.end();
      process.stdout.write(`\n${writeReport(result)}\n`);
      if (!isKept(result)) process.exitCode = 1;
    } finally {
      line.end();
    }
  }
}

main().catch((error: unknown) => {
  const isStopped = error instanceof Error && error.name === 'AbortError';
  process.stderr.write(`${isStopped ? 'Stopped; everything that was started is ended.' : String(error)}\n`);
  process.exitCode = isStopped ? 130 : 1;
});
