import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';
import type { SetupState } from '../setup-store.ts';

const oldest = { major: 4, minor: 14 };
export const oldestVersion = `${oldest.major}.${oldest.minor}`;

/** Everything we rely on was seen on 4.14. */
export const checkVersion: SetupStep = {
  name: 'version',
  async run(context: SetupContext): Promise<StepResult> {
    const version = await context.readVersion();
    if (!isSupportedVersion(version)) {
      const message = `Chatwoot says it is ${version}; ${oldestVersion} or newer is what this was made for.`;
      return { outcome: 'warning', message, result: { version } };
    }
    const isKnown = rememberedVersion(context.state) === version;
    return { outcome: isKnown ? 'unchanged' : 'done', message: `Chatwoot is ${version}.`, result: { version } };
  },
};

/** The version that the last run saw. */
export function rememberedVersion(state: SetupState): string | null {
  const version = state.steps[checkVersion.name]?.result.version;
  return typeof version === 'string' ? version : null;
}

export function isSupportedVersion(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}
