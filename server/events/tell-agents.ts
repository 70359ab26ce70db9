import { lookAgainAtVisitor } from '../activity/index.ts';
import type { Tx } from '../db/database.ts';
import type { JobData } from '../jobs/queues.ts';
import type { ServedStore } from '../stores/index.ts';
import type { EventDeps } from './event-deps.ts';
import type { TimedEvent } from './visitor-state.ts';

/** What somebody does within these seconds is shown at once. */
const settleMs = 1500;

/** Lets agents see what somebody whom they may know sees and has, if the store wants that. */
export async function tellAgents(
  tx: Tx,
  deps: EventDeps,
  { showActivity }: ServedStore,
  who: JobData['show-activity'],
  events: readonly TimedEvent[],
): Promise<void> {
  if (showActivity === 'off') return;
  // Perhaps the first words of a conversation, in which nothing has been shown yet.
  const hasWritten = events.some(({ event: { type } }) => type === 'message_sent' || type === 'chat_started');
  if (hasWritten) await lookAgainAtVisitor(tx, deps, who);
  else await deps.jobs.enqueue(tx, 'show-activity', who, { delayMs: settleMs });
}
