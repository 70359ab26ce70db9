import { sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { jobsSchema, type QueueName, queues } from './queues.ts';

/** Jobs that wait, those put off included, by queue. */
export async function countWaitingJobs(tx: Tx): Promise<Record<QueueName, number>> {
  const answer = await tx.execute<{ name: string; jobs: number }>(
    // So written, pg-boss's own index of what is to be done answers it, whatever has been done before.
    sql`select name, count(*)::int as jobs from ${sql.identifier(jobsSchema)}.job where state < 'active' group by name`,
  );
  const counts = new Map(answer.rows.map(({ name, jobs }) => [name, jobs]));
  const names = Object.keys(queues) as QueueName[];
  return Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0])) as Record<QueueName, number>;
}
