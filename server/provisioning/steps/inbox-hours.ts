import type { WorkingHours } from '../../chatwoot/index.ts';
import { type OpeningHours, type Span, weekdays } from '../../opening-hours/index.ts';
import { keysOf, planSettings } from '../plan-settings.ts';
import { inboxOf } from '../setup-context.ts';
import { settingsOutcome } from '../setup-report.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';
import type { StepRecord } from '../setup-store.ts';

const labels: Record<keyof WorkingHours, string> = {
  isLimited: 'working hours',
  timeZone: 'time zone',
  sunday: 'Sunday',
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
};

/**
 * Tells Chatwoot the store's hours, as far as it can hold them: what its agents and its own messages go by. Whether
 * chat is open at a press is decided by our hours alone.
 */
export const inboxHours: SetupStep = {
  name: 'opening-hours',
  async run(context: SetupContext): Promise<StepResult> {
    const { openingHours } = context.state.store;
    const inboxId = inboxOf(context.state, 'website').chatwootInboxId;
    const record = context.state.steps[inboxHours.name];
    const applied = record?.result.inboxId === inboxId ? record.applied : {};
    // An inbox that we never gave hours may have the owner's own.
    if (!openingHours && applied.isLimited === undefined) return { outcome: 'unchanged', message: alwaysOpen };

    const wanted = openingHours ? hoursForChatwoot(openingHours) : { isLimited: false };
    const { refused, ...written } = await writeHours(context, inboxId, wanted, applied);
    const known = { ...written, result: { inboxId } };
    if (refused.length > 0) return { outcome: 'warning', message: describeRefusal(refused), ...known };
    return { outcome: settingsOutcome(written), message: describe(inboxId, openingHours), ...known };
  },
};

/** @returns what became of each setting; `refused` by what it is called. */
async function writeHours(
  { account, options }: SetupContext,
  inboxId: number,
  wanted: Partial<WorkingHours>,
  applied: StepRecord['applied'],
) {
  const { inboxes } = account();
  const { workingHours: actual } = await inboxes.show(inboxId);
  const overwrite = options.overwrite ?? false;
  const plan = planSettings({ wanted, actual, applied, labels, overwrite });
  const written = plan.changed.length > 0 ? (await inboxes.updateHours(inboxId, plan.update)).workingHours : actual;
  // Chatwoot passes over a day that it does not like without a word.
  const refusedKeys = keysOf(plan.update).filter((key) => written[key] !== plan.update[key]);
  for (const key of refusedKeys) delete plan.applied[key];
  const refused = refusedKeys.map((key) => labels[key]);
  const changed = plan.changed.filter(({ what }) => !refused.includes(what));
  return { changed, kept: plan.kept, applied: plan.applied, refused };
}

const alwaysOpen = 'People answer at all hours.';

/** One span from the first opening to the last closing of each day. */
function hoursForChatwoot({ timeZone, week }: OpeningHours): WorkingHours {
  const days = weekdays.map((day) => [day, hullOf(week[day] ?? [])] as const);
  return { isLimited: true, timeZone, ...(Object.fromEntries(days) as Omit<WorkingHours, 'isLimited' | 'timeZone'>) };
}

function hullOf(spans: readonly Span[]): string {
  const from = spans[0]?.[0];
  const until = spans.at(-1)?.[1];
  if (!from || !until) return 'closed';
  if (from === '00:00' && until === '24:00') return 'all day';
  return `${from}–${until === '24:00' ? '23:59' : until}`;
}

function describe(inboxId: number, hours: OpeningHours | null): string {
  if (!hours) return alwaysOpen;
  const withPause = weekdays.filter((day) => hasPause(hours.week[day] ?? []));
  const sentences = [`Inbox ${inboxId} has the opening hours.`];
  if (withPause.length > 0) {
    const days = withPause.map((day) => labels[day]).join(', ');
    sentences.push(`Chatwoot knows one span a day: the pauses of ${days} are ours alone.`);
  }
  if (hours.holidays.length > 0) sentences.push('Chatwoot knows no holidays: they are ours alone.');
  return sentences.join(' ');
}

function hasPause(spans: readonly Span[]): boolean {
  return spans.some(([from], at) => at > 0 && from !== spans[at - 1]?.[1]);
}

function describeRefusal(names: readonly string[]): string {
  return `Chatwoot did not take over: ${names.join(', ')}. Set it there by hand; at a press our hours count.`;
}
