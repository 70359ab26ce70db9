import { createStore, promisifyRequest } from 'idb-keyval';

/** Both answer nothing when the database does not, in the time that a box can wait if no other is given. */
export interface Records {
  read<T>(work: (records: IDBObjectStore) => IDBRequest<T>, ms?: number): Promise<T | undefined>;
  write(work: (records: IDBObjectStore) => void, ms?: number): Promise<true | undefined>;
}

const patienceMs = 1000;

/** A small database of its own, with one table. */
export function openRecords(database: string, table: string): Records {
  const open = createStore(database, table);
  return {
    read: (work, ms) => orNothing(() => open('readonly', (records) => promisifyRequest(work(records))), ms),
    write: (work, ms) =>
      orNothing(
        () =>
          open('readwrite', (records) => {
            work(records);
            return promisifyRequest(records.transaction).then(() => true as const);
          }),
        ms,
      ),
  };
}

/** A database that is denied, or that never answers (Safari has had such days), must not hold anything up. */
async function orNothing<T>(work: () => Promise<T>, ms = patienceMs): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ms));
  try {
    return await Promise.race([work(), late]);
  } catch {
    return undefined;
  }
}
