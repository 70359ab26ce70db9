import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { type AccountClient, isChatwootError } from '../chatwoot/index.ts';
import { type Database, first } from '../db/database.ts';
import { type Customer, findCustomer, followContact } from '../identity/index.ts';
import type { JobData } from '../jobs/queues.ts';
import type { Metrics } from '../observability/metrics.ts';
import { type Comparison, compare, type ServerOwned, wantedOf } from './server-owned.ts';
import { customerAttributes } from './tables.ts';

export interface WriteAttributesDeps {
  database: Database;
  metrics: Metrics;
  logger: Logger;
  /** The store's account at Chatwoot, as its administrator; null until set-up has one. */
  accountClient(storeId: string, requestId: string): Promise<AccountClient | null>;
  now(): Date;
}

/** How often a contact is looked at, when nothing is to be written. */
export const checkEveryMs = 3600_000;
/** After Chatwoot has failed us. */
const tryAgainMs = 5 * 60_000;

type Job = JobData['write-customer-attributes'];

/**
 * The job: makes the attributes on a customer's contact what the shop has said. Only what differs is written; what
 * somebody else has put there is put back and counted. A Chatwoot that is away is left to the poll, which comes again in five
 * minutes.
 */
export async function writeAttributes(deps: WriteAttributesDeps, { storeId, customerId, requestId }: Job) {
  const { customer, facts } = await read(deps.database, storeId, customerId);
  // Nobody has been linked yet: the poll finds them when they are.
  if (!customer || customer.contactId === null) return;
  let written: ServerOwned | undefined;
  try {
    const client = await deps.accountClient(storeId, requestId);
    const wanted = wantedOf(facts);
    const comparison = client && (await putRight(deps, client, customer, facts?.written ?? {}, wanted));
    if (comparison) {
      report(deps, { storeId, customerId, requestId }, comparison);
      written = wanted;
    }
  } catch (error) {
    if (!isChatwootError(error)) throw error;
    deps.logger.warn({ storeId, customerId, requestId, err: error }, 'customer attributes not written');
  }
  await remember(deps, { storeId, customerId }, written);
}

async function read(database: Database, storeId: string, customerId: string) {
  return database.inStore(storeId, async (tx) => ({
    customer: await findCustomer(tx, storeId, customerId),
    facts: first(await tx.select().from(customerAttributes).where(eq(customerAttributes.customerId, customerId))),
  }));
}

/** @returns what was not as it should be; null when the customer has no contact any more */
async function putRight(
  deps: WriteAttributesDeps,
  client: AccountClient,
  customer: Customer,
  written: ServerOwned,
  wanted: ServerOwned,
): Promise<Comparison | null> {
  const link = await followContact(deps, client, customer);
  if (!link) return null;
  const { customAttributes } = await client.contacts.show(link.id);
  // What stands on a contact that took the place of the one we wrote on is nobody's forgery.
  const left = link.id === customer.contactId ? written : customAttributes;
  const comparison = compare(customAttributes, left, wanted);
  const { changed, surplus } = comparison;
  if (Object.keys(changed).length > 0) await client.contacts.update(link.id, { customAttributes: changed });
  if (surplus.length > 0) await client.contacts.deleteCustomAttributes(link.id, surplus);
  return comparison;
}

function report({ metrics, logger }: WriteAttributesDeps, ids: Job, { forged }: Comparison) {
  for (const attribute of forged) metrics.forgedAttributes.inc({ attribute });
  // Which, and whose by our own ids: what was written there may be anything.
  if (forged.length > 0) logger.warn({ ...ids, forged }, 'customer attributes were not ours: put back');
}

async function remember(
  { database, now }: WriteAttributesDeps,
  { storeId, customerId }: Omit<Job, 'requestId'>,
  written: ServerOwned | undefined,
) {
  const failedAt = new Date(now().getTime() - checkEveryMs + tryAgainMs);
  const seen = written ? { checkedAt: now(), written } : { checkedAt: failedAt };
  await database.inStore(storeId, (tx) =>
    tx
      .insert(customerAttributes)
      .values({ storeId, customerId, ...seen })
      .onConflictDoUpdate({
        target: [customerAttributes.storeId, customerAttributes.customerId],
        set: seen,
      }),
  );
}
