import { and, asc, desc, eq, gt, gte, or, type SQL } from 'drizzle-orm';
import type { SubmissionAnswer } from '../../contract/submissions.ts';
import { chatSessions } from '../chat-sessions/tables.ts';
import { type Database, first } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { files } from '../files/tables.ts';
import { deliveries, submissions } from './tables.ts';

export interface SubmissionFilter {
  state?: SubmissionAnswer['state'] | undefined;
  /** Received at this time or later. */
  since?: Date | undefined;
}

/** A message as it stands in a list: nothing that somebody wrote, and nobody's name. */
export type ListedSubmission = Awaited<ReturnType<typeof listSubmissions>>[number];

/** Newest first. */
export async function listSubmissions(database: Database, storeId: string, filter: SubmissionFilter, limit: number) {
  const { reference, state, receivedAt, deliveredAt, failure, reason, chatwootConversationId } = submissions;
  const fields = { reference, state, receivedAt, deliveredAt, failure, reason, chatwootConversationId };
  return database.inStore(storeId, (tx) =>
    tx.select(fields).from(submissions).where(fits(storeId, filter)).orderBy(desc(receivedAt)).limit(limit),
  );
}

/** A message with all that is known of it, and of the file that it is. */
export type FullSubmission = ReturnType<typeof toFull>;

/**
 * One message and every try to deliver it.
 * @param name its reference, `K7Q-4TM`, or its id
 * @throws AppError `not_found`
 */
export async function inspectSubmission(database: Database, storeId: string, name: string) {
  return database.inStore(storeId, async (tx) => {
    const found = first(await fullSubmissions(tx).where(and(eq(submissions.storeId, storeId), isNamed(name))));
    if (!found) throw new AppError('not_found', `This store has no message ${name}. \`submissions list\` shows them.`);
    const { startedAt, endedAt, outcome, failure } = deliveries;
    const tries = await tx
      .select({ startedAt, endedAt, outcome, failure })
      .from(deliveries)
      .where(eq(deliveries.submissionId, found.submission.id))
      .orderBy(asc(startedAt));
    return { ...toFull(found), tries };
  });
}

const exportedAtOnce = 200;

/** All messages that fit, oldest first, read bit by bit: there may be many. */
export async function* exportSubmissions(
  database: Database,
  storeId: string,
  filter: SubmissionFilter,
): AsyncGenerator<FullSubmission> {
  let last: typeof submissions.$inferSelect | undefined;
  for (;;) {
    const rows = await database.inStore(storeId, (tx) =>
      fullSubmissions(tx)
        .where(and(fits(storeId, filter), last && isAfter(last)))
        .orderBy(asc(submissions.receivedAt), asc(submissions.id))
        .limit(exportedAtOnce),
    );
    yield* rows.map(toFull);
    last = rows.at(-1)?.submission;
    if (!last || rows.length < exportedAtOnce) return;
  }
}

export function isNamed(name: string): SQL {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
  return isId ? eq(submissions.id, name) : eq(submissions.reference, name.toUpperCase());
}

function fits(storeId: string, { state, since }: SubmissionFilter): SQL | undefined {
  return and(
    eq(submissions.storeId, storeId),
    state && eq(submissions.state, state),
    since && gte(submissions.receivedAt, since),
  );
}

function isAfter({ receivedAt, id }: typeof submissions.$inferSelect): SQL | undefined {
  const isAtOnce = and(eq(submissions.receivedAt, receivedAt), gt(submissions.id, id));
  return or(gt(submissions.receivedAt, receivedAt), isAtOnce);
}

type Tx = Parameters<Parameters<Database['inStore']>[1]>[0];

function fullSubmissions(tx: Tx) {
  const { name, type, size, sha256 } = files;
  const { userAgent } = chatSessions;
  return tx
    .select({ submission: submissions, file: { name, type, size, sha256 }, userAgent })
    .from(submissions)
    .innerJoin(chatSessions, eq(chatSessions.id, submissions.sessionId))
    .leftJoin(files, eq(files.id, submissions.fileId))
    .$dynamic();
}

function toFull({ submission, file, userAgent }: Awaited<ReturnType<typeof fullSubmissions>>[number]) {
  const { storeId: _store, idempotencyKey: _key, bodyHash: _hash, fileId: _file, ...facts } = submission;
  return { ...facts, file, userAgent };
}
