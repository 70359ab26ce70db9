/** The worker thread: holds the database and does what it is told, in the order in which it is told. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { withCluster } from './data-directory.ts';
import { durableFiles } from './durable-files.ts';
import { hearLastWords } from './last-words.ts';
import type { CallName, Calls, ExecInput, QueryInput, Reply, Request, WorkerSettings } from './messages.ts';
import { toPostable } from './postgres-error.ts';
import { fromPostableOptions } from './query-options.ts';

type Handlers = { [Name in CallName]: (input: Calls[Name]['input']) => Promise<Calls[Name]['output']> };

const settings: WorkerSettings = workerData;
const postgres = hearLastWords((lastWords) => {
  post({ panic: lastWords });
  process.exit(1); // Of a thread this ends the thread.
});
const opening = open(settings).catch((error: Error) => {
  throw new Error(postgres.lastWords() ?? error.message);
});
const listeners = new Map<number, () => Promise<void>>();

const handlers: Handlers = {
  async open() {
    await opening;
    return null;
  },
  async query({ sql, params, options, inTransaction }: QueryInput) {
    const database = await opening;
    return leavingNothingOpen(database, inTransaction, () => database.query(sql, params, fromPostableOptions(options)));
  },
  async exec({ sql, options, inTransaction }: ExecInput) {
    const database = await opening;
    return leavingNothingOpen(database, inTransaction, () => database.exec(sql, fromPostableOptions(options)));
  },
  async listen({ channel, listener }) {
    const database = await opening;
    listeners.set(listener, await database.listen(channel, (payload) => post({ listener, payload })));
    return null;
  },
  async unlisten({ listener }) {
    await listeners.get(listener)?.();
    listeners.delete(listener);
    return null;
  },
  async dumpTo({ file }) {
    const dump = await (await opening).dumpDataDir('none');
    const draft = `${file}.${process.pid}.draft`;
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
    renameSync(draft, file);
    return null;
  },
  async close() {
    await (await opening).close();
    return null;
  },
};

async function open({ dataDir, fsync, template }: WorkerSettings): Promise<PGlite> {
  if (dataDir === 'memory://') return PGlite.create(dataDir, options(false, template));
  return withCluster(dataDir, fsync, (cluster, isNew) =>
    PGlite.create(cluster, options(fsync, isNew ? template : undefined)),
  );
}

function options(fsync: boolean, template: string | undefined): PGliteOptions {
  const durable = fsync ? durableFiles() : undefined;
  return {
    ...postgres.options,
    ...durable,
    extensions: { ...postgres.options.extensions, ...durable?.extensions },
    ...(template && { loadDataDir: new Blob([readFileSync(template)]) }),
  };
}

/**
 * All callers share one session. A transaction that one of them leaves open, as a script that fails between its BEGIN
 * and its COMMIT does, would take in the work of the next.
 */
async function leavingNothingOpen<T>(database: PGlite, inTransaction: boolean, work: () => Promise<T>): Promise<T> {
  if (inTransaction) return work();
  const result = await work().catch(async (error: unknown) => {
    await endTransaction(database);
    throw error;
  });
  if (!(await endTransaction(database))) return result;
  throw new Error('A statement left a transaction open, and it was rolled back. Use transaction() instead of BEGIN.');
}

async function endTransaction(database: PGlite): Promise<boolean> {
  if (!database.isInTransaction()) return false;
  await database.exec('ROLLBACK');
  return true;
}

async function answer(request: Request): Promise<void> {
  const { id, name, input } = request;
  try {
    const handle = handlers[name] as (input: unknown) => Promise<Calls[CallName]['output']>;
    post({ id, output: await handle(input) });
  } catch (error) {
    post({ id, error: toPostable(error) });
  }
}

function post(reply: Reply): void {
  parentPort?.postMessage(reply);
}

// The failed calls say why the database could not be opened; without this the process would be told too.
opening.catch(() => {});
parentPort?.on('message', answer);
