import type { InboxSettings } from '../chatwoot/index.ts';
import { planAllowedDomains } from './plan-allowed-domains.ts';
import { keysOf, type SettingKept } from './plan-settings.ts';
import { inboxOf } from './setup-context.ts';
import type { SetupContext } from './setup-step.ts';
import { wantedContinuity } from './steps/reply-mail.ts';
import { neededSettings, wantedSettings } from './steps/website-inbox.ts';
import { inboxLabels } from './sync-inbox-settings.ts';

export interface DifferingSetting extends SettingKept {
  /** Chat does not work as it should with another value; the others are a matter of taste. */
  isNeeded: boolean;
}

/** Where the website inbox is not as set-up would have it. Changes nothing. */
export async function differingSettings(context: SetupContext): Promise<DifferingSetting[]> {
  const { state } = context;
  const { settings } = await context.account().inboxes.show(inboxOf(state, 'website').chatwootInboxId);
  // An inbox that was there before us keeps its name and its looks.
  const isConnected = state.steps.connection !== undefined;
  const looks: Partial<InboxSettings> = isConnected ? neededSettings : wantedSettings(state);
  const wanted = { ...looks, ...wantedContinuity(context) };
  const differing = keysOf(wanted)
    .filter((key) => settings[key] !== wanted[key])
    .map((key) => ({
      what: inboxLabels[key],
      value: settings[key],
      wanted: wanted[key],
      isNeeded: key in neededSettings || key === 'continuityViaEmail',
    }));
  return [...differing, ...domainsMissing(state.store.origins, settings.allowedDomains)];
}

/** Pages of the shop in which Chatwoot would not show. */
function domainsMissing(origins: readonly string[], actual: string | null): DifferingSetting[] {
  if (!actual?.trim()) return [];
  const { change } = planAllowedDomains({ origins, actual, applied: [], mayDrop: false, overwrite: false });
  return change ? [{ what: inboxLabels.allowedDomains, value: actual, wanted: change.to, isNeeded: true }] : [];
}
