import { AsyncLocalStorage } from 'node:async_hooks';
import type { QueryOptions, Results } from '@electric-sql/pglite';
import { createMutex } from './mutex.ts';
import { toPostableOptions } from './query-options.ts';
import { type PgliteQueries, type PgliteTransaction, runTransaction } from './transaction.ts';
import type { WorkerCalls } from './worker-calls.ts';

/**
 * The embedded database as Drizzle and pg-boss see it. There is one session, so calls wait for each other, and a
 * transaction keeps all others waiting until it ends.
 */
export type PgliteClient = PgliteQueries & {
  /** Commits what `work` did when it returns, nothing when it throws. See `runTransaction`. */
  transaction<T>(work: (tx: PgliteTransaction) => Promise<T>): Promise<T>;
  /** Calls back with the payload of each NOTIFY; returns what ends it. `channel` is an SQL name: quote it to keep capitals. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>;
  /** Writes a copy of the whole database to `file`, whole or not at all, for `template` in `PgliteSettings`. */
  dumpTo(file: string): Promise<void>;
  /** Waits for what was asked before, closes, and gives the data directory free. Later calls are refused. */
  close(): Promise<void>;
};

/** @param onClosed called once the database is closed. */
export function createPgliteClient(worker: WorkerCalls, onClosed: () => void): PgliteClient {
  const runExclusive = createMutex();
  const current = new AsyncLocalStorage<PgliteTransaction>();
  const queries = queriesOf(worker, false);
  let lastListener = 0;
  let closing: Promise<void> | undefined;

  /** A turn in the one session. To a call from inside a transaction it would never come. */
  async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
    if (closing) throw new Error('The embedded database is closed.');
    if (current.getStore()?.closed === false) {
      throw new Error('The database was called inside its own transaction and would wait for it forever: use `tx`.');
    }
    return runExclusive(work);
  }

  function startListening(channel: string, listener: number) {
    return takeTurn(() => worker.call('listen', { channel, listener }));
  }

  async function stopListening(listener: number) {
    if (!closing) await takeTurn(() => worker.call('unlisten', { listener }));
  }

  return {
    query: (sql, params, options) => takeTurn(() => queries.query(sql, params, options)),
    exec: (sql, options) => takeTurn(() => queries.exec(sql, options)),
    transaction: (work) =>
      takeTurn(() => runTransaction(queriesOf(worker, true), (tx) => current.run(tx, () => work(tx)))),
    async listen(channel, onPayload) {
      const listener = ++lastListener;
      const forget = worker.receive(listener, onPayload);
      await startListening(channel, listener).catch((error: unknown) => {
        forget();
        throw error;
      });
      return async () => {
        forget();
        await stopListening(listener);
      };
    },
    async dumpTo(file) {
      await takeTurn(() => worker.call('dumpTo', { file }));
    },
    close() {
      closing ??= runExclusive(() => worker.close()).finally(onClosed);
      return closing;
    },
  };
}

function queriesOf(worker: WorkerCalls, inTransaction: boolean): PgliteQueries {
  return {
    async query<T>(sql: string, params: unknown[] = [], options?: QueryOptions) {
      const input = { sql, params, options: toPostableOptions(options), inTransaction };
      return (await worker.call('query', input)) as Results<T>;
    },
    async exec(sql, options) {
      return worker.call('exec', { sql, options: toPostableOptions(options), inTransaction });
    },
  };
}
