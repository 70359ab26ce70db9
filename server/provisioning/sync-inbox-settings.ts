import type { Inbox, InboxSettings } from '../chatwoot/index.ts';
import { planAllowedDomains } from './plan-allowed-domains.ts';
import { planSettings } from './plan-settings.ts';
import type { SetupContext } from './setup-step.ts';
import type { StepRecord } from './setup-store.ts';

/** What settings are called in reports. */
export const inboxLabels: Record<keyof InboxSettings, string> = {
  name: 'name',
  greetingEnabled: 'greeting',
  emailCollectEnabled: 'asking for an e-mail address',
  websiteUrl: 'website address',
  widgetColor: 'widget colour',
  hmacMandatory: 'signed identities only',
  allowedDomains: 'allowed domains',
  preChatFormEnabled: 'pre-chat form',
  continuityViaEmail: 'replies by e-mail',
};

export interface SyncOptions {
  /** What the step remembered when it last ran. */
  record: StepRecord | undefined;
  /** Whether the inbox is ours alone. */
  isOurs: boolean;
}

/** Brings an inbox's settings up to date, leaving alone what the owner changed by hand. */
export async function syncInboxSettings(
  context: SetupContext,
  inbox: Inbox,
  wanted: Partial<InboxSettings>,
  { record, isOurs }: SyncOptions,
) {
  const overwrite = context.options.overwrite ?? false;
  // What was applied to another inbox says nothing about this one.
  const { origins: appliedOrigins, ...applied } = record?.result.inboxId === inbox.id ? record.applied : {};
  const plan = planSettings({ wanted, actual: inbox.settings, applied, labels: inboxLabels, overwrite });
  const { origins } = context.state.store;
  const domains = planAllowedDomains({
    origins,
    actual: inbox.settings.allowedDomains,
    applied: asList(appliedOrigins),
    mayDrop: isOurs,
    overwrite,
  });
  if (domains.change) {
    plan.update.allowedDomains = domains.change.to;
    plan.changed.push({ what: inboxLabels.allowedDomains, ...domains.change });
  }
  if (plan.changed.length > 0) await context.account().inboxes.update(inbox.id, plan.update);
  return {
    changed: plan.changed,
    kept: [...plan.kept, ...domains.kept],
    applied: { ...plan.applied, origins: [...origins] },
    result: { inboxId: inbox.id },
  };
}

function asList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
