/**
 * `storefront-chat serve` with one of the `guards` taken out, named by the argument. For `npm run chaos:submissions`
 * alone: no setting of the real program leads here.
 */
import { and, eq } from 'drizzle-orm';
import { untilStopped } from '../../cli/until-stopped.ts';
import { chatSessions } from '../../server/chat-sessions/tables.ts';
import { readConfig } from '../../server/config.ts';
import { first } from '../../server/db/database.ts';
import type { Jobs } from '../../server/jobs/jobs.ts';
import type { JobData } from '../../server/jobs/queues.ts';
import { type ServerChanges, startServer } from '../../server/start-server.ts';
import { deliverSubmission } from '../../server/submissions/deliver-submission.ts';
import type { SubmissionDeps } from '../../server/submissions/index.ts';
import { submissions } from '../../server/submissions/tables.ts';
import { visitorDestination } from '../../server/submissions/visitor-destination.ts';
import { type Guard, guards } from './guards.ts';

/** Long enough for a kill to come between. */
const forgetfulMs = 1500;

const withoutIt: Record<Guard, ServerChanges> = {
  lookup: { deps: withoutLookup },
  outbox: { deps: withoutOutbox },
  lane: { handlers: (handlers, deps) => ({ ...handlers, 'deliver-messages': (job) => deliverAtOnce(deps, job) }) },
};

/** What came after a try of unknown ending is nothing. */
function withoutLookup(deps: SubmissionDeps): SubmissionDeps {
  return {
    ...deps,
    widgetClient(...facts) {
      const client = deps.widgetClient(...facts);
      return { ...client, messages: async (range) => (range ? [] : client.messages()) };
    },
  };
}

/** Jobs are written a while after their cause, from this process's memory; the sweep's not at all. */
function withoutOutbox(deps: SubmissionDeps): SubmissionDeps {
  const enqueue: Jobs['enqueue'] = async (tx, queue, data, options) => {
    if (queue !== 'deliver-messages') return deps.jobs.enqueue(tx, queue, data, options);
    const { storeId, requestId } = data as JobData['deliver-messages'];
    if (requestId.startsWith('sweep-')) return;
    const write = () => deps.database.inStore(storeId, (later) => deps.jobs.enqueue(later, queue, data, options));
    setTimeout(() => void write().catch(() => {}), forgetfulMs);
  };
  return { ...deps, jobs: { ...deps.jobs, enqueue } };
}

/** Whoever has a job holds the one lease that there is, and sends all that is open together. */
async function deliverAtOnce(deps: SubmissionDeps, { storeId, sessionId, requestId }: JobData['deliver-messages']) {
  const store = deps.directory.findById(storeId);
  if (!store) return;
  const lease = { storeId, sessionId, token: '00000000-0000-4000-8000-000000000000' };
  const { session, open } = await deps.database.inStore(storeId, async (tx) => {
    const isIt = eq(chatSessions.id, sessionId);
    const isOpen = and(eq(submissions.sessionId, sessionId), eq(submissions.state, 'received'));
    await tx.update(chatSessions).set({ leaseToken: lease.token }).where(isIt);
    return {
      session: first(await tx.select().from(chatSessions).where(isIt)),
      open: await tx.select().from(submissions).where(isOpen),
    };
  });
  if (!session || open.length === 0) return;
  const destination = await visitorDestination(deps, store, session, requestId);
  const steps = await Promise.all(open.map((submission) => deliverSubmission(deps, lease, destination, submission)));
  if (steps.every(({ state }) => state === 'done')) return;
  const again = { storeId, sessionId, requestId };
  await deps.database.inStore(storeId, (tx) =>
    deps.jobs.enqueue(tx, 'deliver-messages', again, { delayMs: deps.settleMs }),
  );
}

const guard = guards.find((name) => name === process.argv[2]);
if (!guard) throw new Error(`Name the guard to take out: ${guards.join(', ')}.`);
await untilStopped(await startServer(readConfig(process.env), undefined, withoutIt[guard]));
