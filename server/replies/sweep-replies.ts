import { and, eq, lt } from 'drizzle-orm';
import type { ReplyDeps } from './reply-deps.ts';
import { replies } from './tables.ts';

const mostAtOnce = 500;
/** An answer that was due this long ago has lost its job. */
const overdueMs = 2 * 60_000;

/** Gives answers that were due and that nobody looks at, because a process died, a new job. At start and every minute. */
export async function sweepReplies(deps: ReplyDeps): Promise<number> {
  const overdue = new Date(deps.now().getTime() - overdueMs);
  return deps.database.acrossStores(async (tx) => {
    const forgotten = await tx
      .select({ storeId: replies.storeId, replyId: replies.id })
      .from(replies)
      .where(and(eq(replies.state, 'waiting'), lt(replies.dueAt, overdue)))
      .limit(mostAtOnce);
    for (const reply of forgotten) {
      await deps.jobs.enqueue(tx, 'mail-reply', { ...reply, requestId: `sweep-${reply.replyId}` });
    }
    return forgotten.length;
  });
}
