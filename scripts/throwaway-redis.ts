import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../demo-store/free-port.ts';

/** A Redis of one's own, in memory, to be ended, halted and started again. */
export interface ThrowawayRedis {
  /** With its login. */
  url: string;
  port: number;
  /** As a crash: what it knew is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** It stays connected, and says nothing any more. */
  halt(): void;
  goOn(): void;
}

/** The program, if Redis or Valkey is installed; says so loudly if not. */
export function findRedis(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const programs = folders.flatMap((folder) => ['redis-server', 'valkey-server'].map((name) => join(folder, name)));
  const found = programs.find(isExecutable);
  if (!found) {
    process.stderr.write(
      '\n*** Redis is not installed here (package redis-server): tests that need it are left out. ***\n\n',
    );
  }
  return found;
}

/** @param program of `findRedis` */
export async function startRedis(program: string, password: string): Promise<ThrowawayRedis> {
  const port = await freePort();
  const settings = { port: String(port), bind: '127.0.0.1', requirepass: password, save: '', dir: tmpdir() };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  let server: ChildProcess | undefined;

  async function start() {
    server = spawn(program, flags, { stdio: 'ignore' });
    await untilItListens(port, server);
  }
  await start();
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    start,
    async kill() {
      if (!server || hasEnded(server)) return;
      const ended = new Promise((resolve) => server?.once('close', resolve));
      server.kill('SIGKILL');
      await ended;
    },
    halt: () => void server?.kill('SIGSTOP'),
    goOn: () => void server?.kill('SIGCONT'),
  };
}

async function untilItListens(port: number, server: ChildProcess): Promise<void> {
  while (!(await listensOn(port))) {
    if (hasEnded(server)) throw new Error(`Redis ended with ${server.exitCode ?? server.signalCode} as it started.`);
    await sleep(10);
  }
}

function listensOn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
