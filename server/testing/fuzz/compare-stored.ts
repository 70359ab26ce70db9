import { chatSessions } from '../../chat-sessions/tables.ts';
import type { Database } from '../../db/database.ts';
import { files } from '../../files/tables.ts';
import { submissions } from '../../submissions/tables.ts';
import { differences } from './expected-row.ts';
import type { Accepted } from './send-requests.ts';

export interface StoredProblem {
  /** Of the request in its batch, where it is known. */
  index: number;
  problem: string;
}

/**
 * Whether all that was accepted is there as it was sent, with its job, and nothing else.
 * @param accepted by idempotency key
 */
export async function compareStored(
  database: Database,
  storeId: string,
  accepted: ReadonlyMap<string, Accepted>,
  hasJob: (sessionId: string) => boolean,
): Promise<{ stored: number; problems: StoredProblem[] }> {
  const { rows, sessions, kept } = await database.inStore(storeId, async (tx) => ({
    rows: await tx.select().from(submissions),
    sessions: await tx.select({ id: chatSessions.id }).from(chatSessions),
    kept: await tx.select({ id: files.id }).from(files),
  }));
  const keys = new Set(rows.map(({ idempotencyKey }) => idempotencyKey));
  const written = new Set(rows.map(({ sessionId }) => sessionId));
  const sentFiles = rows.filter(({ fileId }) => fileId !== null);
  const lost = [...accepted].filter(([key]) => !keys.has(key));
  return {
    stored: rows.length,
    problems: [
      ...rows.flatMap((row) => problemsOf(row, accepted.get(row.idempotencyKey), hasJob)),
      ...lost.map(([, { index }]) => ({ index, problem: 'accepted and not stored' })),
      ...(sessions.every(({ id }) => written.has(id)) ? [] : [{ index: 0, problem: 'a session without a message' }]),
      ...(kept.length === sentFiles.length ? [] : [{ index: 0, problem: 'a file without a message' }]),
    ],
  };
}

function problemsOf(
  row: typeof submissions.$inferSelect,
  one: Accepted | undefined,
  hasJob: (sessionId: string) => boolean,
): StoredProblem[] {
  if (!one) return [{ index: 0, problem: `stored although it was refused: ${row.id}` }];
  const { index, expected, isAddedTo = false } = one;
  const differing = expected ? differences(row, expected, isAddedTo) : [];
  const isForgotten = row.state === 'received' && !hasJob(row.sessionId);
  return [
    ...(differing.length > 0 ? [{ index, problem: `stored otherwise: ${differing.join(', ')}` }] : []),
    ...(isForgotten ? [{ index, problem: 'stored without its job' }] : []),
  ];
}
