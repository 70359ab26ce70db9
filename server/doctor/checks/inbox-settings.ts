import { type DifferingSetting, differingSettings, showSetting } from '../../provisioning/index.ts';
import type { Check, Finding } from '../check.ts';

export const inboxSettings: Check = {
  name: 'inbox-settings',
  async run({ context }) {
    const differing = await differingSettings(context);
    if (differing.length > 0) return differing.map(describe);
    return [{ state: 'ok', message: 'The inbox is set as set-up wants it.' }];
  },
};

function describe({ what, value, wanted, isNeeded }: DifferingSetting): Finding {
  const message = `${what}: ${showSetting(value)}; set-up would use ${showSetting(wanted)}.`;
  const facts = { what, value, wanted };
  if (!isNeeded) return { state: 'note', message, facts };
  return { state: 'problem', message, advice: 'Change it in Chatwoot, or run set-up again with --overwrite.', facts };
}
