/**
 * `npm run chaos:submissions`: whether the promise holds that a message which was accepted arrives at Chatwoot once, in
 * order and whole, while all that can fail does. Exit code 1: it does not.
 *
 *     npm run chaos:submissions -- --seed friday --database pglite --messages 300
 *     npm run chaos:submissions -- --without lookup        # must fail: it shows that a double would be seen
 */
import { killName } from '../crashes.ts';
import { createProgressLine } from '../progress-line.ts';
import { runCommand } from '../run-command.ts';
import { readOptions } from './options.ts';
import { writeReport } from './report.ts';
import type { Progress } from './run.ts';
import { isKept, runChaos } from './run-chaos.ts';

await runCommand(async (signal) => {
  let areKept = true;
  for (const options of readOptions(process.argv.slice(2))) {
    const line = createProgressLine(options.database, process.stderr);
    try {
      const result = await runChaos(options, (progress) => line.show(wordsOf(progress)), signal);
      line.end();
      process.stdout.write(`\n${writeReport(result)}\n`);
      areKept &&= isKept(result);
    } finally {
      line.end();
    }
  }
  return areKept;
});

function wordsOf({ phase, taken, arrived, of, tally }: Progress): string[] {
  const atChatwoot = arrived === undefined ? [] : [`${arrived} at Chatwoot`];
  return [phase, `${taken}/${of} taken`, ...atChatwoot, `${tally.of(killName)} kills`];
}
