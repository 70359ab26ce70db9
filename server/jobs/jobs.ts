import { sql } from 'drizzle-orm';
import { type ConstructorOptions, fromDrizzle, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Tx } from '../db/database.ts';
import type { Metrics } from '../observability/metrics.ts';
import { type JobData, jobsSchema, type QueueName, queues } from './queues.ts';

export interface Jobs {
  /** Adds a job in the caller's transaction: it exists if and only if its cause does. */
  enqueue<Q extends QueueName>(tx: Tx, queue: Q, data: JobData[Q], options?: { delayMs?: number }): Promise<void>;
}

type JobHandlers = { [Q in QueueName]: (data: JobData[Q]) => Promise<void> };

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
  /** How many jobs of one queue run at a time in this process. */
  concurrency: number;
}

/** The durable queue. Everything else in the server knows `Jobs`; only this folder knows pg-boss. */
export async function startJobRunner({
  connection,
  logger,
  metrics,
  concurrency,
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
  boss.on('error', (error) => logger.error({ err: error }, 'job queue'));
  await boss.start();

  return {
    async enqueue(tx, queue, data, { delayMs } = {}) {
      const startAfter = delayMs === undefined ? {} : { startAfter: new Date(Date.now() + delayMs) };
      await boss.send(queue, data, { ...startAfter, db: fromDrizzle(tx, sql) });
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
    const { cron } = queues[name];
    if (cron) await boss.schedule(name, cron);
    // New jobs are announced by NOTIFY; polling finds the ones that were put off until now.
    const options = cron
      ? { pollingIntervalSeconds: 10 }
      : { localConcurrency: concurrency, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
    await boss.work<JobData[QueueName]>(name, options, async (jobs) => {
      for (const job of jobs) {
        const log = logger.child({ job: name, jobId: job.id, ...job.data });
        const startedAt = performance.now();
        try {
          await handle(job.data);
          metrics.jobs.inc({ queue: name, result: 'done' });
          log.info({ ms: Math.round(performance.now() - startedAt) }, 'job done');
        } catch (error) {
          metrics.jobs.inc({ queue: name, result: 'failed' });
          log.error({ err: error }, 'job failed');
          throw error;
        }
      }
    });
  }
}
