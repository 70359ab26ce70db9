import { originHost } from '../origin-host.ts';
import { planSettings } from '../plan-settings.ts';
import { settingsOutcome } from '../setup-report.ts';
import type { SetupContext, SetupOptions, SetupStep, StepResult } from '../setup-step.ts';
import type { SetupState } from '../setup-store.ts';

const labels = {
  name: 'account name',
  locale: 'account language',
  domain: 'domain of reply addresses',
  supportEmail: 'support address',
};

/** Without a domain, Chatwoot never mails a reply to a shopper who has left. */
export const accountSettings: SetupStep = {
  name: 'account-settings',
  async run(context: SetupContext): Promise<StepResult> {
    const account = context.account();
    const { settings } = await account.show();
    const { update, changed, kept, applied } = planSettings({
      wanted: { domain: replyDomain(context.state, context.options) },
      actual: settings,
      // A domain that was there before we ever set one is the owner's.
      applied: { domain: null, ...context.state.steps[accountSettings.name]?.applied },
      labels,
      overwrite: context.options.overwrite ?? false,
    });
    if (changed.length > 0) await account.update(update);
    const message = `Reply addresses end in ${update.domain ?? settings.domain}.`;
    return { outcome: settingsOutcome({ changed, kept }), message, changed, kept, applied };
  },
};

/** What the part after the @ of reply addresses should be. */
export function replyDomain({ store }: SetupState, options: SetupOptions): string {
  const [origin = 'http://localhost'] = store.origins;
  return options.replyDomain ?? originHost(origin);
}
