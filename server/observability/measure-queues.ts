import { inArray, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database, Tx } from '../db/database.ts';
import { countWaitingJobs } from '../jobs/count-waiting-jobs.ts';
import { mails } from '../mail/tables.ts';
import { measureBacklog } from '../submissions/index.ts';
import type { Metrics } from './metrics.ts';

export interface MeasureDeps {
  database: Database;
  metrics: Metrics;
  logger: Logger;
  now(): Date;
}

/** Whoever asks more often is given the same figures again: anybody may ask. */
const freshMs = 5000;

/**
 * Looks, when `/metrics` is asked for, at what waits: messages, mails, jobs. While the database is down the figures stay
 * as they were, and the others are there all the same.
 */
export function createQueueMeter({ database, metrics, logger, now }: MeasureDeps): () => Promise<void> {
  let measuredAt = Number.NEGATIVE_INFINITY;
  let measuring: Promise<void> | undefined;

  async function measure() {
    try {
      const found = await database.acrossStores(async (tx) => ({
        backlog: await measureBacklog(tx),
        mails: await countMails(tx),
        jobs: await countWaitingJobs(tx),
      }));
      show(found);
      measuredAt = now().getTime();
    } catch (error) {
      logger.warn({ err: error }, 'what waits could not be measured');
    } finally {
      measuring = undefined;
    }
  }

  function show({ backlog, mails, jobs }: Found) {
    const { oldestReceivedAt } = backlog;
    const ageMs = oldestReceivedAt ? now().getTime() - oldestReceivedAt.getTime() : 0;
    metrics.undelivered.set(backlog.undelivered);
    metrics.oldestUndelivered.set(Math.max(0, ageMs) / 1000);
    metrics.deadLettersKept.set({ of: 'messages' }, backlog.deadLetters);
    metrics.deadLettersKept.set({ of: 'spam' }, backlog.held);
    metrics.deadLettersKept.set({ of: 'mails' }, mails.failed);
    metrics.unsentMails.set(mails.waiting);
    for (const [queue, waiting] of Object.entries(jobs)) metrics.waitingJobs.set({ queue }, waiting);
  }

  return async () => {
    if (now().getTime() - measuredAt < freshMs) return;
    measuring ??= measure();
    await measuring;
  };
}

interface Found {
  backlog: Awaited<ReturnType<typeof measureBacklog>>;
  mails: Awaited<ReturnType<typeof countMails>>;
  jobs: Awaited<ReturnType<typeof countWaitingJobs>>;
}

async function countMails(tx: Tx) {
  const rows = await tx
    .select({ state: mails.state, mails: sql<number>`count(*)::int` })
    .from(mails)
    .where(inArray(mails.state, ['waiting', 'failed']))
    .groupBy(mails.state);
  const countOf = (wanted: string) => rows.find(({ state }) => state === wanted)?.mails ?? 0;
  return { waiting: countOf('waiting'), failed: countOf('failed') };
}
