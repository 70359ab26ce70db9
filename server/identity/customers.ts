import { createHmac } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { first, only, type Tx } from '../db/database.ts';
import { identifierSecret } from './identity-keys.ts';
import { customers } from './tables.ts';
import type { IdentityDeps } from './take-proof.ts';

export type Customer = typeof customers.$inferSelect;

/** The store's customer of this id, whom the shop has just vouched for. @param externalId the shop's own id of them */
export async function findOrCreateCustomer(
  tx: Tx,
  { secrets, now }: IdentityDeps,
  storeId: string,
  externalId: string,
): Promise<Customer> {
  const secret = await identifierSecret(tx, secrets, storeId);
  const identifier = createHmac('sha256', secret).update(externalId).digest('base64url');
  return only(
    await tx
      .insert(customers)
      .values({ storeId, externalId, identifier, provenAt: now() })
      .onConflictDoUpdate({ target: [customers.storeId, customers.externalId], set: { provenAt: now() } })
      .returning(),
  );
}

export async function findCustomer(tx: Tx, storeId: string, id: string): Promise<Customer | undefined> {
  return first(
    await tx
      .select()
      .from(customers)
      .where(and(eq(customers.storeId, storeId), eq(customers.id, id))),
  );
}

/** The contact that Chatwoot itself says is this customer's; null: none any more. */
export async function linkContact(tx: Tx, customer: Customer, contactId: number | null): Promise<void> {
  const isThis = and(eq(customers.storeId, customer.storeId), eq(customers.id, customer.id));
  await tx.update(customers).set({ contactId }).where(isThis);
}
