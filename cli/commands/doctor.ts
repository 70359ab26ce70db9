import { defineCommand } from 'citty';
import { readServerFacts } from '../../server/config.ts';
import { type DoctorReport, examineStore, formatFinding } from '../../server/doctor/index.ts';
import { examinePage, isPageAddress, type PageReport } from '../examine-page.ts';
import { exitCodes, runCommand, withDatabase } from '../run-command.ts';
import { jsonArg, printJson } from '../store-args.ts';

type Show = (finding: DoctorReport['findings'][number]) => void;

export const doctor = defineCommand({
  meta: {
    name: 'doctor',
    description:
      'Look at a store and its Chatwoot, or at a page of the shop, and say what is wrong and what to do.\n\n' +
      'A page is fetched as a visitor who comes for the first time would, without cookies; its store is looked at too\n' +
      'where the database here knows it. Of a store throw-away contacts show whether one session can take the place of\n' +
      'another; they are removed again. One of these calls Chatwoot allows six times in 12 hours.\n' +
      'Ends with 0 when nothing is wrong, else with 1. Every finding is explained in docs/doctor.md.',
  },
  args: {
    store: { type: 'positional', description: 'Key of the store, or address of a page (https://…)', required: true },
    json: jsonArg,
  },
  run: (call) => {
    const { store, json } = call.args;
    const show: Show = json ? () => {} : (finding) => void process.stdout.write(formatFinding(finding));
    if (isPageAddress(store)) {
      return runCommand(call, async () => {
        const report = await examinePage(store, process.env, show);
        conclude(report, json ? undefined : summaryOfPage(report));
      });
    }
    return withDatabase(call, async (deps) => {
      const report = await examineStore({ ...deps, server: readServerFacts(process.env) }, store, show);
      conclude(report, json ? undefined : summaryOf(report));
    });
  },
});

/** @param summary left out: JSON is wanted */
function conclude(report: { isHealthy: boolean }, summary: string | undefined): void {
  if (summary === undefined) printJson(report);
  else process.stdout.write(`\n${summary}\n`);
  if (!report.isHealthy) process.exitCode = exitCodes.failed;
}

function summaryOf({ storeKey, chatwootUrl, findings }: DoctorReport): string {
  return `Store ${storeKey}, Chatwoot at ${chatwootUrl ?? 'none'}: ${verdictOf(findings)}.`;
}

function summaryOfPage({ storeKey, server, findings, selfTest }: PageReport): string {
  const whose = storeKey && server ? `Store ${storeKey}, server at ${server}` : 'No chat of ours';
  return `${whose}: ${verdictOf(findings)}.\nWhat only a browser sees: ${selfTest}`;
}

function verdictOf(findings: DoctorReport['findings']): string {
  const problems = findings.filter(({ state }) => state === 'problem').length;
  return problems === 0 ? 'nothing is wrong' : problems === 1 ? 'one problem' : `${problems} problems`;
}
