import { type ConstructorOptions, PgBoss } from 'pg-boss';
import { deadLetterQueue, jobsSchema, queues } from './queues.ts';

/**
 * Installs the queue's own tables and our queues. Needs the owner; safe to repeat.
 * @param connection how to reach the database: a `db` adapter or a `connectionString`.
 */
export async function prepareQueues(connection: ConstructorOptions): Promise<void> {
  const boss = new PgBoss({ ...connection, schema: jobsSchema, supervise: false, schedule: false });
  boss.on('error', () => {
    // start() rejects with the same error; without a listener it would end the process first.
  });
  await boss.start();
  try {
    await boss.createQueue(deadLetterQueue);
    for (const [name, { cron: _cron, oneWaitingPer: _key, fairPer: _group, policy, ...settings }] of Object.entries(
      queues,
    )) {
      await boss.createQueue(name, { ...settings, ...(policy ? { policy } : {}), deadLetter: deadLetterQueue });
      // A queue's policy is for life; everything else may change from one version to the next.
      await boss.updateQueue(name, { ...settings, deadLetter: deadLetterQueue });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Lets the two roles that own nothing use the queue's tables. */
export const grantQueueAccess = `
  grant usage on schema ${jobsSchema} to storefront_runtime, storefront_operator;
  grant select, insert, update, delete on all tables in schema ${jobsSchema} to storefront_runtime, storefront_operator;
  grant execute on all functions in schema ${jobsSchema} to storefront_runtime, storefront_operator;
`;
