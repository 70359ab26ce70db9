import { and, eq, inArray } from 'drizzle-orm';
import type { VisitorErasureReceipt } from '../../contract/consent.ts';
import { clearLater } from '../activity/index.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { first, only, type Tx } from '../db/database.ts';
import type { Secrets } from '../db/secrets.ts';
import type { ServedStore } from '../stores/index.ts';
import type { EventDeps } from './event-deps.ts';
import { type ErasureReceipt, forgetVisitor } from './forget-visitors.ts';
import { visitorErasures, visitors } from './tables.ts';
import { dropForgotten } from './visitor.ts';
import { visitorHashes } from './visitor-hash.ts';

/**
 * Forgets a visitor who has taken their leave back, and lets agents forget what they were shown. From now on whatever
 * arrives of them is refused. Said again, it is answered with the same receipt.
 * @param requestId of this HTTP request, for the logs
 */
export async function eraseVisitor(
  deps: EventDeps,
  { id: storeId }: ServedStore,
  visitorId: string,
  requestId: string,
): Promise<VisitorErasureReceipt> {
  const { secrets, jobs } = deps;
  const now = deps.now();
  const receipt = await deps.database.inStore(storeId, async (tx) => {
    const visitor = await holdVisitor(tx, storeId, visitorId, now);
    const known = await findReceipt(tx, secrets, storeId, visitorId);
    if (known) {
      await dropForgotten(tx, secrets, storeId, visitorId);
      return known;
    }
    await clearLater(tx, jobs, visitor, requestId);
    const receipt = await forgetVisitor(tx, secrets, storeId, visitorId, now);
    const detail = { receipt: receipt.id, events: receipt.events };
    await recordAudit(tx, { storeId, actor: 'visitor', action: 'events.erase', detail });
    return receipt;
  });
  return { receiptId: receipt.id, erasedAt: receipt.erasedAt.getTime(), events: receipt.events };
}

/** Waits for batches of this visitor that are being recorded; who comes later waits, and finds them forgotten. */
async function holdVisitor(tx: Tx, storeId: string, id: string, now: Date) {
  const unknown = { consent: {}, consentAt: now, firstSeenAt: now, lastSeenAt: now };
  return only(
    await tx
      .insert(visitors)
      .values({ storeId, id, ...unknown })
      .onConflictDoUpdate({ target: [visitors.storeId, visitors.id], set: { consent: {} } })
      .returning(),
  );
}

async function findReceipt(
  tx: Tx,
  secrets: Secrets,
  storeId: string,
  visitorId: string,
): Promise<ErasureReceipt | undefined> {
  const isTheirs = inArray(visitorErasures.visitorHash, [...visitorHashes(secrets, visitorId)]);
  const receipts = await tx
    .select()
    .from(visitorErasures)
    .where(and(eq(visitorErasures.storeId, storeId), isTheirs));
  return first(receipts);
}
