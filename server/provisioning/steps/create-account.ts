import { isChatwootError, type PlatformAccount, type PlatformClient } from '../../chatwoot/index.ts';
import { chatwootLocale } from '../chatwoot-locale.ts';
import { accountOf } from '../setup-context.ts';
import { refuse, type SetupContext, type SetupStep, type StepResult } from '../setup-step.ts';
import { replyDomain } from './account-settings.ts';

/** By this attribute an account is found again whose id we never learned. */
const storeAttribute = 'storefront_store';

const doubt = 'A run was cut off here before, and Chatwoot cannot list its accounts: look for a second, empty one.';

export const createAccount: SetupStep = {
  name: 'account',
  async run(context: SetupContext): Promise<StepResult> {
    const { chatwootAccountId } = accountOf(context.state);
    if (chatwootAccountId !== null) return checkAccount(context.platform(), chatwootAccountId);

    const found = await findAccount(context);
    if (found.account) return adopt(context, found.account, `Found account ${found.account.id} again.`);

    const mayExistTwice = !found.isCertain && context.state.steps[createAccount.name]?.result.wasTried === true;
    await context.store.saveStep(context.storeId, createAccount.name, { result: { wasTried: true }, applied: {} });
    const account = await context.platform().createAccount(accountFields(context));
    const made = await adopt(context, account, `Made account ${account.id}.`);
    return mayExistTwice ? { ...made, outcome: 'warning', message: `${made.message} ${doubt}` } : made;
  },
};

async function checkAccount(platform: PlatformClient, accountId: number): Promise<StepResult> {
  const account = await platform.showAccount(accountId).catch((error: unknown) => {
    if (!isChatwootError(error, 'not-found')) throw error;
    return refuse(`Account ${accountId} is gone from Chatwoot, and with it the store's conversations.`);
  });
  if (account.status === 'suspended') {
    return { outcome: 'warning', message: `Account ${accountId} is suspended: no chat until it is active again.` };
  }
  return { outcome: 'unchanged', message: `Account ${accountId} is there.` };
}

async function findAccount({ platform, storeId }: SetupContext) {
  try {
    const accounts = await platform().listAccounts();
    const account = accounts.find(({ customAttributes }) => customAttributes[storeAttribute] === storeId);
    return { isCertain: true, account };
  } catch (error) {
    // The list is a 500 for good once any account was deleted: then there is no way to look.
    if (!isChatwootError(error, 'server-error')) throw error;
    return { isCertain: false, account: undefined };
  }
}

async function adopt(context: SetupContext, account: PlatformAccount, message: string): Promise<StepResult> {
  await context.store.saveAccountId(context.storeId, account.id);
  return { outcome: 'done', message, result: {} };
}

function accountFields({ state, options, storeId }: SetupContext) {
  return {
    name: accountOf(state).name,
    locale: chatwootLocale(state.store.locale),
    domain: replyDomain(state, options),
    supportEmail: options.supportEmail,
    customAttributes: { [storeAttribute]: storeId },
  };
}
