import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/open-database.ts';
import { createTestStore, openTestDatabase } from '../db/test-database.ts';
import { createMetrics } from '../observability/metrics.ts';
import { fairShare, type JobRunner, startJobRunner } from './jobs.ts';
import type { JobData } from './queues.ts';

type Delivery = JobData['deliver-messages'];

let db: OpenDatabase;
let jobs: JobRunner;
let storeId: string;
const done: Delivery[] = [];
const failing = new Map<string, number>();
const started: string[] = [];
const startedAt = new Map<string, number>();
/** What jobs of these sessions wait for. */
const slow = new Map<string, Promise<void>>();
let letGo = () => {};
const held = new Promise<void>((resolve) => {
  letGo = resolve;
});

beforeAll(async () => {
  db = await openTestDatabase();
  storeId = (await createTestStore(db)).id;
  const logger = pino({ level: 'silent' });
  jobs = await startJobRunner({ connection: db.queueConnection, logger, metrics: createMetrics(), concurrency: 2 });
  await jobs.work({
    async 'deliver-messages'(job) {
      started.push(job.sessionId);
      startedAt.set(job.sessionId, Date.now());
      await slow.get(job.sessionId);
      const left = failing.get(job.sessionId) ?? 0;
      failing.set(job.sessionId, left - 1);
      if (left > 0) throw new Error('not yet');
      done.push(job);
    },
    'confirm-identity': async () => {},
    'write-customer-attributes': async () => {},
    'poll-customer-attributes': async () => {},
    'sweep-deliveries': async () => {},
    'show-activity': async () => {},
    'clear-activity': async () => {},
    'delete-contacts': async () => {},
    'send-mail': async () => {},
    'mail-reply': async () => {},
    'poll-replies': async () => {},
    'notice-outages': async () => {},
    'sweep-mails': async () => {},
    'sum-analytics': async () => {},
    'sum-late-analytics': async () => {},
    retention: async () => {},
  });
});
afterAll(async () => {
  await jobs.stop(5000);
  await db.close();
});

function newJob(): Delivery {
  return { storeId, sessionId: crypto.randomUUID(), requestId: 'request-1' };
}

const isDone = (job: Delivery) => done.some(({ sessionId }) => sessionId === job.sessionId);
const patience = { timeout: 15_000, interval: 50 };

describe('jobs', () => {
  it('run once their transaction is committed, with what they were given', async () => {
    const job = newJob();
    await db.database.inStore(storeId, (tx) => jobs.enqueue(tx, 'deliver-messages', job));
    await expect.poll(() => done, patience).toContainEqual(job);
  });

  it('never run when their transaction is rolled back', async () => {
    const [lost, kept] = [newJob(), newJob()];
    const rolledBack = db.database.inStore(storeId, async (tx) => {
      await jobs.enqueue(tx, 'deliver-messages', lost);
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    await db.database.inStore(storeId, (tx) => jobs.enqueue(tx, 'deliver-messages', kept));
    await expect.poll(() => isDone(kept), patience).toBe(true);
    expect(isDone(lost)).toBe(false);
  });

  it('wait for their time', async () => {
    const [later, now] = [newJob(), newJob()];
    const askedAt = Date.now();
    await db.database.inStore(storeId, async (tx) => {
      await jobs.enqueue(tx, 'deliver-messages', later, { delayMs: 2500 });
      await jobs.enqueue(tx, 'deliver-messages', now);
    });
    await expect.poll(() => isDone(now), patience).toBe(true);
    await expect.poll(() => isDone(later), patience).toBe(true);
    // Both clocks count in milliseconds, and the database's may be one behind.
    expect((startedAt.get(later.sessionId) ?? 0) - askedAt).toBeGreaterThanOrEqual(2490);
  });

  it('wait once for the same session, however often they are asked for', async () => {
    const many = Array.from({ length: 30 }, newJob);
    await db.database.inStore(storeId, async (tx) => {
      for (const job of [...many, ...many, ...many]) await jobs.enqueue(tx, 'deliver-messages', job);
    });
    await expect.poll(() => many.every(isDone), patience).toBe(true);
    const ids = many.map(({ sessionId }) => sessionId);
    expect(done.filter(({ sessionId }) => ids.includes(sessionId))).toHaveLength(many.length);
  });

  it('of two stores both run, although they are about what has one name in both', async () => {
    const other = (await createTestStore(db)).id;
    const job = newJob();
    const theirs = { ...job, storeId: other };
    await db.database.acrossStores(async (tx) => {
      await jobs.enqueue(tx, 'deliver-messages', job);
      await jobs.enqueue(tx, 'deliver-messages', theirs);
    });
    await expect.poll(() => done, patience).toEqual(expect.arrayContaining([job, theirs]));
  });

  it('are tried again when they fail', async () => {
    const job = newJob();
    failing.set(job.sessionId, 1);
    await db.database.inStore(storeId, (tx) => jobs.enqueue(tx, 'deliver-messages', job));
    await expect.poll(() => isDone(job), patience).toBe(true);
  });
});

describe('a store with a backlog', () => {
  it('leaves places to others, also while each of its jobs takes long', async () => {
    const other = (await createTestStore(db)).id;
    const crowd = Array.from({ length: 60 }, newJob);
    for (const job of crowd) slow.set(job.sessionId, held);
    await db.database.inStore(storeId, async (tx) => {
      for (const job of crowd) await jobs.enqueue(tx, 'deliver-messages', job);
    });
    await expect.poll(() => started.filter((id) => slow.has(id)).length, patience).toBeGreaterThanOrEqual(fairShare);

    const theirs = { ...newJob(), storeId: other };
    await db.database.inStore(other, (tx) => jobs.enqueue(tx, 'deliver-messages', theirs));
    await expect.poll(() => isDone(theirs), patience).toBe(true);
    expect(crowd.some(isDone)).toBe(false);
    expect(started.filter((id) => slow.has(id))).toHaveLength(fairShare);

    letGo();
    await expect.poll(() => crowd.every(isDone), patience).toBe(true);
  });
});
