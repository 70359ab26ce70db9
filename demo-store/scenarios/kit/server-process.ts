import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { quickWasm } from '../../../scripts/quick-wasm.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Process {
  child: ChildProcess;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Resolves when these words are printed. @throws Error with the output when it ends before. */
  prints(words: string): Promise<void>;
  /** As a power cut: nothing is flushed, nothing is told. */
  kill(): Promise<void>;
  /** As Ctrl-C does. @returns its exit code. */
  interrupt(): Promise<number | null>;
  /** Resolves with its exit code when it ends by itself. */
  ended(): Promise<number | null>;
}

interface ProgramOptions {
  cwd: string;
  env: Record<string, string>;
  /** In a process group of its own, as a terminal would have it. */
  detached?: boolean;
}

/** Runs the command line, as it is built, in a process of its own: `runCli(['serve'], env)`. */
export function runCli(args: string[], env: Record<string, string>): Process {
  return runProgram(process.execPath, [quickWasm, 'dist/node/cli/main.js', ...args], { cwd: root, env });
}

/** Runs a program with no more of our environment than it needs to be found. */
export function runProgram(program: string, args: string[], { cwd, env, detached = false }: ProgramOptions): Process {
  const child = spawn(program, args, {
    cwd,
    detached,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close').then(([code]) => code as number | null);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));

  return {
    child,
    output: () => output,
    async prints(words) {
      const isOver = ended.then(() => 'over' as const);
      while (!output.includes(words)) {
        const what = await Promise.race([isOver, new Promise((resolve) => setTimeout(resolve, 20))]);
        if (what === 'over' && !output.includes(words))
          throw new Error(`It ended without saying "${words}":\n${output}`);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async interrupt() {
      child.kill('SIGINT');
      return ended;
    },
    ended: () => ended,
  };
}
