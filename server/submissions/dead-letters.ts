import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { submissions } from './tables.ts';

/** Why a message was given up: a closed list, for it is counted. `failure` of its row says more. */
export type DeadLetterReason = 'refused' | 'given-up' | 'file-gone';

/** Why a message is kept and not delivered that filled in a field which nobody sees. */
export const heldAsSpam = 'held as spam';

/** A dead letter from the first day: an operator may let it go. */
export function heldSince(receivedAt: Date) {
  return { state: 'failed', failure: heldAsSpam, failedAt: receivedAt } as const;
}

/** Whether a session has such a message: then the files that come with it are held, too. */
export async function hasHeld(tx: Tx, sessionId: string): Promise<boolean> {
  const isHeld = and(eq(submissions.sessionId, sessionId), eq(submissions.failure, heldAsSpam));
  return (await tx.select({ id: submissions.id }).from(submissions).where(isHeld).limit(1)).length > 0;
}
