import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { isChatwootError } from '../../chatwoot/index.ts';
import { customers } from '../../identity/tables.ts';
import { isGuarded, rememberedMoves, type SetupContext } from '../../provisioning/index.ts';
import type { Check, CheckDeps } from '../check.ts';

/** Enough to notice a habit; each is a call to Chatwoot. */
const looksAt = 20;

/**
 * Whether known customers have an address on their contact, which is safe only behind the guard. We put none there;
 * an agent may by hand, or a page that calls Chatwoot's `setUser` with one. To be run after the probe.
 */
export const contactAddresses: Check = {
  name: 'contact-addresses',
  async run({ database, context }) {
    const contactIds = await newestContacts({ database, context });
    const found = await Promise.all(contactIds.map((id) => hasAddress(context, id)));
    const facts = { lookedAt: contactIds.length, withAddress: found.filter(Boolean).length };
    if (facts.withAddress === 0) {
      const seen = facts.lookedAt === 0 ? 'Nobody has been signed in yet' : `Looked at ${facts.lookedAt}: none has one`;
      return [{ state: 'ok', message: `We put no address on a known customer's contact. ${seen}.`, facts }];
    }
    const moves = rememberedMoves(await context.store.load(context.storeId));
    const seen = `${facts.withAddress} of the ${facts.lookedAt} customers who were last signed in`;
    const message = `${seen} have an e-mail address or phone number on their contact. It does not come from our server.`;
    if (moves && isGuarded(moves.routes)) return [{ state: 'note', message, facts }];
    const advice =
      'Whoever names it becomes them: take it away there, or put the guard before Chatwoot (docs/guard.md).';
    return [{ state: 'problem', message, advice, facts }];
  },
};

async function newestContacts({ database, context: { storeId } }: CheckDeps): Promise<number[]> {
  const rows = await database.inStore(storeId, (tx) =>
    tx
      .select({ contactId: customers.contactId })
      .from(customers)
      .where(and(eq(customers.storeId, storeId), isNotNull(customers.contactId)))
      .orderBy(desc(customers.provenAt))
      .limit(looksAt),
  );
  return rows.flatMap(({ contactId }) => contactId ?? []);
}

async function hasAddress(context: SetupContext, contactId: number): Promise<boolean> {
  try {
    const { email, phoneNumber } = await context.account().contacts.show(contactId);
    return Boolean(email || phoneNumber);
  } catch (error) {
    // Merged into another or removed: then it is not theirs any more.
    if (isChatwootError(error, 'not-found')) return false;
    throw error;
  }
}
