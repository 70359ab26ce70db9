import { and, asc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { customers } from '../identity/tables.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { customerAttributes } from './tables.ts';
import { checkEveryMs } from './write-attributes.ts';

export interface PollAttributesDeps {
  database: Database;
  jobs: Jobs;
  now(): Date;
}

/** Two calls to Chatwoot for each, if nothing is to be written. */
const mostAtOnce = 100;

/**
 * The scheduled look at the contacts of known customers: those that were looked at longest ago, each store in its turn,
 * so that one with many customers leaves room for the others. A browser can write on its own contact at any time, and
 * Chatwoot tells nobody.
 * @returns how many are going to be looked at
 */
export async function pollAttributes({ database, jobs, now }: PollAttributesDeps): Promise<number> {
  return database.acrossStores(async (tx) => {
    const { checkedAt } = customerAttributes;
    const turn = sql<number>`row_number() over (partition by ${customers.storeId} order by ${checkedAt} nulls first)`;
    const isDue = or(isNull(checkedAt), lt(checkedAt, new Date(now().getTime() - checkEveryMs)));
    const due = tx
      .select({ storeId: customers.storeId, customerId: customers.id, turn: turn.as('turn') })
      .from(customers)
      .leftJoin(customerAttributes, eq(customerAttributes.customerId, customers.id))
      .where(and(isNotNull(customers.contactId), isDue))
      .as('due');
    const next = await tx.select().from(due).orderBy(asc(due.turn)).limit(mostAtOnce);
    for (const { storeId, customerId } of next) {
      const requestId = `poll-${customerId}`;
      await jobs.enqueue(tx, 'write-customer-attributes', { storeId, customerId, requestId });
    }
    return next.length;
  });
}
