/** What goes between the thread that calls and the thread that holds the database. All of it can be posted. */
import type { Results } from '@electric-sql/pglite';
import type { PostableOptions } from './query-options.ts';

/** What the worker is started with. */
export type WorkerSettings = {
  dataDir: string;
  fsync: boolean;
  /** A file written by `dumpTo`; a new database starts as its copy. */
  template: string | undefined;
};

/** Every call the worker knows: what it takes, what it answers. */
export type Calls = {
  open: { input: null; output: null };
  query: { input: QueryInput; output: Results<unknown> };
  exec: { input: ExecInput; output: Results[] };
  listen: { input: { channel: string; listener: number }; output: null };
  unlisten: { input: { listener: number }; output: null };
  dumpTo: { input: { file: string }; output: null };
  close: { input: null; output: null };
};
export type CallName = keyof Calls;

/** `inTransaction`: part of a transaction that the caller ends, so an open one is no mistake. */
export type QueryInput = { sql: string; params: unknown[]; options: PostableOptions; inTransaction: boolean };
export type ExecInput = { sql: string; options: PostableOptions; inTransaction: boolean };

export type Request = { [Name in CallName]: { id: number; name: Name; input: Calls[Name]['input'] } }[CallName];
export type Reply =
  | { id: number; output: Calls[CallName]['output'] }
  | { id: number; error: PostableError }
  | { listener: number; payload: string }
  | { panic: string };

export type PostableError = { name: string; message: string; fields: Record<string, string> };
