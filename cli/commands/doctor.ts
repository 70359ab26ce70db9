import { defineCommand } from 'citty';
import { readServerFacts } from '../../server/config.ts';
import { type DoctorReport, examineStore, formatFinding } from '../../server/doctor/index.ts';
import { exitCodes, withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';

export const doctor = defineCommand({
  meta: {
    name: 'doctor',
    description:
      'Look at a store and its Chatwoot, and say what is wrong and what to do.\n\n' +
      'Makes throw-away contacts to see whether one session can take the place of another, and removes them again.\n' +
      'One of its calls Chatwoot allows six times in 12 hours. Ends with 0 when nothing is wrong, else with 1.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store', required: true },
    json: jsonArg,
  },
  run: (call) =>
    withDatabase(call, async (deps) => {
      const { args } = call;
      const show = args.json
        ? undefined
        : (finding: DoctorReport['findings'][number]) => void process.stdout.write(formatFinding(finding));
      const report = await examineStore({ ...deps, server: readServerFacts(process.env) }, args.store, show);
      if (args.json) printJson(report);
      else process.stdout.write(`\n${summaryOf(report)}\n`);
      if (!report.isHealthy) process.exitCode = exitCodes.failed;
    }),
});

function summaryOf({ storeKey, chatwootUrl, findings }: DoctorReport): string {
  const problems = findings.filter(({ state }) => state === 'problem').length;
  const verdict = problems === 0 ? 'nothing is wrong' : problems === 1 ? 'one problem' : `${problems} problems`;
  return `Store ${storeKey}, Chatwoot at ${chatwootUrl ?? 'none'}: ${verdict}.`;
}
