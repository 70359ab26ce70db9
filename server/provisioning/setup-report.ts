import type { SettingChange, SettingKept } from './plan-settings.ts';
import type { SessionMoves } from './probe-session-moves.ts';

/**
 * `done`: made now. `unchanged`: was right already. `changed`: brought up to date. `kept`: differs from what set-up
 * would choose, because the owner changed it; left alone. `warning`: somebody should read the sentence.
 */
const outcomes = ['done', 'unchanged', 'changed', 'kept', 'warning'] as const;
export type Outcome = (typeof outcomes)[number];

export interface StepReport {
  step: string;
  outcome: Outcome;
  /** One sentence for people. */
  message: string;
  changed: SettingChange[];
  kept: SettingKept[];
}

/** What a set-up did. Plain data, without secrets. */
export interface SetupReport {
  storeId: string;
  storeKey: string;
  baseUrl: string | null;
  accountId: number | null;
  websiteInboxId: number | null;
  apiInboxId: number | null;
  sessionMoves: SessionMoves | null;
  steps: StepReport[];
}

/** What comparing settings came to. */
export function settingsOutcome({ changed, kept }: Pick<StepReport, 'changed' | 'kept'>): Outcome {
  if (changed.length > 0) return 'changed';
  return kept.length > 0 ? 'kept' : 'unchanged';
}

/** The report as lines to read on a terminal. */
export function formatSetupReport(report: SetupReport): string {
  const width = Math.max(0, ...report.steps.map(({ step }) => step.length));
  const lines = report.steps.flatMap((step) => [
    `${step.outcome.padEnd(longestOutcome)}  ${step.step.padEnd(width)}  ${step.message}`,
    ...details(step).map((detail) => `${' '.repeat(longestOutcome + width + 4)}${detail}`),
  ]);
  return [...lines, '', summary(report)].join('\n');
}

const longestOutcome = Math.max(...outcomes.map((outcome) => outcome.length));

function details({ changed, kept }: StepReport): string[] {
  return [
    ...changed.map(({ what, from, to }) => `${what}: ${showSetting(from)} -> ${showSetting(to)}`),
    ...kept.map(
      ({ what, value, wanted }) => `${what}: stays ${showSetting(value)}; set-up would use ${showSetting(wanted)}`,
    ),
  ];
}

function summary({ storeKey, baseUrl, accountId, websiteInboxId, apiInboxId, steps }: SetupReport): string {
  const inboxes = `inboxes ${websiteInboxId ?? 'none'} (website) and ${apiInboxId ?? 'none'} (messages)`;
  const counts = outcomes
    .map((outcome) => ({ outcome, count: steps.filter((step) => step.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${outcome}`);
  return `Store ${storeKey}: account ${accountId ?? 'none'} at ${baseUrl ?? 'no Chatwoot'}, ${inboxes}. ${counts.join(', ')}.`;
}

/** A setting's value for people. */
export function showSetting(value: unknown): string {
  if (value === true) return 'on';
  if (value === false) return 'off';
  return value === null || value === undefined || value === '' ? 'none' : String(value);
}
