import { recordAudit } from '../server/audit/record-audit.ts';
import { readServerFacts } from '../server/config.ts';
import {
  createSetupStore,
  formatSetupReport,
  type SetupDeps,
  SetupError,
  type SetupReport,
  type StepReport,
} from '../server/provisioning/index.ts';
import type { ChangeDeps } from '../server/stores/index.ts';
import { printJson } from './store-args.ts';

export const setupArgs = {
  overwrite: {
    type: 'boolean',
    description: 'Take settings back that somebody changed by hand in Chatwoot',
    default: false,
  },
} as const;

type Setup = (deps: SetupDeps, onStep: (step: StepReport) => void) => Promise<SetupReport>;

/** Runs a set-up with its progress on standard error and its report, at the end, on standard output. */
export async function runSetup(deps: ChangeDeps, storeKey: string, json: boolean | undefined, setup: Setup) {
  const showStep = (step: StepReport) => process.stderr.write(`${step.outcome.padEnd(9)}  ${step.message}\n`);
  const store = createSetupStore(deps.database, deps.secrets);
  const report = await setup({ store, server: readServerFacts(process.env) }, showStep).catch((error: unknown) => {
    // What was done before it stopped is worth reading too.
    if (error instanceof SetupError && json) printJson(error.report);
    throw error;
  });
  await deps.database.acrossStores((tx) =>
    recordAudit(tx, {
      storeId: report.storeId,
      actor: deps.actor,
      action: 'stores.setup',
      detail: { outcomes: Object.fromEntries(report.steps.map(({ step, outcome }) => [step, outcome])) },
    }),
  );
  if (json) return printJson(report);
  const { PUBLIC_URL: server = 'https://your-server.example' } = process.env;
  process.stdout.write(
    `\n${formatSetupReport(report)}\n\nPut this into the shop's pages:\n${tagOf(server, storeKey)}\n`,
  );
}

/** The tag that a shop puts on its pages. */
function tagOf(server: string, storeKey: string): string {
  return `<script async crossorigin="anonymous" src="${server.replace(/\/+$/, '')}/w/${storeKey}.js"></script>`;
}
