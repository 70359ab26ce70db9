import { z } from '@hono/zod-openapi';
import { customerIdSchema, findOrCreateCustomer, type IdentityDeps } from '../identity/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { ServedStore } from '../stores/index.ts';
import { customerAttributes } from './tables.ts';

/** Harmless ones: the visitor can read them, and so can whoever sits at their browser. */
export const attributesSchema = z.strictObject({
  customerId: customerIdSchema.describe('The shop’s own id of the customer.'),
  tier: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,39}$/u, 'should be a word or two, up to 40 letters')
    .nullish(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'should be a language, such as `pt` or `pt-BR`')
    .max(35)
    .nullish(),
  hasOrders: z.boolean().nullish(),
});
export type AttributesInput = z.infer<typeof attributesSchema>;

/** Several changes of one customer, in a batch of a shop's, are written once. */
const settleMs = 2000;

export interface SetAttributesDeps extends IdentityDeps {
  jobs: Jobs;
}

/** Keeps what the shop says about a customer, in place of what it said before, and has it written to Chatwoot. */
export async function setAttributes(
  deps: SetAttributesDeps,
  { id: storeId }: ServedStore,
  { customerId: externalId, tier = null, language = null, hasOrders = null }: AttributesInput,
  requestId: string,
): Promise<void> {
  await deps.database.inStore(storeId, async (tx) => {
    const { id: customerId } = await findOrCreateCustomer(tx, deps, storeId, externalId);
    const facts = { tier, language, hasOrders };
    await tx
      .insert(customerAttributes)
      .values({ storeId, customerId, ...facts })
      .onConflictDoUpdate({
        target: [customerAttributes.storeId, customerAttributes.customerId],
        // Looked at soon, should the job find no contact yet.
        set: { ...facts, checkedAt: null },
      });
    const job = { storeId, customerId, requestId };
    await deps.jobs.enqueue(tx, 'write-customer-attributes', job, { delayMs: settleMs });
  });
}
