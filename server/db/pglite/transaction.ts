import type { QueryOptions, Results } from '@electric-sql/pglite';
import { PostgresError } from './postgres-error.ts';

/** What can be asked inside a transaction and outside. The types are PGlite's. */
export type PgliteQueries = {
  /** One statement, with parameters `$1`, `$2`. */
  query<T>(sql: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>>;
  /** One or more statements without parameters; a result for each. */
  exec(sql: string, options?: QueryOptions): Promise<Results[]>;
};

/** `rollback` ends the transaction and keeps nothing, without an error. */
export type PgliteTransaction = PgliteQueries & { rollback(): Promise<void>; readonly closed: boolean };

/**
 * Commits when `work` returns; rolls back, and throws the same error, when it throws. `tx` ends with it.
 * @param queries the session, which nobody else may use meanwhile.
 * @throws PostgresError 25P02 if `work` swallowed a statement's error, after which PostgreSQL commits nothing.
 */
export async function runTransaction<T>(
  queries: PgliteQueries,
  work: (tx: PgliteTransaction) => Promise<T>,
): Promise<T> {
  const { tx, end } = openTransaction(queries);
  await queries.exec('BEGIN');
  try {
    const result = await work(tx);
    if (!tx.closed) await end('COMMIT');
    return result;
  } catch (error) {
    // Should even this fail, the first error is the one to hear about.
    if (!tx.closed) await end('ROLLBACK').catch(() => {});
    throw error;
  }
}

function openTransaction(queries: PgliteQueries) {
  let closed = false;

  // What is asked before the end is also answered before it; what comes after would run outside of the transaction.
  function whileOpen(): PgliteQueries {
    if (closed) throw new Error('This transaction has ended: await every query before its callback returns.');
    return queries;
  }

  async function end(how: 'COMMIT' | 'ROLLBACK') {
    closed = true;
    const [result] = await queries.exec(how);
    if (result?.command === how) return;
    throw new PostgresError('A statement failed, so the transaction was rolled back instead of committed.', {
      severity: 'ERROR',
      code: '25P02',
    });
  }

  const tx: PgliteTransaction = {
    query: async (sql, params, options) => whileOpen().query(sql, params, options),
    exec: async (sql, options) => whileOpen().exec(sql, options),
    rollback: async () => {
      whileOpen();
      await end('ROLLBACK');
    },
    get closed() {
      return closed;
    },
  };
  return { tx, end };
}
