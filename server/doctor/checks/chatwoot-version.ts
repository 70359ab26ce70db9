import { isSupportedVersion, oldestVersion } from '../../provisioning/index.ts';
import type { Check } from '../check.ts';

export const chatwootVersion: Check = {
  name: 'chatwoot',
  async run({ context }) {
    const version = await context.readVersion();
    const isSupported = isSupportedVersion(version);
    const facts = { version, isSupported };
    if (isSupported) return [{ state: 'ok', message: `Chatwoot is ${version}, which is supported.`, facts }];
    const message = `Chatwoot is ${version}, which is not supported.`;
    return [{ state: 'problem', message, advice: `Bring it to ${oldestVersion} or newer.`, facts }];
  },
};
