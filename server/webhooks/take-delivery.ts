import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { first } from '../db/database.ts';
import { secretPlace } from '../db/secrets.ts';
import { noteReply, type ReplyDeps } from '../replies/index.ts';
import { readEvent } from './read-event.ts';
import { webhookDeliveries, webhookSubscriptions } from './tables.ts';
import { isSigned, type SignedHeaders } from './verify-signature.ts';

/** Where the secret is sealed with which a store's Chatwoot signs. */
export const webhookSecretPlace = (storeId: string) => secretPlace('webhook_subscriptions', 'secret', storeId);

export interface Delivery extends SignedHeaders {
  /** Chatwoot's own id of it: the same when a delivery comes twice. */
  id: string;
  /** As it came. */
  body: Uint8Array;
}

/** `refused`: not signed by the store's Chatwoot. */
export type Taken = 'taken' | 'repeat' | 'refused';

/**
 * Takes what a store's Chatwoot reports, once: the delivery's id, what follows from it and the job for that are one
 * transaction.
 */
export async function takeDelivery(
  deps: ReplyDeps,
  storeId: string,
  delivery: Delivery,
  requestId: string,
): Promise<Taken> {
  const secret = await secretOf(deps, storeId);
  if (!isSigned(secret ?? randomBytes(24).toString('hex'), delivery.body, delivery, deps.now())) return 'refused';
  const event = readEvent(delivery.body);
  return deps.database.inStore(storeId, async (tx) => {
    const row = { storeId, deliveryId: delivery.id, event: event?.name ?? 'unknown', receivedAt: deps.now() };
    const isNew = (await tx.insert(webhookDeliveries).values(row).onConflictDoNothing().returning()).length > 0;
    if (!isNew) return 'repeat';
    if (event?.message) await noteReply(deps, tx, storeId, event.message, requestId);
    return 'taken';
  });
}

async function secretOf({ database, secrets }: ReplyDeps, storeId: string): Promise<string | null> {
  const isOfStore = eq(webhookSubscriptions.storeId, storeId);
  const row = await database.inStore(storeId, async (tx) =>
    first(await tx.select().from(webhookSubscriptions).where(isOfStore)),
  );
  return row ? secrets.open(row.secretSealed, webhookSecretPlace(storeId)) : null;
}
