import { randomBytes } from 'node:crypto';
import { accountOf } from '../setup-context.ts';
import { refuse, type SetupContext, type SetupStep, type StepResult } from '../setup-step.ts';

/** The user in whose name we work in the account. Making one again gives the same user: the address decides. */
export const createAdministrator: SetupStep = {
  name: 'administrator',
  async run(context: SetupContext): Promise<StepResult> {
    const { adminUserId, adminToken } = accountOf(context.state);
    if (adminUserId !== null && adminToken !== null) {
      return { outcome: 'unchanged', message: `User ${adminUserId} is the administrator.` };
    }
    const user = await makeAdministrator(context);
    return { outcome: 'done', message: `User ${user.id}, ${user.email}, is the administrator.` };
  },
};

/** Makes the administrator, or reads the token again of one that exists. */
export async function makeAdministrator({ state, options, store, platform, storeId }: SetupContext) {
  const email =
    accountOf(state).adminEmail ??
    options.adminEmail ??
    refuse('Say which e-mail address the administrator is to have.');
  const name = options.adminName ?? state.store.name;
  const user = await platform().createUser({ name, email, password: makePassword() });
  await store.saveAdministrator(storeId, { userId: user.id, email: user.email, token: user.token });
  return user;
}

// Never used nor kept: people get in by login links. The end holds one of each kind that Chatwoot demands.
function makePassword(): string {
  return `${randomBytes(24).toString('base64url')}aA1!`;
}
