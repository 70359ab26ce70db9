import { and, eq, isNull, sql } from 'drizzle-orm';
import { first, type Tx } from '../db/database.ts';
import { visitors } from '../events/tables.ts';
import type { JobData } from '../jobs/queues.ts';
import { letLanesGo } from '../submissions/index.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { clearLater } from './clear-activity.ts';
import { dueAt } from './look-again.ts';
import type { Showing } from './plan-showing.ts';
import type { Visitor } from './read-visitor.ts';

/** How a try to show something ended. What is left out stays as it was. */
export interface Ending {
  shown?: Record<string, string>;
  /** Where; null: in no conversation. */
  conversationId?: number | null;
  /** When to look at Chatwoot although nothing has changed, and not before; null: there is no need to. */
  nextTryAt?: Date | null;
  /** Chatwoot could not be had: when to try again, milliseconds from now. */
  againMs?: number;
}

/** Writes an ending down and lets the lanes go. Whoever was as quick as this job is found out, and it is done again. */
export async function keepEnding(
  deps: ActivityDeps,
  { visitor, lanes }: Showing,
  job: JobData['show-activity'],
  ending: Ending,
): Promise<void> {
  const { againMs } = ending;
  await deps.database.inStore(visitor.storeId, async (tx) => {
    await letLanesGo(tx, deps, lanes, job.requestId);
    if (againMs !== undefined) return deps.jobs.enqueue(tx, 'show-activity', job, { delayMs: againMs });
    const now = withEnding(visitor, ending);
    const kept = await keep(tx, visitor, now, deps.now());
    if (kept === 'kept') await clearElsewhere(tx, deps, visitor, now, job.requestId);
    if (kept === 'forgotten') await clearLater(tx, deps.jobs, now, job.requestId);
    if (kept === 'overtaken') await deps.jobs.enqueue(tx, 'show-activity', job);
  });
}

type Memory = Pick<Visitor, 'storeId' | 'id' | 'shown' | 'shownConversationId' | 'nextTryAt'>;

function withEnding(before: Visitor, { shown, conversationId, nextTryAt }: Ending): Memory {
  const { storeId, id } = before;
  return {
    storeId,
    id,
    shown: shown ?? before.shown,
    shownConversationId: conversationId === undefined ? before.shownConversationId : conversationId,
    nextTryAt: nextTryAt === undefined ? before.nextTryAt : nextTryAt,
  };
}

/** @param before as the visitor was when this job began */
async function keep(tx: Tx, before: Memory, now: Memory, at: Date): Promise<'kept' | 'overtaken' | 'forgotten'> {
  const isThis = and(eq(visitors.storeId, before.storeId), eq(visitors.id, before.id));
  const shown = before.shown && JSON.stringify(before.shown);
  const isAsBefore = and(
    isThis,
    sql`${visitors.shown} is not distinct from ${shown}::jsonb`,
    before.nextTryAt ? eq(visitors.nextTryAt, before.nextTryAt) : isNull(visitors.nextTryAt),
  );
  const { shownConversationId } = now;
  const seen = { shown: now.shown, shownConversationId, nextTryAt: now.nextTryAt };
  if (first(await tx.update(visitors).set(seen).where(isAsBefore).returning())) return 'kept';
  // Which of two came last to Chatwoot nobody knows: what stands there is looked at once more.
  const unsure = { shown: now.shown ?? {}, shownConversationId, nextTryAt: dueAt(at) };
  return first(await tx.update(visitors).set(unsure).where(isThis).returning()) ? 'overtaken' : 'forgotten';
}

/** What was shown in another place before is taken away there: it would not be true any more. */
async function clearElsewhere(tx: Tx, { jobs }: ActivityDeps, before: Memory, now: Memory, requestId: string) {
  const wasOnContact = before.shown?.customerId;
  const isOnContact = now.shown?.customerId;
  if (wasOnContact === isOnContact) return;
  const left = wasOnContact ? { ...before, shownConversationId: null } : before;
  await clearLater(tx, jobs, left, requestId);
}
