import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { inboxes } from '../stores/tables.ts';
import { isGuarded, rememberedMoves, sessionMoves } from './steps/session-moves.ts';
import { setupSteps } from './tables.ts';

/**
 * Whether set-up or `doctor`, when one of them last looked, found that no browser can take another contact's place in
 * the store's website inbox. Not knowing counts as no.
 */
export async function isKnownGuarded(tx: Tx, storeId: string): Promise<boolean> {
  const isProbe = and(eq(setupSteps.storeId, storeId), eq(setupSteps.step, sessionMoves.name));
  const records = await tx.select().from(setupSteps).where(isProbe);
  const moves = rememberedMoves({ steps: Object.fromEntries(records.map((record) => [record.step, record])) });
  if (!moves || !isGuarded(moves.routes)) return false;
  const isWebsite = and(eq(inboxes.storeId, storeId), eq(inboxes.purpose, 'website'));
  const websites = await tx.select({ id: inboxes.chatwootInboxId }).from(inboxes).where(isWebsite);
  return websites.length > 0 && websites.every(({ id }) => id === moves.inboxId);
}
