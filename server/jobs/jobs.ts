import { sql } from 'drizzle-orm';
import { type ConstructorOptions, fromDrizzle, type Job, type JobResult, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Tx } from '../db/database.ts';
import type { Metrics } from '../observability/metrics.ts';
import { type JobData, jobsSchema, type QueueName, queues } from './queues.ts';

export interface Jobs {
  /**
   * Adds a job in the caller's transaction: it exists if and only if its cause does. On a queue with `oneWaitingPer`
   * nothing is added while one for the same waits already (of those put off, and of those wanted now).
   */
  enqueue<Q extends QueueName>(tx: Tx, queue: Q, data: JobData[Q], options?: { delayMs?: number }): Promise<void>;
}

export type JobHandlers = { [Q in QueueName]: (data: JobData[Q]) => Promise<void> };

export interface JobRunner extends Jobs {
  /** Starts taking jobs. */
  work(handlers: JobHandlers): Promise<void>;
  /** Lets running jobs end (at most `timeoutMs`), takes no new ones. */
  stop(timeoutMs: number): Promise<void>;
}

export interface JobRunnerOptions {
  connection: ConstructorOptions;
  logger: Logger;
  metrics: Metrics;
  /** How many batches of one queue run at a time in this process. */
  concurrency: number;
  /**
   * The queue itself had trouble, and what it held may wait until that job's time is over: a store's surplus that could
   * not be put back, say, because another job for the same waits by now; pg-boss then gives up the whole batch.
   */
  onTrouble?(): void;
}

/** How many jobs are fetched, and run, together. */
const batchSize = 4;

/**
 * Of a queue with `fairPer`: how many batches run at a time in this process, of how many jobs, and how many jobs of one
 * store. Fewer than there are batches, so that whoever has thousands waiting, or takes long, leaves some to others.
 */
const fair = { batches: 6, batchSize: 2 };
export const fairShare = 4;

/** The durable queue. Everything else in the server knows `Jobs`; only this folder knows pg-boss. */
export async function startJobRunner({
  connection,
  logger,
  metrics,
  concurrency,
  onTrouble,
}: JobRunnerOptions): Promise<JobRunner> {
  const boss = new PgBoss({
    ...connection,
    schema: jobsSchema,
    useListenNotify: true,
    // Tables are the owner's business (see prepare-queues.ts); this process owns nothing.
    migrate: false,
    createSchema: false,
    reindex: false,
    superviseIntervalSeconds: 30,
  });
  boss.on('error', (error) => {
    logger.error({ err: error }, 'job queue');
    onTrouble?.();
  });
  await boss.start();

  return {
    async enqueue(tx, queue, data, { delayMs } = {}) {
      const startAfter = delayMs === undefined ? {} : { startAfter: new Date(Date.now() + delayMs) };
      const about = { ...keyOf(queue, data, delayMs), ...groupOf(queue, data) };
      await boss.send(queue, data, { ...startAfter, ...about, db: fromDrizzle(tx, sql) });
    },

    async work(handlers) {
      for (const name of Object.keys(queues) as QueueName[]) {
        await workQueue(name, handlers[name] as (data: JobData[QueueName]) => Promise<void>);
      }
    },

    async stop(timeoutMs) {
      await boss.stop({ graceful: true, timeout: timeoutMs });
    },
  };

  async function workQueue(name: QueueName, handle: (data: JobData[QueueName]) => Promise<void>) {
    const { cron, fairPer } = queues[name];
    if (cron) await boss.schedule(name, cron);
    // New jobs are announced by NOTIFY; polling finds the ones that were put off until now. A full batch means a
    // backlog: the next one is fetched without a pause, which pg-boss does for batches alone.
    const options = cron
      ? { pollingIntervalSeconds: 10, perJobResults: true as const }
      : {
          ...(fairPer
            ? { batchSize: fair.batchSize, localConcurrency: fair.batches, localGroupConcurrency: fairShare }
            : { batchSize, localConcurrency: concurrency }),
          pollingIntervalSeconds: 1,
          notifyPollingIntervalSeconds: 1,
          burstWhenBatchFull: true,
          perJobResults: true as const,
        };
    await boss.work<JobData[QueueName]>(name, options, (jobs) =>
      Promise.all(jobs.map((job) => runJob(name, job, handle))),
    );
  }

  /** One job of a batch: its failure is its own, and tried again by itself. */
  async function runJob(
    name: QueueName,
    { id, data }: Job<JobData[QueueName]>,
    handle: (data: JobData[QueueName]) => Promise<void>,
  ): Promise<JobResult> {
    const log = logger.child({ job: name, jobId: id, ...data });
    const startedAt = performance.now();
    try {
      await handle(data);
      metrics.jobs.inc({ queue: name, result: 'done' });
      log.info({ ms: Math.round(performance.now() - startedAt) }, 'job done');
      return { id, status: 'completed' };
    } catch (error) {
      metrics.jobs.inc({ queue: name, result: 'failed' });
      log.error({ err: error }, 'job failed');
      return { id, status: 'failed', output: { message: 'see the log line of this job' } };
    }
  }
}

/** Whose job it is, for a queue that shares its places out. */
function groupOf<Q extends QueueName>(queue: Q, data: JobData[Q]): { group?: { id: string } } {
  const field = queues[queue].fairPer;
  return field === undefined ? {} : { group: { id: String((data as Record<string, unknown>)[field]) } };
}

/** What is put off and what is wanted now are told apart: the one must not keep the other waiting. */
function keyOf<Q extends QueueName>(
  queue: Q,
  data: JobData[Q],
  delayMs: number | undefined,
): { singletonKey?: string } {
  const field = queues[queue].oneWaitingPer;
  if (field === undefined) return {};
  // A browser's own id may be known in several stores.
  const { storeId = '', [field]: about } = data as Record<string, unknown>;
  return { singletonKey: `${storeId} ${about} ${delayMs === undefined ? 'now' : 'later'}` };
}
