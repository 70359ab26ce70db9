import { isDeepStrictEqual } from 'node:util';
import { isChatwootError } from '../chatwoot/index.ts';
import { createContext } from './setup-context.ts';
import type { SetupReport, StepReport } from './setup-report.ts';
import type { SetupDeps, SetupOptions, SetupStep, StepResult } from './setup-step.ts';
import type { SetupState, StepRecord } from './setup-store.ts';
import { rememberedMoves } from './steps/session-moves.ts';

/** Set-up stopped half-way. `report` holds what was done; running it again goes on from there. */
export class SetupError extends Error {
  override name = 'SetupError';
  readonly step: string;
  readonly report: SetupReport;

  constructor(step: string, report: SetupReport, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    // What Chatwoot is still making cannot be found yet, and would be made twice.
    const advice = isChatwootError(cause, 'unclear') ? 'Wait a minute, then run it again' : 'Run it again';
    super(`Set-up stopped at "${step}". ${reason.replace(/\.?$/, '.')} ${advice} to go on.`, { cause });
    this.step = step;
    this.report = report;
  }
}

export interface SetupRun {
  storeId: string;
  steps: readonly SetupStep[];
  options: SetupOptions;
  /** Called after each step, to show progress. */
  onStep?: ((report: StepReport) => void) | undefined;
}

/**
 * Runs the steps in order, remembering each before the next begins.
 * @throws SetupError when a step fails; AppError `store_not_found`.
 */
export async function runSetup(deps: SetupDeps, { storeId, steps, options, onStep }: SetupRun): Promise<SetupReport> {
  const reports: StepReport[] = [];
  let state = await deps.store.load(storeId);
  for (const step of steps) {
    try {
      const result = await step.run(createContext(deps, state, options));
      await remember(deps, state, step.name, result);
      const report = reportOf(step.name, result);
      reports.push(report);
      onStep?.(report);
      state = await deps.store.load(storeId);
    } catch (cause) {
      throw new SetupError(step.name, summarise(state, reports), cause);
    }
  }
  return summarise(state, reports);
}

async function remember(deps: SetupDeps, state: SetupState, step: string, done: StepResult): Promise<void> {
  const before = state.steps[step];
  const record: StepRecord = {
    result: done.result ?? before?.result ?? {},
    applied: done.applied ?? before?.applied ?? {},
  };
  if (!isDeepStrictEqual(before, record)) await deps.store.saveStep(state.store.id, step, record);
}

function reportOf(step: string, { outcome, message, changed = [], kept = [] }: StepResult): StepReport {
  return { step, outcome, message, changed, kept };
}

function summarise(state: SetupState, steps: StepReport[]): SetupReport {
  return {
    storeId: state.store.id,
    storeKey: state.store.key,
    baseUrl: state.installation?.baseUrl ?? null,
    accountId: state.account?.chatwootAccountId ?? null,
    websiteInboxId: state.inboxes.website?.chatwootInboxId ?? null,
    apiInboxId: state.inboxes.api?.chatwootInboxId ?? null,
    sessionMoves: rememberedMoves(state)?.routes ?? null,
    steps,
  };
}
