import type { InboxSettings } from '../../chatwoot/index.ts';
import { ensureInbox } from '../ensure-inbox.ts';
import { withoutWildcard } from '../origin-host.ts';
import { joinDomains } from '../plan-allowed-domains.ts';
import { settingsOutcome } from '../setup-report.ts';
import { refuse, type SetupContext, type SetupStep, type StepResult } from '../setup-step.ts';
import type { SetupState } from '../setup-store.ts';
import { syncInboxSettings } from '../sync-inbox-settings.ts';

/**
 * What chat through our composer needs of any website inbox: identities only when signed, and none of Chatwoot's own
 * questions, because ours asks after the text and before sending.
 */
export const neededSettings = {
  hmacMandatory: true,
  emailCollectEnabled: false,
  preChatFormEnabled: false,
} satisfies Partial<InboxSettings>;

/** The inbox that chat runs in. */
export const websiteInbox: SetupStep = {
  name: 'website-inbox',
  async run(context: SetupContext): Promise<StepResult> {
    const wanted = wantedSettings(context.state);
    const allowedDomains = joinDomains(context.state.store.origins);
    const { inbox, isNew } = await ensureInbox(context, 'website', { ...wanted, allowedDomains });
    const record = context.state.steps[websiteInbox.name];
    const synced = await syncInboxSettings(context, inbox, wanted, { record, isOurs: true });
    if (isNew) return { outcome: 'done', message: `Made inbox ${inbox.id}, "${wanted.name}".`, ...synced };
    const message = `Inbox ${inbox.id}, "${inbox.settings.name}", is where chat runs.`;
    return { outcome: settingsOutcome(synced), message, ...synced };
  },
};

/** How set-up makes an inbox that is the store's own. */
export function wantedSettings({ store }: SetupState) {
  const [origin = refuse(`Store ${store.key} has no origin yet: say where its shop is.`)] = store.origins;
  return {
    name: store.name,
    websiteUrl: withoutWildcard(origin),
    widgetColor: store.color,
    greetingEnabled: false,
    ...neededSettings,
  };
}
