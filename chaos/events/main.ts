/**
 * `npm run chaos:events`: whether the promise holds that each event is stored once, while our server is killed and the
 * network loses, doubles and reorders. Exit code 1: it does not.
 *
 *     npm run chaos:events -- --seed friday --database pglite --events 20000 --visitors 100
 *     npm run chaos:events -- --without dedupe        # must fail: it shows that a double would be seen
 */
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

function wordsOf({ made, answered, of, kills }: Progress): string[] {
  return [`${made}/${of} made`, `${answered} answered`, `${kills} kills`];
}
