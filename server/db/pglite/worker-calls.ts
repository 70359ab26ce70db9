import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CallName, Calls, Reply, WorkerSettings } from './messages.ts';
import { fromPostable } from './postgres-error.ts';

export type WorkerCalls = {
  call<Name extends CallName>(name: Name, input: Calls[Name]['input']): Promise<Calls[Name]['output']>;
  /** Payloads for one listener's number; returns what forgets it. */
  receive(listener: number, onPayload: (payload: string) => void): () => void;
  /** Closes the database and ends the thread. */
  close(): Promise<void>;
};

type Waiting = { resolve(output: never): void; reject(error: Error): void };

/**
 * Starts the worker thread and calls it. The thread keeps the process alive only while a call waits for its answer: a
 * program whose work is done may end with the database open, and loses nothing that was committed.
 * @param onCrash called once, after all waiting calls were rejected, if the thread ends without being asked to.
 */
export function startWorker(settings: WorkerSettings, onCrash: (error: Error) => void): WorkerCalls {
  // No flags from the process: some, such as `--input-type`, stop a thread before it has begun.
  const worker = new Worker(workerFile, { name: 'pglite', workerData: settings, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<number, (payload: string) => void>();
  let lastId = 0;
  let ended: Error | undefined;
  let cause: unknown;

  worker.on('message', (reply: Reply) => {
    if ('panic' in reply) return keepCause(new Error(reply.panic));
    if ('listener' in reply) return listeners.get(reply.listener)?.(reply.payload);
    const caller = waiting.get(reply.id);
    forget(reply.id);
    if ('error' in reply) caller?.reject(fromPostable(reply.error));
    else caller?.resolve(reply.output as never);
  });
  worker.on('error', keepCause);
  worker.on('exit', () => {
    if (ended) return;
    const reason = cause instanceof Error ? cause.message : 'its thread ended';
    ended = new Error(`The embedded database stopped unexpectedly: ${reason}`, { cause });
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    onCrash(ended);
  });

  function keepCause(error: unknown) {
    cause = error;
  }

  function forget(id: number) {
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  }

  function call<Name extends CallName>(name: Name, input: Calls[Name]['input']): Promise<Calls[Name]['output']> {
    return new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const id = ++lastId;
      worker.postMessage({ id, name, input });
      waiting.set(id, { resolve, reject });
      worker.ref();
    });
  }

  async function close() {
    if (ended) return;
    try {
      await call('close', null);
    } finally {
      ended ??= new Error('The embedded database is closed.');
      await worker.terminate();
    }
  }

  function receive(listener: number, onPayload: (payload: string) => void) {
    listeners.set(listener, onPayload);
    return () => {
      listeners.delete(listener);
    };
  }

  return { call, receive, close };
}

/** Beside this file, as TypeScript in the sources and as JavaScript once compiled. */
const workerFile = new URL(
  extname(import.meta.url) === '.ts' ? './pglite-worker-from-source.mjs' : './pglite-worker.js',
  import.meta.url,
);
