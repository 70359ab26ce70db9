import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quickWasm } from '../scripts/quick-wasm.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Our server in a process of its own, to be killed. */
export interface ServerProcess {
  /**
   * Resolves when it takes messages; whatever ends it before then, such as a database that is away, it is started
   * again, as a service manager would. @throws Error with the end of its log when that does not help.
   */
  start(): Promise<void>;
  /** As a power cut: nothing is flushed, nothing is told. */
  kill(): Promise<void>;
  /** The same, for good: whoever is about to start it finds it gone. */
  stop(): Promise<void>;
}

export interface ServerProcessOptions {
  env: Record<string, string>;
  port: number;
  logFile: string;
  /** What Node is to run instead of `storefront-chat serve` as it is built. */
  program?: string[] | undefined;
  /** It has ended, and nobody has killed it. It is started again. */
  onFall(): void;
}

const patienceMs = 60_000;

export function createServerProcess(options: ServerProcessOptions): ServerProcess {
  const { env, port, logFile, program = ['dist/node/cli/main.js', 'serve'], onFall } = options;
  let child: ChildProcess | undefined;
  let isWanted = false;
  let isGone = false;

  function spawnIt(): ChildProcess {
    const log = openSync(logFile, 'a');
    const spawned = spawn(process.execPath, [quickWasm, ...program], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env, PORT: String(port) },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    return spawned;
  }

  async function start() {
    if (isGone) return;
    isWanted = true;
    const deadline = Date.now() + patienceMs;
    for (child = spawnIt(); !(await isReady(port)); await sleep(50)) {
      if (!isWanted) return;
      if (Date.now() > deadline) throw new Error(`Our server does not start:\n${endOf(logFile)}`);
      if (hasEnded(child)) {
        await sleep(500);
        child = spawnIt();
      }
    }
    child.once('close', () => {
      if (!isWanted) return;
      onFall();
      // What comes of it shows in what is delivered.
      start().catch(() => {});
    });
  }

  async function kill() {
    isWanted = false;
    if (!child || hasEnded(child)) return;
    const ended = new Promise((resolve) => child?.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  return {
    start,
    kill,
    async stop() {
      isGone = true;
      await kill();
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

function endOf(logFile: string): string {
  return readFileSync(logFile, 'utf8').slice(-2000);
}
