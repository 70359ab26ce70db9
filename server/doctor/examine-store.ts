import { isChatwootError } from '../chatwoot/index.ts';
import type { Database } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import { createContext, createSetupStore, SetupRefusal, type SetupServer } from '../provisioning/index.ts';
import { requireStore } from '../stores/index.ts';
import type { Check, CheckDeps, Finding } from './check.ts';
import { chatwootVersion } from './checks/chatwoot-version.ts';
import { contactAddresses } from './checks/contact-addresses.ts';
import { identityRoutes } from './checks/identity-routes.ts';
import { inboxSettings } from './checks/inbox-settings.ts';
import { replyMail } from './checks/reply-mail.ts';

/** In this order: what comes later may build on what came before. */
const checks: readonly Check[] = [chatwootVersion, inboxSettings, replyMail, identityRoutes, contactAddresses];

const notSetUp: Check = {
  name: 'set-up',
  run: async () => [
    {
      state: 'problem',
      message: 'The store has no inbox in Chatwoot yet.',
      advice: 'Run stores add or stores connect.',
    },
  ],
};

export interface DoctorReport {
  storeKey: string;
  /** Where browsers reach Chatwoot; null: the store has none yet. */
  chatwootUrl: string | null;
  /** Whether no problem was found. */
  isHealthy: boolean;
  findings: (Finding & { check: string })[];
}

/**
 * Looks at everything that we know can be wrong with a store. Leaves nothing behind in Chatwoot.
 * @throws AppError `store_not_found`.
 */
export async function examineStore(
  { database, secrets, server }: { database: Database; secrets: Secrets; server?: SetupServer },
  storeKey: string,
  onFinding: (finding: DoctorReport['findings'][number]) => void = () => {},
): Promise<DoctorReport> {
  const { id } = await database.acrossStores((tx) => requireStore(tx, storeKey));
  const store = createSetupStore(database, secrets);
  const state = await store.load(id);
  const context = createContext({ store, ...(server && { server }) }, state, {});
  const findings: DoctorReport['findings'] = [];
  for (const check of state.inboxes.website ? checks : [notSetUp]) {
    for (const finding of await runCheck(check, { database, context })) {
      findings.push({ check: check.name, ...finding });
      onFinding({ check: check.name, ...finding });
    }
  }
  const isHealthy = findings.every((finding) => finding.state !== 'problem');
  return { storeKey, chatwootUrl: state.installation?.baseUrl ?? null, isHealthy, findings };
}

async function runCheck(check: Check, deps: CheckDeps): Promise<Finding[]> {
  try {
    return await check.run(deps);
  } catch (error) {
    if (!isChatwootError(error) && !(error instanceof SetupRefusal)) throw error;
    return [{ state: 'problem', message: `Could not be looked at. ${error.message}` }];
  }
}
